"""Figure 11: maps and G(d) of one step of a large lattice, by RG (a, b) and by an RBM (c, d)."""

import xarray
from matplotlib.figure import Figure

from rgflow.analysis.inputs import Inputs, role
from rgflow.contracts.correlate import CORRELATE
from rgflow.figures.layers import step_panels
from rgflow.figures.maps import collect_maps, draw_maps, side_of
from rgflow.figures.pairs import collect_pairs, draw_pair_column, key, label_pairs
from rgflow.figures.style import DOUBLE_COLUMN, note, styled

NUMBER = "11"
TITLE = "One step of a large lattice by RG and by an RBM"
CATEGORY = "IV Flows derived from deep learning"
CAPTION = """\
**Figure 11: one step at the critical temperature** of a large lattice, by block spins (a, b) and
by the first layer of a trained machine (c, d): maps of units spread evenly, and G(d) of all
units, raw and with each map's own mean subtracted. Errors over seeds as in Figure 10.
Experiment "{{ snakemake.config.get("name", "default") }}".
"""
INPUTS = {"rg": "rg_maps", "rbm": "machine_maps"}
OPTIONAL: set[str] = set()

_PANELS = (("a", "b", "RG"), ("c", "d", "RBM"))


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return the shown maps (of the lowest seed) and G(d) over seeds, of RG and of the RBM."""
    steps = step_panels(role(inputs, "rg", CORRELATE), role(inputs, "rbm", CORRELATE))
    parts = []
    for files, (maps, curve, method) in zip(steps, _PANELS, strict=True):
        heading = f"({maps}) {method}"
        parts += [collect_maps(files[0], maps, heading=heading), collect_pairs(files, curve)]
    return xarray.merge(parts, combine_attrs="override")


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw one row per method: maps on the left, raw and connected G(d) on the right."""
    figure = Figure(figsize=(DOUBLE_COLUMN, 7.6))
    grid = figure.add_gridspec(
        2, 2, left=0.03, right=0.98, top=0.93, bottom=0.1, wspace=0.3, hspace=0.2
    )
    for row, (maps, curve, method) in enumerate(_PANELS):
        draw_maps(figure, grid[row, 0], data, maps, side_of(data, maps))
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
