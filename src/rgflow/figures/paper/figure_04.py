"""Figure 4: the magnetization fit to flows of length 26."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from rgflow.analysis.inputs import Inputs, of_size, role
from rgflow.config.temperatures import T_CRITICAL
from rgflow.contracts.exact import EXACT
from rgflow.contracts.fit import FIT
from rgflow.contracts.measure import MEASURE_CLASSES
from rgflow.contracts.schema import Contract
from rgflow.errors import DataError
from rgflow.figures.lines import theory, without_answer
from rgflow.figures.magnetization import PARAMETERS, fit_parameters, magnetization_by_class
from rgflow.figures.panels import is_left, machine_axes, machine_height
from rgflow.figures.seeds import by_source, joined, named
from rgflow.figures.style import BLUE, DOUBLE_COLUMN, GREY, INK, THEORY, note, styled

NUMBER = "4"
TITLE = "Magnetization fit at flow length 26"
CATEGORY = "III Flows derived from learned weights"
ROLES: Mapping[str, Contract] = {"fit": FIT, "measure": MEASURE_CLASSES, "exact": EXACT}
OPTIONAL: frozenset[str] = frozenset({"exact"})

LENGTH = 26
"""Flow length at which the paper finds convergence."""
_RANGE = (1.75, 2.75)
_COLOURS = (GREY, BLUE)


_MEANINGS = {
    "machine": ("trained machine", "1"),
    "seed": ("seed of the training", "1"),
    "temperature": ("temperature of a class", "J/k_B"),
    "window": ("class temperatures of the fit", "J/k_B"),
    "length": ("flow length", "1"),
    "magnetization": ("<|m|> in a class, mean over seeds", "1"),
    "magnetization_error": ("<|m|> in a class, standard error over seeds", "1"),
    "empty": ("share of seeds without a configuration in the class", "1"),
    "amplitude": ("fitted amplitude A, each seed", "1"),
    "delta_m": ("fitted magnetization exponent, each seed", "1"),
    "t_c": ("fitted critical temperature, each seed", "J/k_B"),
    "temperature_two_point": ("temperature of the exact values", "J/k_B"),
    "magnetization_exact": ("exact <|m|> of the same lattice", "1"),
}


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return <|m|> by class near T_c, the fits of every seed, and the exact curve if given."""
    fits = dict(by_source(role(inputs, "fit", FIT)))
    rows, names = [], []
    for machine, files in by_source(role(inputs, "measure", MEASURE_CLASSES)):
        if machine not in fits:
            raise DataError(
                f"no file for 'fit' is of the machine '{machine}'",
                remedy="give the fits of every machine whose flows are given for 'measure'",
            )
        rows.append(
            magnetization_by_class(files, LENGTH, _RANGE).merge(
                fit_parameters(fits[machine], LENGTH), join="outer"
            )
        )
        names.append(machine)
    data = joined(rows, xarray.DataArray(names, dims="machine", name="machine"))
    if exact := role(inputs, "exact", EXACT, optional=True):
        size = role(inputs, "measure", MEASURE_CLASSES)[0].attrs["L"]
        data["magnetization_exact"] = of_size(exact, size)[0]["abs_magnetization"]
    return named(data, {name: meaning for name, meaning in _MEANINGS.items() if name in data})


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw one panel a machine: classes as points, the fit of every seed as a curve."""
    machines = [str(name) for name in data["machine"].values]
    figure = Figure(
        figsize=(DOUBLE_COLUMN, 0.6 + machine_height(machines, 2.2, 1.8)), layout="constrained"
    )
    for machine, (axes,) in machine_axes(figure, machines, rows=1).items():
        mine = data.sel(machine=machine)
        _draw_fits(axes, mine)
        _draw_classes(axes, mine)
        theory(axes, x=T_CRITICAL)
        if "magnetization_exact" in mine:
            exact = mine["magnetization_exact"].sel(temperature_two_point=slice(*_RANGE))
            axes.plot(exact["temperature_two_point"], exact, color=THEORY, linewidth=0.9)
        axes.set(
            xlim=_RANGE,
            ylim=(0.0, 1.0),
            xticks=(1.8, 2.2, 2.6),
            xlabel=r"temperature class ($J/k_B$)",
        )
        axes.text(0.03, 0.05, f"n = {float(mine['length']):.0f}", transform=axes.transAxes)
        if is_left(axes):
            axes.set_ylabel(r"$\langle|m|\rangle$")
    figure.legend(handles=_key(data), loc="outside upper center", ncols=3)
    note(
        figure,
        r"Paper: the fit $A\,|T_c - T|^{\Delta_m}$ at n = 26 gives $\Delta_m$ and $T_c$ that agree"
        " with theory, 1/8 and 2.269.",
    )
    return figure


def _draw_classes(axes: Axes, mine: xarray.Dataset) -> None:
    temperature, value = mine["temperature"].values, mine["magnetization"].values
    error, empty = np.nan_to_num(mine["magnetization_error"].values), mine["empty"].values
    for face, chosen in ((INK, empty == 0), ("white", (empty > 0) & (empty < 1))):
        axes.errorbar(
            temperature[chosen],
            value[chosen],
            yerr=error[chosen],
            fmt="o",
            color=INK,
            markerfacecolor=face,
            zorder=4,
        )
    without_answer(axes, temperature[empty == 1], INK)


def _draw_fits(axes: Axes, mine: xarray.Dataset) -> None:
    for window, colour in zip(mine["window"].values, _COLOURS, strict=False):
        grid = np.linspace(*_RANGE, 401)
        for seed in mine["seed"].values:
            one = mine.sel(window=window, seed=seed)
            amplitude, exponent, critical = (float(one[name]) for name in PARAMETERS)
            if np.isfinite(amplitude):
                curve = amplitude * np.abs(critical - grid) ** exponent
                axes.plot(grid, curve, color=colour, linewidth=0.6, alpha=0.7, zorder=2)


def _key(data: xarray.Dataset) -> list[Artist]:
    handles: list[Artist] = [
        Line2D([], [], color=colour, label=f"fits to classes {window}, each seed")
        for window, colour in zip(data["window"].values, _COLOURS, strict=False)
    ]
    point: dict[str, Any] = {"marker": "o", "linestyle": "", "color": INK}
    handles += [
        Line2D([], [], label="mean over seeds", **point),
        Line2D([], [], label="class empty for some seeds", markerfacecolor="white", **point),
        Line2D([], [], label="class empty", marker="x", linestyle="", color=INK),
    ]
    exact = ", exact 10 × 10" if "magnetization_exact" in data else ""
    return [*handles, Line2D([], [], color=THEORY, label=f"theory: $T_c${exact}")]
