"""Figure 8: hidden-visible maps of a stack of RBMs (a), of a single RBM (b) and of others."""

import xarray
from matplotlib.figure import Figure

from rgflow.analysis.inputs import Inputs, role
from rgflow.contracts.correlate import CORRELATE
from rgflow.figures.layers import machine_panels
from rgflow.figures.maps import collect_maps, draw_maps, map_figure, panels_of, size_of
from rgflow.figures.style import note, styled

NUMBER = "8"
TITLE = "Hidden-visible maps of RBMs"
CATEGORY = "IV Flows derived from deep learning"
CAPTION = """\
**Figure 8: hidden-visible maps of trained RBMs** at the critical temperature, of the first seed:
(a) a stack, layer by layer and through its layers, (b) the single machine that it is compared
with, then further machines. Units spread evenly over the layer, none picked; every panel is
divided by its peak, whose value and sign stand above it.
Experiment "{{ snakemake.config.get("name", "default") }}".
"""
INPUTS = {"maps": "machine_maps"}
OPTIONAL: set[str] = set()


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return the maps of the shown hidden units, of the lowest seed."""
    parts = [
        collect_maps(panel.files[0], panel.name, heading=panel.heading)
        for panel in machine_panels(role(inputs, "maps", CORRELATE))
    ]
    return xarray.merge(parts, combine_attrs="override")


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw a grid of maps per panel."""
    panels = panels_of(data)
    figure, grid = map_figure(len(panels))
    for place, panel in zip(grid, panels, strict=False):
        draw_maps(figure, place, data, panel, size_of(data, panel))
    machines = dict.fromkeys(data[f"map_{panel}"].attrs["label"] for panel in panels)
    note(
        figure,
        "Paper: bright spots emerge; (a-iii) is like RG's map, Figure 7c. Units evenly spread, not"
        " picked; each panel has the sign of its peak,\nwhose value stands above it."
        f" Machines: {', '.join(machines)}.",
    )
    return figure
