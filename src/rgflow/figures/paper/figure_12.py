"""Figure 12: a white-noise map and its two-point function."""

import xarray
from matplotlib.figure import Figure

from rgflow.analysis.inputs import Inputs, role
from rgflow.contracts.correlate import CORRELATE
from rgflow.figures.maps import collect_maps
from rgflow.figures.pairs import DISTANCE, collect_pairs, draw_pairs
from rgflow.figures.patterns import draw_pattern
from rgflow.figures.style import DOUBLE_COLUMN, note, styled

NUMBER = "12"
TITLE = "Two-point function of white noise"
CATEGORY = "IV Flows derived from deep learning"
CAPTION = """\
**Figure 12: white noise in place of a map** (a) and its two-point function (b), as a standard of
what no structure looks like.
Experiment "{{ snakemake.config.get("name", "default") }}".
"""
INPUTS = {"noise": "noise_map"}
OPTIONAL: set[str] = set()


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return one map of white noise and G(d) of all its maps."""
    file = role(inputs, "noise", CORRELATE)[0]
    parts = [collect_maps(file, "a", shown=1), collect_pairs([file], "b", ["raw"])]
    return xarray.merge(parts, combine_attrs="override")


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw the map beside its G(d)."""
    figure = Figure(figsize=(DOUBLE_COLUMN, 2.8), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=(1.0, 1.6))
    draw_pattern(left, data, "a")
    left.set_title("(a) white noise, one hidden unit", loc="left")
    draw_pairs(right, data, "b", "raw")
    right.set(xlabel=DISTANCE, ylabel=r"$G(d)$")
    right.set_title("(b)", loc="left")
    note(figure, "Paper: no relation between G and distance.")
    return figure
