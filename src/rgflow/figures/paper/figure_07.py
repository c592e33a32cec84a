"""Figure 7: hidden-visible maps of block-spin RG (a-c) and a sketch of the blocking (d)."""

from collections.abc import Mapping

import numpy as np
import xarray
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from rgflow.analysis.inputs import Inputs, role
from rgflow.contracts.correlate import CORRELATE
from rgflow.contracts.schema import Contract
from rgflow.figures.layers import RG_PANELS, between
from rgflow.figures.maps import collect_maps, draw_maps, side_of
from rgflow.figures.seeds import named
from rgflow.figures.style import BLUE, DOUBLE_COLUMN, GREY, THEORY, note, styled

NUMBER = "7"
TITLE = "Hidden-visible maps of block-spin RG"
CATEGORY = "IV Flows derived from deep learning"
ROLES: Mapping[str, Contract] = {"rg": CORRELATE}
OPTIONAL: frozenset[str] = frozenset()

_SKETCH = 6


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return the maps of the shown block spins, and the sites of the sketch."""
    files = role(inputs, "rg", CORRELATE)
    parts = [
        collect_maps(between(files, "rg", *layers)[0], panel) for panel, layers in RG_PANELS.items()
    ]
    return xarray.merge([*parts, _sketch()], combine_attrs="override")


def _sketch() -> xarray.Dataset:
    """Return the positions of spins and of the block spins that average four of them."""
    sites = np.arange(_SKETCH, dtype=float)
    blocks = np.arange(_SKETCH // 2) * 2 + 0.5
    data = xarray.Dataset(coords={"site": sites, "block": blocks})
    return named(
        data,
        {
            "site": ("row or column of a spin in the sketch", "lattice spacing"),
            "block": ("row or column of a block spin in the sketch", "lattice spacing"),
        },
    )


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw three grids of maps and the sketch."""
    figure = Figure(figsize=(DOUBLE_COLUMN, 8.0))
    grid = figure.add_gridspec(
        2, 2, left=0.03, right=0.97, top=0.965, bottom=0.09, wspace=0.08, hspace=0.2
    )
    for index, panel in enumerate(RG_PANELS):
        heading = f"({panel}) RG, {side_of(data, panel)}"
        draw_maps(figure, grid[index], data, panel, heading)
    _draw_sketch(figure.add_subplot(grid[3]), data)
    note(
        figure,
        "Paper: one bright spot a block spin, larger with each step. Above a panel: the value of"
        " its peak.",
    )
    return figure


def _draw_sketch(axes: Axes, data: xarray.Dataset) -> None:
    site, block = data["site"].values, data["block"].values
    for centre in block:
        for other in block:
            corner = (centre - 0.85, other - 0.85)
            axes.add_patch(Rectangle(corner, 1.7, 1.7, fill=False, edgecolor=GREY, linestyle="--"))
    for values, colour, size, label in (
        (site, THEORY, 26, "spin"),
        (block, BLUE, 70, "block spin: average of four"),
    ):
        x, y = np.meshgrid(values, values)
        axes.scatter(x, y, s=size, color=colour, label=label, zorder=3)
    axes.set_aspect("equal")
    axes.axis("off")
    axes.set_title("(d) one block-spin step", loc="left")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, 0.0), ncols=2)
