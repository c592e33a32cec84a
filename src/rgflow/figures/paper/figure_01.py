"""Figure 1: a restricted Boltzmann machine, drawn from the positions of its units."""

from typing import Any

import numpy as np
import xarray
from matplotlib.figure import Figure

from rgflow.analysis.inputs import Inputs
from rgflow.figures.seeds import named
from rgflow.figures.style import BLUE, GREY, SINGLE_COLUMN, THEORY, note, styled

NUMBER = "1"
TITLE = "Restricted Boltzmann machine"
CATEGORY = "II RBM, RG and Ising"
CAPTION = """\
**Figure 1: restricted Boltzmann machine.** Every visible unit is coupled to every hidden unit and
none to its own layer; energy as in eq. (1) of de Mello Koch et al., units are +1 or -1.
"""
INPUTS: dict[str, str] = {}
OPTIONAL: set[str] = set()

_VISIBLE, _HIDDEN = 6, 4


def collect(_inputs: Inputs) -> xarray.Dataset:
    """Return the positions of the units: layer 0 is visible, layer 1 hidden; no file is needed."""
    sizes = (_VISIBLE, _HIDDEN)
    x = [np.linspace(-1.0, 1.0, size) * (size - 1) / (_VISIBLE - 1) for size in sizes]
    data = xarray.Dataset(
        {
            "x": ("unit", np.concatenate(x)),
            "y": ("unit", np.repeat([0.0, 1.0], sizes)),
            "layer": ("unit", np.repeat([0, 1], sizes)),
        }
    )
    return named(
        data,
        {
            "x": ("horizontal position of a unit", "1"),
            "y": ("vertical position of a unit", "1"),
            "layer": ("layer, 0 visible, 1 hidden", "1"),
        },
    )


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw both layers and all couplings between them."""
    figure = Figure(figsize=(SINGLE_COLUMN, 2.0), layout="constrained")
    axes = figure.add_subplot(xlim=(-1.9, 1.25), ylim=(-0.45, 1.4))
    axes.axis("off")
    visible, hidden = (data.where(data["layer"] == layer, drop=True) for layer in (0, 1))
    for x, y in zip(visible["x"].values, visible["y"].values, strict=True):
        for x2, y2 in zip(hidden["x"].values, hidden["y"].values, strict=True):
            axes.plot([x, x2], [y, y2], color=GREY, linewidth=0.5, zorder=1)
    style: dict[str, Any] = {"s": 120, "edgecolor": "black", "linewidth": 0.7, "zorder": 2}
    axes.scatter(visible["x"], visible["y"], color=THEORY, **style)
    axes.scatter(hidden["x"], hidden["y"], color=BLUE, **style)
    ends = ((visible, "v", "i", "N_v", -0.3), (hidden, "h", "a", "N_h", 0.26))
    for units, name, _, last, shift in ends:
        first_x, last_x, y = (
            float(units["x"][0]),
            float(units["x"][-1]),
            float(units["y"][0]) + shift,
        )
        axes.text(first_x, y, f"${name}_1$", ha="center", va="center")
        axes.text(last_x, y, f"${name}_{{{last}}}$", ha="center", va="center")
    axes.text(-1.85, 0.0, "visible, bias $b_i$", va="center", fontsize=7)
    axes.text(-1.85, 1.0, "hidden, bias $c_a$", va="center", fontsize=7)
    axes.text(-1.15, 0.5, "$W_{ia}$", va="center", ha="right")
    note(
        figure,
        r"$E(v,h) = -\sum_{ia} v_i W_{ia} h_a - \sum_i b_i v_i - \sum_a c_a h_a$,"
        r"   $v_i, h_a = \pm 1$",
    )
    return figure
