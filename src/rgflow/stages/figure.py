"""figure: make one figure and its numbers."""

import argparse
from pathlib import Path

from rgflow.contracts.figure import FIGURE
from rgflow.figures import registry
from rgflow.figures.export import render, to_csv
from rgflow.store import open_dataset, whole_file, write

IMAGES = ("pdf", "svg", "png")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument("--number", choices=registry.FIGURES, required=True, help="which figure")
    parser.add_argument(
        "--input", nargs="+", action="append", default=[], metavar=("ROLE", "FILE"),
        help="a role of the figure and its files; may be given for several roles",
    )  # fmt: skip
    parser.add_argument(
        "--prefix", type=Path, required=True, help="written with .pdf, .svg, .png, .nc and .csv"
    )


def run(options: argparse.Namespace) -> None:
    """Collect the numbers, keep them as NetCDF and CSV, and draw."""
    module = registry.load(options.number)
    inputs = {
        role: [open_dataset(Path(file), module.ROLES[role]) for file in files]
        for role, *files in options.input
    }
    data = module.collect(inputs)
    drawing = module.draw(data)
    prefix = str(options.prefix)
    write(Path(f"{prefix}.nc"), data, FIGURE)
    for suffix, content in (
        ("csv", to_csv(data).encode()),
        *((suffix, render(drawing, suffix)) for suffix in IMAGES),
    ):
        with whole_file(Path(f"{prefix}.{suffix}")) as temporary:
            temporary.write_bytes(content)
