"""Figure 13: checkerboards of three block sizes and their two-point functions."""

import numpy as np
import xarray
from matplotlib.figure import Figure

from rgflow.analysis.inputs import Inputs, role
from rgflow.contracts.correlate import CORRELATE
from rgflow.figures.maps import collect_maps, panels_of
from rgflow.figures.pairs import DISTANCE, collect_pairs, draw_pairs
from rgflow.figures.patterns import draw_pattern
from rgflow.figures.style import DOUBLE_COLUMN, letter, note, styled

NUMBER = "13"
TITLE = "Two-point function of checkerboards"
CATEGORY = "IV Flows derived from deep learning"
CAPTION = """\
**Figure 13: checkerboards in place of a map** with blocks of growing size, and their two-point
functions below.
Experiment "{{ snakemake.config.get("name", "default") }}".
"""
INPUTS = {"checkerboard": "checkerboard_maps"}
OPTIONAL: set[str] = set()

_LETTERS = "abcdefghijklmnop"


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return each board, smallest blocks first, and its G(d); panels a, b then c, d ..."""
    files = sorted(role(inputs, "checkerboard", CORRELATE), key=block_size)
    parts = []
    for index, file in enumerate(files):
        maps, curve = _LETTERS[2 * index], _LETTERS[2 * index + 1]
        part = collect_maps(file, maps, shown=1)
        part[f"map_{maps}"].attrs["block"] = block_size(file)
        pairs = collect_pairs([file], curve, ["raw"])
        parts += [part, pairs[[f"raw_{curve}"]]]
    return xarray.merge(parts, combine_attrs="override")


def block_size(file: xarray.Dataset) -> int:
    """Return the side of a checkerboard's blocks: spins in its first row before the sign turns."""
    row = file["map"].values[0, 0]
    turned = np.flatnonzero(np.sign(row) != np.sign(row[0]))
    return int(turned[0]) if turned.size else row.size


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw one column per board: the map above its G(d)."""
    panels = panels_of(data)
    figure = Figure(figsize=(DOUBLE_COLUMN, 4.6), layout="constrained")
    grid = figure.subplots(2, len(panels), squeeze=False, height_ratios=(1.0, 0.9))
    for (upper, lower), panel in zip(grid.T, panels, strict=True):
        draw_pattern(upper, data, panel)
        block = data[f"map_{panel}"].attrs["block"]
        upper.set_title(f"({panel}) blocks of {block} × {block}", loc="left")
        curve = _LETTERS[_LETTERS.index(panel) + 1]
        draw_pairs(lower, data, curve, "raw", line=False)
        letter(lower, f"({curve})")
        lower.set_xlabel(DISTANCE)
    grid[1, 0].set_ylabel(r"$G(d)$")
    note(figure, "Paper: several peaks where blocks are many; like RG only for the largest blocks.")
    return figure
