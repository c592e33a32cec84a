"""Figure 9: two-point function G(d) of the block-spin maps of Figure 7."""

import xarray
from matplotlib.figure import Figure

from rgflow.analysis.inputs import Inputs, role
from rgflow.contracts.correlate import CORRELATE
from rgflow.figures.layers import rg_panels
from rgflow.figures.pairs import collect_pairs, key, pair_figure
from rgflow.figures.style import note, styled

NUMBER = "9"
TITLE = "Two-point function of RG maps"
CATEGORY = "IV Flows derived from deep learning"
CAPTION = """\
**Figure 9: two-point function G(d) of the RG maps of Figure 7**, torus distance, averaged over
all block spins. Above raw maps, below each map minus its own mean; dashed the straight line of
least squares with its share of the variance.
Experiment "{{ snakemake.config.get("name", "default") }}".
"""
INPUTS = {"rg": "rg_maps"}
OPTIONAL: set[str] = set()


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return raw and connected G(d) of each map."""
    parts = []
    for panel in rg_panels(role(inputs, "rg", CORRELATE)):
        part, file = collect_pairs(panel.files, panel.name), panel.files[0]
        sides = f"{file.sizes['y']} → {round(file.sizes['unit'] ** 0.5)}"
        part[f"raw_{panel.name}"].attrs["heading"] = f"{panel.heading}, {sides}"
        parts.append(part)
    return xarray.merge(parts, combine_attrs="override")


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw one column per map, raw above connected."""
    figure = pair_figure(data, fontsize=8)
    figure.legend(handles=key(), loc="outside upper center", ncols=3)
    note(figure, "Paper: G falls linearly with distance.")
    return figure
