"""Figure 9: two-point function G(d) of the three block-spin maps of Figure 7."""

from collections.abc import Mapping

import xarray
from matplotlib.figure import Figure

from rgflow.analysis.inputs import Inputs, role
from rgflow.contracts.correlate import CORRELATE
from rgflow.contracts.schema import Contract
from rgflow.figures.layers import RG_PANELS, between
from rgflow.figures.pairs import collect_pairs, draw_pair_column, key, label_pairs
from rgflow.figures.style import DOUBLE_COLUMN, note, styled

NUMBER = "9"
TITLE = "Two-point function of RG maps"
CATEGORY = "IV Flows derived from deep learning"
ROLES: Mapping[str, Contract] = {"rg": CORRELATE}
OPTIONAL: frozenset[str] = frozenset()


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return raw and connected G(d) of each map."""
    files = role(inputs, "rg", CORRELATE)
    parts = []
    for panel, layers in RG_PANELS.items():
        mine = between(files, "rg", *layers)
        part = collect_pairs(mine, panel)
        sizes = (round(mine[0].sizes["y"]), round(mine[0].sizes["unit"] ** 0.5))
        part[f"raw_{panel}"].attrs["layers"] = f"{sizes[0]} → {sizes[1]}"
        parts.append(part)
    return xarray.merge(parts, combine_attrs="override")


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw one column a map, raw above connected."""
    figure = Figure(figsize=(DOUBLE_COLUMN, 3.8), layout="constrained")
    panels = figure.subplots(2, len(RG_PANELS), squeeze=False)
    for (upper, lower), panel in zip(panels.T, RG_PANELS, strict=True):
        draw_pair_column(upper, lower, data, panel)
        upper.set_title(f"({panel}) RG, {data[f'raw_{panel}'].attrs['layers']}")
    label_pairs(*panels[:, 0])
    figure.legend(handles=key(), loc="outside upper center", ncols=3)
    note(figure, "Paper: G falls linearly with distance.")
    return figure
