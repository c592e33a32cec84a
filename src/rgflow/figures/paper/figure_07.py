"""Figure 7: hidden-visible maps of block-spin RG and a sketch of the blocking."""

import itertools

import numpy as np
import xarray
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from rgflow.analysis.inputs import Inputs, role
from rgflow.contracts.correlate import CORRELATE
from rgflow.figures.layers import rg_panels
from rgflow.figures.maps import collect_maps, draw_maps, map_figure, panels_of, side_of
from rgflow.figures.seeds import named
from rgflow.figures.style import BLUE, GREY, THEORY, letters, note, styled

NUMBER = "7"
TITLE = "Hidden-visible maps of block-spin RG"
CATEGORY = "IV Flows derived from deep learning"
CAPTION = """\
**Figure 7: hidden-visible maps of block-spin RG** (averages of 2 x 2 blocks, nothing rescaled) at
the critical temperature: block spins from an even grid for each pair of lattices. Every panel is
divided by its peak, whose value stands above it. Last, one block-spin step.
Experiment "{{ snakemake.config.get("name", "default") }}".
"""
INPUTS = {"rg": "rg_maps"}
OPTIONAL: set[str] = set()

_SKETCH = 6


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return the maps of the shown block spins, and the sites of the sketch."""
    parts = [
        collect_maps(panel.files[0], panel.name, heading=panel.heading)
        for panel in rg_panels(role(inputs, "rg", CORRELATE))
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
    """Draw a grid of maps per pair of layers, and the sketch."""
    panels = panels_of(data)
    figure, grid = map_figure(len(panels) + 1)
    for place, panel in zip(grid, panels, strict=False):
        draw_maps(figure, place, data, panel, side_of(data, panel))
    _draw_sketch(
        figure.add_subplot(grid[len(panels)]),
        data,
        next(itertools.islice(letters(), len(panels), None)),
    )
    note(
        figure,
        "Paper: one bright spot per block spin, larger with each step. Above a panel: the value of"
        " its peak.",
    )
    return figure


def _draw_sketch(axes: Axes, data: xarray.Dataset, letter: str) -> None:
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
    axes.set_title(f"({letter}) one block-spin step", loc="left")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, 0.0), ncols=2)
