"""figure: make one figure and its numbers."""

import argparse
from pathlib import Path

from rgflow.contracts.figure import FIGURE
from rgflow.figures import registry
from rgflow.figures.export import lay_out, render, to_csv
from rgflow.loading.roles import read_roles
from rgflow.stages import options as opt
from rgflow.store import whole_file, write


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument(
        "--number", required=True, help=f"which figure: {', '.join(registry.names())}"
    )
    opt.add_roles(parser)
    parser.add_argument(
        "--output", type=Path, nargs="+", required=True,
        help="files to write, by suffix: .nc and .csv numbers, .pdf, .svg and .png drawings, "
        ".rst caption",
    )  # fmt: skip


def run(options: argparse.Namespace) -> None:
    """Collect the numbers, keep them as NetCDF and CSV, and draw."""
    module = registry.load(options.number)
    data = module.collect(read_roles(options.input, module.INPUTS))
    drawing = module.draw(data)
    lay_out(drawing)
    for path in options.output:
        suffix = path.suffix.removeprefix(".")
        if suffix == "nc":
            write(path, data, FIGURE)
            continue
        text = {"csv": to_csv(data), "rst": module.CAPTION}.get(suffix)
        content = render(drawing, suffix) if text is None else text.encode()
        with whole_file(path) as temporary:
            temporary.write_bytes(content)
