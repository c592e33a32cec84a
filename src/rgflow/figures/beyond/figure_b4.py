"""Figure b4: flow configurations against the exact ensemble of the same energy."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure
from matplotlib.lines import Line2D
from matplotlib.ticker import MultipleLocator

from rgflow.analysis.inputs import Inputs, of_size, role
from rgflow.contracts.exact import EXACT
from rgflow.contracts.measure import MEASURE_CLASSES
from rgflow.contracts.schema import Contract
from rgflow.figures.ensembles import at_energy, ends_of_flows, exact_ensembles
from rgflow.figures.lines import theory
from rgflow.figures.machines import title
from rgflow.figures.panels import is_left
from rgflow.figures.seeds import by_source, joined, mean_and_error, named
from rgflow.figures.style import (
    BLUE,
    DOUBLE_COLUMN,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PURPLE,
    SKY,
    THEORY,
    letter,
    note,
    styled,
)

NUMBER = "b4"
TITLE = "Flows and the exact ensemble of their energy"
CATEGORY = "Beyond the paper"
ROLES: Mapping[str, Contract] = {"measure": MEASURE_CLASSES, "exact": EXACT}
OPTIONAL: frozenset[str] = frozenset()

_COLOURS = (INK, GREY, BLUE, ORANGE, GREEN, PURPLE, SKY)
_MARKS = {"all": "o", "cold": "v", "hot": "^"}
_COLUMNS = 3
_MEANINGS = {
    "machine": ("trained machine", "1"),
    "seed": ("seed of the training", "1"),
    "start": ("start temperatures: all, cold (up to 1), hot (from 4)", "1"),
    "r": ("number of the distance", "1"),
    "length": ("flow length", "1"),
    "distance": ("torus distance", "lattice spacing"),
    "energy": ("energy per site, each seed", "J"),
    "abs_m": ("<|m|>, each seed", "1"),
    "binder": ("Binder cumulant U4, each seed", "1"),
    "correlation": ("<s(0) s(r)> of all configurations, each seed", "1"),
    "excess": ("<s(0) s(r)> minus that of the exact ensemble of equal energy, each seed", "1"),
    "excess_mean": ("excess of <s(0) s(r)>, mean over seeds", "1"),
    "excess_error": ("excess of <s(0) s(r)>, standard error over seeds", "1"),
    "temperature_exact": ("temperature of the exact values", "J/k_B"),
    "energy_exact": ("exact energy per site", "J"),
    "abs_m_exact": ("exact <|m|>", "1"),
    "binder_exact": ("exact Binder cumulant U4", "1"),
    "correlation_exact": ("exact <s(0) s(r)>", "1"),
}


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return moments and C(r) of the longest flows, unbinned, and those of exact ensembles."""
    files = role(inputs, "measure", MEASURE_CLASSES)
    exact = exact_ensembles(of_size(role(inputs, "exact", EXACT), files[0].attrs["L"])[0])
    rows, names = [], []
    for machine, mine in by_source(files):
        rows.append(ends_of_flows(mine))
        names.append(machine)
    data = joined(rows, xarray.DataArray(names, dims="machine", name="machine"))
    equal = at_energy(exact, "correlation", data["energy"].sel(start="all").values)
    data["excess"] = data["correlation"] - xarray.Variable(("machine", "seed", "r"), equal)
    data["excess_mean"], data["excess_error"] = mean_and_error(data["excess"])
    return named(data.merge(exact), _MEANINGS)


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw (a) |m| and (b) U4 against energy, all machines, and (c) C(r), a panel a machine."""
    machines = [str(name) for name in data["machine"].values]
    colours = [_COLOURS[index % len(_COLOURS)] for index in range(len(machines))]
    rows = -(-len(machines) // _COLUMNS)
    figure = Figure(figsize=(DOUBLE_COLUMN, 3.6 + 1.4 * rows), layout="constrained")
    upper, lower = figure.subfigures(2, 1, height_ratios=(2.7, 1.4 * rows), squeeze=False)[:, 0]
    _draw_moments(upper, data, machines, colours)
    _draw_correlations(lower, data, machines, colours)
    figure.legend(handles=_key(machines, colours), loc="outside upper center", ncols=3)
    note(
        figure,
        "Beyond the paper: an Ising ensemble of any temperature lies on the red lines; a flow that"
        " forgets its start ends alike\nfrom cold (T ≤ 1) and hot (T ≥ 4) starts. A point of (a, b)"
        " is a seed; (c) all starts, thin lines seeds, bars standard errors.",
    )
    return figure


def _draw_moments(
    figure: SubFigure, data: xarray.Dataset, machines: Sequence[str], colours: Sequence[str]
) -> None:
    panels = figure.subplots(1, 2)
    words = (("abs_m", r"$\langle|m|\rangle$"), ("binder", "$U_4$"))
    grid = np.linspace(-2.0, 0.0, 201)
    for axes, (name, label), place in zip(panels, words, "ab", strict=True):
        axes.plot(grid, at_energy(data, name, grid), color=THEORY, linewidth=0.9, zorder=2)
        for machine, colour in zip(machines, colours, strict=True):
            mine = data.sel(machine=machine).transpose("start", "seed", ...)
            way = mine.sel(start=["cold", "all", "hot"])
            axes.plot(way["energy"], way[name], color=colour, alpha=0.4, linewidth=0.5, zorder=3)
            for start, mark in _MARKS.items():
                axes.plot(
                    mine["energy"].sel(start=start), mine[name].sel(start=start), mark,
                    color=colour, markersize=4.0 if start == "all" else 2.6, zorder=4,
                    markerfacecolor=colour if start == "all" else "white", markeredgewidth=0.5,
                )  # fmt: skip
        axes.set(xlabel="energy per site u (J)", ylabel=label, xlim=(-2.03, 0.03))
        axes.xaxis.set_major_locator(MultipleLocator(0.5))
        letter(axes, f"({place})")


def _draw_correlations(
    figure: SubFigure, data: xarray.Dataset, machines: Sequence[str], colours: Sequence[str]
) -> None:
    rows = -(-len(machines) // _COLUMNS)
    panels = figure.subplots(rows, _COLUMNS, squeeze=False, sharex=True, sharey=True).ravel()
    for axes, machine, colour in zip(panels, machines, colours, strict=False):
        _draw_excess(axes, data.sel(machine=machine), colour)
        axes.set_title(title(machine), fontsize=7)
        if is_left(axes):
            axes.set_ylabel("$C(r)$ − exact")
    for axes in panels[len(machines) :]:
        axes.set_visible(False)
    for axes in panels[max(0, len(machines) - _COLUMNS) : len(machines)]:
        axes.set_xlabel("r (lattice spacings)")
        axes.tick_params(labelbottom=True)
    letter(panels[0], "(c)")


def _draw_excess(axes: Axes, mine: xarray.Dataset, colour: str) -> None:
    r = mine["distance"].values
    each = mine["excess"].transpose("r", "seed").values
    axes.plot(r, each, color=colour, alpha=0.4, linewidth=0.5, zorder=2)
    axes.errorbar(
        r, mine["excess_mean"].values, yerr=np.nan_to_num(mine["excess_error"].values), fmt="o",
        color=colour, zorder=3,
    )  # fmt: skip
    theory(axes, y=0.0)


def _key(machines: Sequence[str], colours: Sequence[str]) -> list[Line2D]:
    points = [
        Line2D([], [], color=colour, marker="o", linestyle="", label=title(machine))
        for machine, colour in zip(machines, colours, strict=True)
    ]
    hollow: dict[str, Any] = {"color": INK, "linestyle": "", "markerfacecolor": "white"}
    return [
        *points,
        Line2D([], [], marker="v", label="cold starts only", **hollow),
        Line2D([], [], marker="^", label="hot starts only", **hollow),
        Line2D([], [], color=THEORY, label="exact ensembles, same lattice"),
    ]
