"""Figure b2: pair couplings that the trained machines have learned."""

import numpy as np
import xarray
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from rgflow.analysis.inputs import Inputs, role
from rgflow.contracts.assess_rbm import ASSESS
from rgflow.figures.lines import theory
from rgflow.figures.panels import is_left, machine_axes, machine_height
from rgflow.figures.seeds import mean_and_error, named
from rgflow.figures.style import DOUBLE_COLUMN, GREY, INK, THEORY, note, styled
from rgflow.figures.trainings import TRAINING, TRAINING_LABEL, by_snapshot

NUMBER = "b2"
TITLE = "Effective couplings of trained machines"
CATEGORY = "Beyond the paper"
CAPTION = """\
**Figure b2: effective couplings of trained machines.** The marginal law of the visible units,
expanded exactly to second order in the spins, is an Ising model with couplings J(r), in units of
k_B T. Above, J(r) of the last snapshot with its standard error over seeds; grey: scatter over the
pairs of a distance; red: the critical Ising model, 0.4407 between nearest neighbours, zero
elsewhere. Below, the nearest-neighbour coupling against training.
Experiment "{{ snakemake.config.get("name", "default") }}".
"""
INPUTS = {"assess": "flow_assessments"}
OPTIONAL: set[str] = set()

_MEANINGS = {
    "seed": ("seed of the training", "1"),
    "snapshot": ("number of the snapshot", "1"),
    "distance": ("torus distance", "lattice spacing"),
    "training": TRAINING,
    "profile": ("coupling J(r) of the trained machine, mean over seeds", "1"),
    "profile_error": ("coupling J(r) of the trained machine, standard error over seeds", "1"),
    "scatter": ("standard deviation of J over the pairs of a distance, mean over seeds", "1"),
    "neighbour": ("nearest-neighbour coupling, each seed", "1"),
    "neighbour_mean": ("nearest-neighbour coupling, mean over seeds", "1"),
    "neighbour_error": ("nearest-neighbour coupling, standard error over seeds", "1"),
}


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return J(r) of the last snapshot, and J(1) of every one, over seeds."""
    data = by_snapshot(role(inputs, "assess", ASSESS), _couplings)
    profile, error = mean_and_error(data["trained"])
    data = data.assign(profile=profile, profile_error=error, scatter=data["scatter"].mean("seed"))
    data["neighbour_mean"], data["neighbour_error"] = mean_and_error(data["neighbour"])
    return named(data.drop_vars("trained"), _MEANINGS)


def _couplings(file: xarray.Dataset) -> xarray.Dataset:
    return xarray.Dataset(
        {
            "trained": file["coupling"].isel(snapshot=-1),
            "scatter": file["coupling_scatter"].isel(snapshot=-1),
            "neighbour": file["coupling"].isel(distance=0, drop=True),
        }
    )


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw J(r) above J(1) against training, one column per machine."""
    figure = Figure(
        figsize=(DOUBLE_COLUMN, 0.7 + machine_height(data, 3.3, 2.9)), layout="constrained"
    )
    panels = machine_axes(figure, data, rows=2, flow=False, sharex=False)
    for machine, (upper, lower) in panels.items():
        mine = data.sel(machine=machine).dropna("snapshot", subset=["training"])
        _draw_profile(upper, mine)
        _draw_neighbour(lower, mine)
        if is_left(upper):
            upper.set_ylabel("coupling $J(r)$ ($k_BT$)")
            lower.set_ylabel("$J(1)$ ($k_BT$)")
    figure.legend(handles=_key(), loc="outside upper center", ncols=2)
    note(
        figure,
        "Beyond the paper: an Ising model at $T_c$ has $J(1) = 0.4407$ and no other coupling; data"
        " of many temperatures mix.\nBars are standard errors over seeds.",
    )
    return figure


def _draw_profile(axes: Axes, mine: xarray.Dataset) -> None:
    mine = mine.dropna("distance", subset=["profile"])
    r, value = mine["distance"].values, mine["profile"].values
    scatter, error = mine["scatter"].values, np.nan_to_num(mine["profile_error"].values)
    axes.fill_between(r, value - scatter, value + scatter, color=GREY, alpha=0.3, linewidth=0)
    axes.errorbar(r, value, yerr=error, fmt="o-", color=INK, markersize=2.4, zorder=3)
    theory(axes, y=0.0)
    axes.plot([1.0], [_critical_coupling(mine)], "D", color=THEORY, markersize=4, zorder=4)
    axes.set(xlabel="r (lattice spacings)")


def _draw_neighbour(axes: Axes, mine: xarray.Dataset) -> None:
    shown = mine.isel(snapshot=np.flatnonzero(mine["training"].values > 0))
    at = shown["training"].values
    each = shown["neighbour"].transpose("snapshot", "seed").values
    axes.plot(at, each, color=INK, alpha=0.35, linewidth=0.5, zorder=2)
    axes.errorbar(
        at, shown["neighbour_mean"].values,
        yerr=np.nan_to_num(shown["neighbour_error"].values), fmt="o-", color=INK, zorder=3,
    )  # fmt: skip
    theory(axes, y=_critical_coupling(mine))
    axes.set(xscale="log", xlabel=TRAINING_LABEL)


def _critical_coupling(mine: xarray.Dataset) -> float:
    """Return the coupling of neighbours in the critical Ising model; all others are zero."""
    return 1.0 / float(mine["critical_temperature"])


def _key() -> list[Line2D | Patch]:
    return [
        Line2D([], [], color=INK, marker="o", markersize=3, label="mean over seeds"),
        Line2D([], [], color=INK, alpha=0.35, linewidth=0.5, label="each seed"),
        Patch(color=GREY, alpha=0.3, linewidth=0, label="scatter over pairs of a distance"),
        Line2D([], [], color=THEORY, marker="D", markersize=4, label="critical Ising model"),
    ]
