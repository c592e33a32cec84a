"""Figure b2: pair couplings that the trained machines have learned."""

from collections.abc import Mapping

import numpy as np
import xarray
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from rgflow.analysis.inputs import Inputs, role
from rgflow.config.temperatures import T_CRITICAL
from rgflow.contracts.assess_rbm import ASSESS
from rgflow.contracts.schema import Contract
from rgflow.figures.lines import theory
from rgflow.figures.machines import recipe_title
from rgflow.figures.panels import is_left, machine_axes, machine_height
from rgflow.figures.seeds import mean_and_error, named
from rgflow.figures.style import DOUBLE_COLUMN, GREY, INK, THEORY, note, styled
from rgflow.figures.trainings import TRAINING, TRAINING_LABEL, by_machine

NUMBER = "b2"
TITLE = "Effective couplings of trained machines"
CATEGORY = "Beyond the paper"
ROLES: Mapping[str, Contract] = {"assess": ASSESS}
OPTIONAL: frozenset[str] = frozenset()

K_CRITICAL = 1.0 / T_CRITICAL
"""Coupling of nearest neighbours in the critical Ising model, 0.4407; all others are zero."""
_MEANINGS = {
    "machine": ("trained machine", "1"),
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
    data = by_machine(role(inputs, "assess", ASSESS), _couplings)
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
    """Draw J(r) above J(1) against training, one column a machine."""
    machines = [str(name) for name in data["machine"].values]
    figure = Figure(
        figsize=(DOUBLE_COLUMN, 0.7 + machine_height(machines, 3.3, 2.9)), layout="constrained"
    )
    panels = machine_axes(figure, machines, 2, recipe_title, sharex=False)
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
    r, value = mine["distance"].values, mine["profile"].values
    scatter, error = mine["scatter"].values, np.nan_to_num(mine["profile_error"].values)
    axes.fill_between(r, value - scatter, value + scatter, color=GREY, alpha=0.3, linewidth=0)
    axes.errorbar(r, value, yerr=error, fmt="o-", color=INK, markersize=2.4, zorder=3)
    theory(axes, y=0.0)
    axes.plot([1.0], [K_CRITICAL], "D", color=THEORY, markersize=4, zorder=4)
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
    theory(axes, y=K_CRITICAL)
    axes.set(xscale="log", xlabel=TRAINING_LABEL)


def _key() -> list[Line2D | Patch]:
    return [
        Line2D([], [], color=INK, marker="o", markersize=3, label="mean over seeds"),
        Line2D([], [], color=INK, alpha=0.35, linewidth=0.5, label="each seed"),
        Patch(color=GREY, alpha=0.3, linewidth=0, label="scatter over pairs of a distance"),
        Line2D([], [], color=THEORY, marker="D", markersize=4, label="critical Ising model"),
    ]
