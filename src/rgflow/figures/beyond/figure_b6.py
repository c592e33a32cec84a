"""Figure b6: what the flows show beside what shows the same without an RBM."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from rgflow.analysis.inputs import Inputs, of_size, role
from rgflow.config.temperatures import T_CRITICAL
from rgflow.contracts.exact import EXACT
from rgflow.contracts.fit import FIT
from rgflow.contracts.schema import Contract
from rgflow.figures.control_fits import exact_fits, fits_of_source
from rgflow.figures.lines import theory
from rgflow.figures.machines import control_title, title
from rgflow.figures.seeds import by_source, joined, named
from rgflow.figures.style import DOUBLE_COLUMN, GREY, INK, ORANGE, THEORY, note, styled

NUMBER = "b6"
TITLE = "Exponents of flows beside their controls"
CATEGORY = "Beyond the paper"
ROLES: Mapping[str, Contract] = {"fit": FIT, "samples": FIT, "control": FIT, "exact": EXACT}
OPTIONAL: frozenset[str] = frozenset()

_LABELS = {
    "delta_sigma": (0.125, "near_temperature", r"$\Delta_\sigma$, class {}"),
    "delta_m": (0.125, "window", r"$\Delta_m$, classes {}"),
    "t_c": (T_CRITICAL, "window", r"$T_c$ ($J/k_B$), classes {}"),
}
"""Theory's value, the dimension of the rows, and the axis label of each number."""


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return Delta_sigma, Delta_m and T_c of machines and controls, and of exact values."""
    machines, controls = role(inputs, "fit", FIT), role(inputs, "control", FIT)
    size = machines[0].attrs["L"]
    rows, names, is_control = [], [], []
    for files in (machines, [*of_size(role(inputs, "samples", FIT), size), *controls]):
        for source, mine in by_source(files):
            rows.append(fits_of_source(mine))
            names.append(source)
            is_control.append(float(files is not machines))
    data = joined(rows, xarray.DataArray(names, dims="source", name="source"))
    data["control"] = ("source", is_control)
    exact = of_size(role(inputs, "exact", EXACT), size)[0]
    return named(data.merge(exact_fits(exact, data), join="left"), _meanings(machines[0]))


def _meanings(file: xarray.Dataset) -> dict[str, tuple[str, str]]:
    meanings = {
        "source": ("machine or control", "1"),
        "control": ("1 for a control, 0 for a machine", "1"),
        "seed": ("seed of the training", "1"),
        "near_temperature": ("class", "J/k_B"),
        "window": ("class temperatures of the magnetization fit", "J/k_B"),
    }
    for prefix in _LABELS:
        name, units = file[prefix].attrs["long_name"], file[prefix].attrs["units"]
        meanings |= {
            prefix: (f"{name}, mean over seeds", units),
            f"{prefix}_error": (
                f"{name}, standard error: over seeds, or bootstrap of a single run", units
            ),
            f"{prefix}_undetermined": (f"{name}: share of seeds whose fit has no answer", "1"),
            f"{prefix}_single": (f"{name}, each seed", units),
            f"{prefix}_exact": (f"{name}: same fit to exact values of the lattice", units),
        }  # fmt: skip
    return meanings


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw one column a number, one row a class or window, one line a machine or control."""
    height = 0.9 + 2 * (0.55 + 0.19 * data.sizes["source"])
    figure = Figure(figsize=(DOUBLE_COLUMN, min(height, 8.8)), layout="constrained")
    panels = figure.subplots(2, len(_LABELS), squeeze=False, sharey=True)
    names = [
        control_title(str(source)) if control else title(str(source)).partition(":")[0]
        for source, control in zip(data["source"].values, data["control"].values, strict=True)
    ]
    for column, (prefix, (exact, dim, label)) in zip(panels.T, _LABELS.items(), strict=True):
        for axes, choice in zip(column, data[dim].values, strict=False):
            _draw_numbers(axes, data.sel({dim: choice}), prefix)
            theory(axes, x=exact)
            axes.set_xlabel(label.format(choice))
            axes.xaxis.set_major_locator(MaxNLocator(4))
    for axes in panels[:, 0]:
        axes.set_yticks(range(len(names)), names)
        axes.set_ylim(len(names) - 0.4, -0.6)
    figure.legend(handles=_key(), loc="outside upper center", ncols=3)
    note(
        figure,
        "Beyond the paper, which shows no controls: an agreement that a control shares says nothing"
        " about RBMs. Flows of length 26, MLP thermometer;\nbars are standard errors over seeds, of"
        " controls and Monte Carlo by bootstrap.",
    )
    return figure


def _draw_numbers(axes: Axes, data: xarray.Dataset, prefix: str) -> None:
    control = data["control"].values > 0
    at = np.arange(control.size, dtype=float)
    value, error = data[prefix].values, np.nan_to_num(data[f"{prefix}_error"].values)
    some = data[f"{prefix}_undetermined"].values > 0
    axes.plot(
        data[f"{prefix}_single"].transpose("source", "seed").values[~control], at[~control], ".",
        color=GREY, markersize=2.4, zorder=3,
    )  # fmt: skip
    for chosen, colour in ((~control, INK), (control, ORANGE)):
        for open_marker in (False, True):
            mine = chosen & np.isfinite(value) & (some == open_marker)
            axes.errorbar(
                value[mine], at[mine], xerr=error[mine], fmt="o", color=colour, markersize=3.2,
                markerfacecolor="white" if open_marker else colour, zorder=4,
            )  # fmt: skip
    axes.axvline(float(data[f"{prefix}_exact"]), color=INK, linestyle="--", linewidth=0.8, zorder=1)
    axes.axhline(np.flatnonzero(control)[0] - 0.5, color=GREY, linewidth=0.4, zorder=1)
    if not np.isfinite(value).all():
        axes.plot(
            np.full((~np.isfinite(value)).sum(), 0.02), at[~np.isfinite(value)], "x", color=INK,
            markersize=3, transform=axes.get_yaxis_transform(), zorder=5,
        )  # fmt: skip


def _key() -> list[Line2D]:
    point: dict[str, Any] = {"marker": "o", "linestyle": "", "markersize": 3.2}
    return [
        Line2D([], [], color=INK, label="RBM flows", **point),
        Line2D([], [], color=ORANGE, label="controls: no RBM", **point),
        Line2D([], [], color=INK, markerfacecolor="white", label="some seeds: no answer", **point),
        Line2D([], [], color=INK, marker="x", linestyle="", label="no answer"),
        Line2D([], [], color=THEORY, label=r"theory: 1/8, $T_c$ = 2.269"),
        Line2D([], [], color=INK, linestyle="--", linewidth=0.8, label="same fit to exact values"),
    ]
