"""Figure b1: where the sampled flow settles, and what was learned, against training."""

from typing import Any

import numpy as np
import xarray
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from rgflow.analysis.inputs import Inputs, role
from rgflow.contracts.assess_rbm import ASSESS
from rgflow.figures.lines import theory
from rgflow.figures.panels import is_left, machine_axes, machine_height
from rgflow.figures.seeds import mean_and_error, named
from rgflow.figures.style import BLUE, DOUBLE_COLUMN, GREY, INK, ORANGE, THEORY, note, styled
from rgflow.figures.theory import critical_label
from rgflow.figures.trainings import (
    HOTTEST_CLASS,
    TRAINING,
    TRAINING_LABEL,
    by_snapshot,
    draw_seeds,
    hottest_class,
    settling_temperature,
    top_of,
)

NUMBER = "b1"
TITLE = "Where flows settle, against training"
CATEGORY = "Beyond the paper"
CAPTION = """\
**Figure b1: where flows settle, against training.** Above, temperature at the end of a long
sampled flow that starts from held-out configurations of all temperatures: by mean energy (black),
by mean class of the MLP thermometer (grey) and of the exact one (blue); red: the critical
temperature. Below, KL divergence of the machine from its data, on the same axis. Thin lines are
single seeds; points their median (temperatures) or mean with standard error (KL). Triangles:
hotter than the frame, or an energy that no temperature has.
Experiment "{{ snakemake.config.get("name", "default") }}".
"""
INPUTS = {"assess": "flow_assessments"}
OPTIONAL: set[str] = set()

_COLOURS = {"energy": INK, "mlp": GREY, "exact": BLUE}
_MEANINGS = {
    "seed": ("seed of the training", "1"),
    "snapshot": ("number of the snapshot", "1"),
    "thermometer": ("thermometer: mean energy, or mean class", "1"),
    "training": TRAINING,
    "hottest_class": HOTTEST_CLASS,
    "settled": ("temperature at the end of a long sampled flow, each seed", "J/k_B"),
    "kl_divergence": ("KL(data || machine), each seed", "nat"),
    "kl_mean": ("KL(data || machine), mean over seeds", "nat"),
    "kl_error": ("KL(data || machine), standard error over seeds", "nat"),
}


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return settling temperatures by every thermometer, and the KL divergence."""
    files = role(inputs, "assess", ASSESS)
    data = by_snapshot(files, _settled).assign(hottest_class=hottest_class(files))
    data["kl_mean"], data["kl_error"] = mean_and_error(data["kl_divergence"])
    return named(data, _MEANINGS)


def _settled(file: xarray.Dataset) -> xarray.Dataset:
    return settling_temperature(file).assign(kl_divergence=file["kl_divergence"])


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw the settling temperature above the KL divergence, one column per machine."""
    figure = Figure(
        figsize=(DOUBLE_COLUMN, 0.7 + machine_height(data, 3.3, 2.9)), layout="constrained"
    )
    top = top_of(float(data["hottest_class"]))
    for machine, (upper, lower) in machine_axes(figure, data, rows=2, flow=False).items():
        mine = data.sel(machine=machine).dropna("snapshot", subset=["training"])
        for name in mine["thermometer"].values:
            draw_seeds(
                upper, mine["training"].values, mine["settled"].sel(thermometer=name),
                _COLOURS[str(name)], top,
            )  # fmt: skip
        theory(upper, y=float(mine["critical_temperature"]))
        upper.set(xscale="log", ylim=(0.0, top))
        _draw_divergence(lower, mine)
        lower.set_xlabel(TRAINING_LABEL)
        if is_left(upper):
            upper.set_ylabel(r"settling $T$ ($J/k_B$)")
            lower.set_ylabel("KL (nat)")
    figure.legend(handles=_key(data, top), loc="outside upper center", ncols=3)
    note(
        figure,
        "Beyond the paper, which finds that flows end at $T_c$ after one time of training. Thin"
        " lines: single seeds;\npoints: their median, of KL their mean and standard error."
        " Optimizers differ: compare times within a panel.",
    )
    return figure


def _draw_divergence(axes: Axes, mine: xarray.Dataset) -> None:
    shown = mine.isel(snapshot=np.flatnonzero(mine["training"].values > 0))
    at = shown["training"].values
    each = shown["kl_divergence"].transpose("snapshot", "seed").values
    axes.plot(at, each, color=ORANGE, alpha=0.4, linewidth=0.5, zorder=2)
    axes.errorbar(
        at, shown["kl_mean"].values, yerr=np.nan_to_num(shown["kl_error"].values), fmt="o-",
        color=ORANGE, zorder=3,
    )  # fmt: skip
    axes.set(xscale="log", ylim=(0.0, None))


def _key(data: xarray.Dataset, top: float) -> list[Line2D]:
    mark: dict[str, Any] = {"marker": "o", "markersize": 3.0}
    return [
        Line2D([], [], color=INK, label="by mean energy", **mark),
        Line2D([], [], color=GREY, label="MLP thermometer, mean class", **mark),
        Line2D([], [], color=BLUE, label="exact thermometer, mean class", **mark),
        Line2D([], [], color=THEORY, label=critical_label(data["critical_temperature"].values)),
        Line2D([], [], color=ORANGE, label="KL(data || machine)", **mark),
        Line2D(
            [], [], color=INK, marker="^", markerfacecolor="white", linestyle="",
            label=f"above {top:g}, or energy ≥ 0",
        ),
    ]  # fmt: skip
