"""Figure 4: the magnetization fit to the longest flows that all machines have."""

import itertools
from typing import Any

import numpy as np
import xarray
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from rgflow.analysis.inputs import Inputs, of_size, role
from rgflow.analysis.roles import by_machine
from rgflow.contracts.exact import EXACT
from rgflow.contracts.fit import FIT
from rgflow.contracts.measure import MEASURE_CLASSES
from rgflow.errors import DataError
from rgflow.figures.lines import crosses, theory
from rgflow.figures.machines import several_sizes, shared_length, side_by_side, square
from rgflow.figures.magnetization import PARAMETERS, fit_parameters, magnetization_by_class
from rgflow.figures.panels import is_left, machine_axes, machine_height
from rgflow.figures.seeds import joined, named
from rgflow.figures.style import BLUE, DOUBLE_COLUMN, GREY, INK, THEORY, colours, note, styled

NUMBER = "4"
TITLE = "Magnetization fit after long flows"
CATEGORY = "III Flows derived from learned weights"
CAPTION = """\
**Figure 4: the magnetization fit after long flows**, the longest that all machines have; the
length stands in the panel. Points are means of the classes over seeds, curves the fit of each
seed, red the critical temperature and the exact mean magnetization of the same lattice.
Experiment "{{ snakemake.config.get("name", "default") }}".
"""
INPUTS = {"fit": "flow_fits", "measure": "flow_measures", "exact": "exact"}
OPTIONAL = {"exact"}

_MEANINGS = {
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
    "lattice": ("linear size of the torus", "lattice spacing"),
    "magnetization_exact": ("exact <|m|> of a lattice", "1"),
}


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return <|m|> by class near T_c, the fits of every seed, and the exact curve if given."""
    measures = role(inputs, "measure", MEASURE_CLASSES)
    fits = by_machine(role(inputs, "fit", FIT))
    length = shared_length([*measures, *itertools.chain(*fits.values())])

    def of_machine(files: list[xarray.Dataset]) -> xarray.Dataset:
        if (machine := str(files[0].attrs["machine"])) not in fits:
            raise DataError(
                f"no file for 'fit' is of the machine '{machine}'",
                remedy="give the fits of every machine whose flows are given for 'measure'",
            )
        parameters = fit_parameters(fits[machine], length)
        return magnetization_by_class(files, length).merge(parameters, join="outer")

    data = side_by_side(measures, of_machine)
    if exact := role(inputs, "exact", EXACT, optional=True):
        sizes = np.unique(data["size"].values)
        curves = [of_size(exact, size)[0][["abs_magnetization"]] for size in sizes]
        along = xarray.DataArray(sizes, dims="lattice", name="lattice")
        data["magnetization_exact"] = joined(curves, along)["abs_magnetization"]
    return named(data, {name: meaning for name, meaning in _MEANINGS.items() if name in data})


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw one panel per machine: classes as points, the fit of every seed as a curve."""
    figure = Figure(
        figsize=(DOUBLE_COLUMN, 0.6 + machine_height(data, 2.2, 1.8)), layout="constrained"
    )
    for machine, (axes,) in machine_axes(figure, data, rows=1).items():
        mine = data.sel(machine=machine).dropna("temperature", subset=["empty"])
        classes = mine["temperature"].values
        ends = classes[[0, -1]] + 0.5 * np.diff(classes).min() * np.array([-1.0, 1.0])
        _draw_fits(axes, mine, ends)
        _draw_classes(axes, mine)
        theory(axes, x=float(mine["critical_temperature"]))
        if "magnetization_exact" in mine:
            exact = mine["magnetization_exact"].sel(
                lattice=mine["size"], temperature_two_point=slice(*ends)
            )
            axes.plot(exact["temperature_two_point"], exact, color=THEORY, linewidth=0.9)
        axes.set(
            xlim=ends,
            ylim=(0.0, 1.0),
            xticks=classes[:: 1 + classes.size // 3],
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
    crosses(axes, temperature[empty == 1], INK)


def _draw_fits(axes: Axes, mine: xarray.Dataset, ends: NDArray[np.float64]) -> None:
    for window, colour in _windows(mine):
        grid = np.linspace(float(ends[0]), float(ends[1]), 401)
        for seed in mine["seed"].values:
            one = mine.sel(window=window, seed=seed)
            amplitude, exponent, critical = (float(one[name]) for name in PARAMETERS)
            if np.isfinite(amplitude):
                curve = amplitude * np.abs(critical - grid) ** exponent
                axes.plot(grid, curve, color=colour, linewidth=0.6, alpha=0.7, zorder=2)


def _windows(data: xarray.Dataset) -> list[tuple[str, str]]:
    """Return every fit window with its colour."""
    windows = [str(window) for window in data["window"].values]
    return list(zip(windows, colours(len(windows), GREY, BLUE), strict=True))


def _key(data: xarray.Dataset) -> list[Artist]:
    handles: list[Artist] = [
        Line2D([], [], color=colour, label=f"fits to classes {window}, each seed")
        for window, colour in _windows(data)
    ]
    point: dict[str, Any] = {"marker": "o", "linestyle": "", "color": INK}
    handles += [
        Line2D([], [], label="mean over seeds", **point),
        Line2D([], [], label="class empty for some seeds", markerfacecolor="white", **point),
        Line2D([], [], label="class empty", marker="x", linestyle="", color=INK),
    ]
    lattice = "same lattice" if several_sizes(data) else square(int(data["size"][0]))
    exact = f", exact {lattice}" if "magnetization_exact" in data else ""
    return [*handles, Line2D([], [], color=THEORY, label=f"theory: $T_c${exact}")]
