"""Figure 8: hidden-visible maps of a stack of two RBMs (a) and of a single RBM (b)."""

from collections.abc import Mapping

import xarray
from matplotlib.figure import Figure

from rgflow.analysis.inputs import Inputs, role
from rgflow.contracts.correlate import CORRELATE
from rgflow.contracts.schema import Contract
from rgflow.figures.layers import RBM_PANELS, between
from rgflow.figures.maps import collect_maps, draw_maps, size_of
from rgflow.figures.style import DOUBLE_COLUMN, note, styled

NUMBER = "8"
TITLE = "Hidden-visible maps of RBMs"
CATEGORY = "IV Flows derived from deep learning"
ROLES: Mapping[str, Contract] = {"stack": CORRELATE, "single": CORRELATE}
OPTIONAL: frozenset[str] = frozenset()


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return the maps of the shown hidden units, of the lowest seed."""
    files = {name: role(inputs, name, contract) for name, contract in ROLES.items()}
    parts = [
        collect_maps(between(files[name], name, lower, upper)[0], panel)
        for panel, (name, lower, upper, _) in RBM_PANELS.items()
    ]
    return xarray.merge(parts, combine_attrs="override")


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw four grids of maps."""
    figure = Figure(figsize=(DOUBLE_COLUMN, 8.0))
    grid = figure.add_gridspec(
        2, 2, left=0.03, right=0.97, top=0.965, bottom=0.09, wspace=0.08, hspace=0.2
    )
    for place, (panel, (_, _, _, heading)) in enumerate(RBM_PANELS.items()):
        draw_maps(figure, grid[place], data, panel, f"{heading}, {size_of(data, panel)}")
    note(
        figure,
        "Paper: bright spots emerge; (a-iii) is like RG's map, Figure 7c. Units evenly spread, not"
        " picked; each panel has the sign of its peak,\nwhose value stands above it.",
    )
    return figure
