"""Figure 10: two-point function G(d) of the four RBM maps of Figure 8."""

from collections.abc import Mapping

import xarray
from matplotlib.figure import Figure

from rgflow.analysis.inputs import Inputs, role
from rgflow.contracts.correlate import CORRELATE
from rgflow.contracts.schema import Contract
from rgflow.figures.layers import RBM_PANELS, between
from rgflow.figures.pairs import collect_pairs, draw_pair_column, key, label_pairs
from rgflow.figures.style import DOUBLE_COLUMN, note, styled

NUMBER = "10"
TITLE = "Two-point function of RBM maps"
CATEGORY = "IV Flows derived from deep learning"
ROLES: Mapping[str, Contract] = {"stack": CORRELATE, "single": CORRELATE}
OPTIONAL: frozenset[str] = frozenset()

LETTERS = dict(zip("abcd", RBM_PANELS, strict=True))
"""Panel of Figure 8 whose maps each panel belongs to."""


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return raw and connected G(d) of each map, over seeds."""
    files = {name: role(inputs, name, contract) for name, contract in ROLES.items()}
    parts = []
    for letter, panel in LETTERS.items():
        name, lower, upper, _ = RBM_PANELS[panel]
        mine = between(files[name], name, lower, upper)
        part = collect_pairs(mine, letter)
        sizes = f"{mine[0].sizes['y'] * mine[0].sizes['x']} → {mine[0].sizes['unit']}"
        part[f"raw_{letter}"].attrs["layers"] = f"{name}, {sizes}"
        parts.append(part)
    return xarray.merge(parts, combine_attrs="override")


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw one column a map, raw above connected."""
    figure = Figure(figsize=(DOUBLE_COLUMN, 3.8), layout="constrained")
    panels = figure.subplots(2, len(LETTERS), squeeze=False)
    for (upper, lower), panel in zip(panels.T, LETTERS, strict=True):
        draw_pair_column(upper, lower, data, panel)
        upper.set_title(f"({panel}) {data[f'raw_{panel}'].attrs['layers']}", fontsize=7)
    label_pairs(*panels[:, 0])
    figure.legend(handles=key(), loc="outside upper center", ncols=3)
    note(
        figure,
        "Paper: linear fall of the same order of magnitude as RG's (Figure 9), with an offset that"
        " it cannot explain.\nA squared mean of a map is an offset of G; connected G has none.",
    )
    return figure
