"""figure: make one figure and its numbers."""

import argparse
from pathlib import Path

from rgflow.contracts.figure import FIGURE
from rgflow.figures import registry
from rgflow.figures.export import lay_out, render, to_csv
from rgflow.store import open_dataset, whole_file, write


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument("--number", choices=registry.FIGURES, required=True, help="which figure")
    parser.add_argument(
        "--input", nargs="+", action="append", default=[], metavar=("ROLE", "FILE"),
        help="a role of the figure and its files; may be given for several roles",
    )  # fmt: skip
    parser.add_argument(
        "--output", type=Path, nargs="+", required=True,
        help="files to write, by suffix: .nc and .csv numbers, .pdf, .svg and .png drawings",
    )  # fmt: skip


def run(options: argparse.Namespace) -> None:
    """Collect the numbers, keep them as NetCDF and CSV, and draw."""
    module = registry.load(options.number)
    inputs = {
        role: [open_dataset(Path(file), module.ROLES[role]) for file in files]
        for role, *files in options.input
    }
    data = module.collect(inputs)
    drawing = module.draw(data)
    lay_out(drawing)
    for path in options.output:
        suffix = path.suffix.removeprefix(".")
        if suffix == "nc":
            write(path, data, FIGURE)
            continue
        content = to_csv(data).encode() if suffix == "csv" else render(drawing, suffix)
        with whole_file(path) as temporary:
            temporary.write_bytes(content)
