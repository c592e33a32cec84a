"""Figure 10: two-point function G(d) of the RBM maps of Figure 8."""

import xarray
from matplotlib.figure import Figure

from rgflow.analysis.inputs import Inputs, role
from rgflow.contracts.correlate import CORRELATE
from rgflow.figures.layers import machine_panels
from rgflow.figures.pairs import collect_pairs, key, pair_figure
from rgflow.figures.style import letters, note, styled

NUMBER = "10"
TITLE = "Two-point function of RBM maps"
CATEGORY = "IV Flows derived from deep learning"
CAPTION = """\
**Figure 10: two-point function G(d) of the RBM maps of Figure 8**, torus distance, averaged over
all hidden units. Above raw maps, below each map minus its own mean; dashed the straight line of
least squares. Bars are standard errors over seeds of the shape; the level, common to all
distances, varies between seeds by the standard error written in the panel.
Experiment "{{ snakemake.config.get("name", "default") }}".
"""
INPUTS = {"maps": "machine_maps"}
OPTIONAL: set[str] = set()


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return raw and connected G(d) of each map, over seeds."""
    parts = []
    panels = machine_panels(role(inputs, "maps", CORRELATE))
    for letter, panel in zip(letters(), panels, strict=False):
        part, file = collect_pairs(panel.files, letter), panel.files[0]
        units = f"{file.sizes['y'] * file.sizes['x']} → {file.sizes['unit']}"
        part[f"raw_{letter}"].attrs["heading"] = f"({letter}) {panel.short}, {units}"
        parts.append(part)
    return xarray.merge(parts, combine_attrs="override")


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw one column per map, raw above connected."""
    figure = pair_figure(data, fontsize=7)
    figure.legend(handles=key(), loc="outside upper center", ncols=3)
    note(
        figure,
        "Paper: linear fall of the same order of magnitude as RG's (Figure 9), with an offset that"
        " it cannot explain.\nA squared mean of a map is an offset of G; connected G has none.",
    )
    return figure
