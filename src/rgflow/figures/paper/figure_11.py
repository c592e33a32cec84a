"""Figure 11: maps and G(d) from 64 x 64 to 32 x 32, by RG (a, b) and by an RBM (c, d)."""

from collections.abc import Mapping

import xarray
from matplotlib.figure import Figure

from rgflow.analysis.inputs import Inputs, role
from rgflow.contracts.correlate import CORRELATE
from rgflow.contracts.schema import Contract
from rgflow.figures.layers import between
from rgflow.figures.maps import collect_maps, draw_maps, side_of
from rgflow.figures.pairs import collect_pairs, draw_pair_column, key, label_pairs
from rgflow.figures.style import DOUBLE_COLUMN, note, styled

NUMBER = "11"
TITLE = "From 64 × 64 to 32 × 32 by RG and by an RBM"
CATEGORY = "IV Flows derived from deep learning"
ROLES: Mapping[str, Contract] = {"rg": CORRELATE, "rbm": CORRELATE}
OPTIONAL: frozenset[str] = frozenset()

_PANELS = {"rg": ("a", "b", "RG"), "rbm": ("c", "d", "RBM")}


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return the shown maps (of the lowest seed) and G(d) over seeds, of RG and of the RBM."""
    parts = []
    for name, (maps, curve, _) in _PANELS.items():
        files = between(role(inputs, name, CORRELATE), name, 0, 1)
        parts += [collect_maps(files[0], maps), collect_pairs(files, curve)]
    return xarray.merge(parts, combine_attrs="override")


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw one row a method: maps on the left, raw and connected G(d) on the right."""
    figure = Figure(figsize=(DOUBLE_COLUMN, 7.6))
    grid = figure.add_gridspec(
        2, 2, left=0.03, right=0.98, top=0.93, bottom=0.1, wspace=0.3, hspace=0.2
    )
    for row, (maps, curve, method) in enumerate(_PANELS.values()):
        heading = f"({maps}) {method}, {side_of(data, maps)}"
        draw_maps(figure, grid[row, 0], data, maps, heading)
        column = grid[row, 1].subgridspec(2, 1, hspace=0.12)
        upper, lower = (figure.add_subplot(column[place]) for place in (0, 1))
        draw_pair_column(upper, lower, data, curve)
        label_pairs(upper, lower)
        upper.set_title(f"({curve}) {method}", loc="left")
    figure.legend(handles=key(), loc="upper right", ncols=3, bbox_to_anchor=(0.99, 0.995))
    note(
        figure,
        "Paper: clearer fall than on smaller lattices; G of the RBM turns up at the largest"
        " distances; some maps are speckled.",
    )
    return figure
