"""Figure b6: what the flows show beside what shows the same without an RBM."""

import itertools
from typing import Any

import numpy as np
import xarray
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from rgflow.analysis.inputs import Inputs, of_size, role
from rgflow.contracts.exact import EXACT
from rgflow.contracts.fit import FIT
from rgflow.figures.control_fits import (
    NUMBERS,
    control_rows,
    exact_fits,
    fits_of_rows,
    machine_rows,
)
from rgflow.figures.fits import meanings
from rgflow.figures.lines import theory
from rgflow.figures.machines import several_sizes, shared_length, square
from rgflow.figures.seeds import joined, named
from rgflow.figures.style import DOUBLE_COLUMN, GREY, INK, ORANGE, THEORY, note, styled
from rgflow.figures.theory import DELTA_SIGMA, critical_label

NUMBER = "b6"
TITLE = "Exponents of flows beside their controls"
CATEGORY = "Beyond the paper"
CAPTION = """\
**Figure b6: exponents of flows beside their controls.** Delta_sigma in the classes around the
critical temperature, Delta_m and T_c in every window, of RBM flows (black; small grey points are
single seeds) and of what is no RBM put through the same analysis (orange): Monte Carlo
configurations, independent spins with the magnetization of the data, and the network-free
smoothing map that is closest to a machine. Red: theory; dashed: the same fit made to exact values
of the same lattice. Bars are standard errors over seeds, or by bootstrap for single runs.
Experiment "{{ snakemake.config.get("name", "default") }}".
"""
INPUTS = {"fit": "flow_fits", "samples": "sample_fits", "control": "control_fits", "exact": "exact"}
OPTIONAL: set[str] = set()

_AXES = {
    "delta_sigma": ("near_temperature", r"$\Delta_\sigma$, class {}"),
    "delta_m": ("window", r"$\Delta_m$, classes {}"),
    "t_c": ("window", r"$T_c$ ($J/k_B$), classes {}"),
}
"""The dimension of the rows, and the axis label, of each number."""
_MEANINGS = {
    "source": ("machine or control", "1"),
    "control": ("1 for a control, 0 for a machine", "1"),
    "label": ("what the machine or control is called", "1"),
    "size": ("linear size of the lattice", "lattice spacing"),
    "critical_temperature": ("critical temperature of the model", "J/k_B"),
    "length": ("flow length", "1"),
    "lattice": ("linear size of the torus", "lattice spacing"),
    "near_temperature": ("class", "J/k_B"),
    "window": ("class temperatures of the magnetization fit", "J/k_B"),
}


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return Delta_sigma, Delta_m and T_c of machines and controls, and of exact values."""
    machines, controls = role(inputs, "fit", FIT), role(inputs, "control", FIT)
    samples, exact = role(inputs, "samples", FIT), role(inputs, "exact", EXACT)
    sizes = sorted({int(file.attrs["L"]) for file in machines})
    rows = []
    for size in sizes:
        like = [file for file in controls if int(file.attrs["L"]) == size]
        rows += machine_rows([file for file in machines if int(file.attrs["L"]) == size])
        rows += control_rows([*of_size(samples, size), *like], unique=len(sizes) == 1)
    data = fits_of_rows(rows, shared_length([*machines, *controls]))
    parts = [exact_fits(of_size(exact, size)[0], data) for size in sizes]
    along = xarray.DataArray(sizes, dims="lattice", name="lattice")
    return named(data.merge(joined(parts, along), join="left"), _meanings(machines[0]))


def _meanings(file: xarray.Dataset) -> dict[str, tuple[str, str]]:
    found = dict(_MEANINGS)
    for prefix in NUMBERS:
        name, units = file[prefix].attrs["long_name"], file[prefix].attrs["units"]
        found |= meanings(file, prefix) | {
            f"{prefix}_error": (
                f"{name}: standard error over seeds, or bootstrap of a single run", units
            ),
            f"{prefix}_exact": (f"{name}: same fit to exact values of a lattice", units),
        }  # fmt: skip
        del found[f"{prefix}_low"], found[f"{prefix}_high"]
    return found


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw one column per number, one row per class or window, one line per source."""
    rows = max(data.sizes[dim] for dim, _ in _AXES.values())
    height = 0.9 + rows * (0.55 + 0.19 * data.sizes["source"])
    figure = Figure(figsize=(DOUBLE_COLUMN, min(height, 8.8)), layout="constrained")
    panels = figure.subplots(rows, len(_AXES), squeeze=False, sharey=True)
    for column, (prefix, (dim, label)) in zip(panels.T, _AXES.items(), strict=True):
        for axes, choice in itertools.zip_longest(column, data[dim].values):
            if choice is None:
                axes.set_visible(False)
                continue
            _draw_numbers(axes, data.sel({dim: choice}), prefix)
            axes.set_xlabel(label.format(choice))
            axes.xaxis.set_major_locator(MaxNLocator(4))
    names = _names(data)
    for axes in panels[:, 0]:
        axes.set_yticks(range(len(names)), names)
        axes.set_ylim(len(names) - 0.4, -0.6)
    figure.legend(handles=_key(data), loc="outside upper center", ncols=3)
    note(
        figure,
        "Beyond the paper, which shows no controls: an agreement that a control shares says nothing"
        f" about RBMs. Flows of length {int(data['length'])}, MLP thermometer;\nbars are standard"
        " errors over seeds, of controls and Monte Carlo by bootstrap.",
    )
    return figure


def _names(data: xarray.Dataset) -> list[str]:
    """Return what stands beside each line: the label, and the size if sizes differ."""
    labels, sizes = [str(label) for label in data["label"].values], data["size"].values
    if not several_sizes(data):
        return labels
    return [f"{label}, {square(size)}" for label, size in zip(labels, sizes, strict=True)]


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
    _draw_references(axes, data, prefix)
    for border in np.flatnonzero(np.diff(control.astype(int))) + 0.5:
        axes.axhline(border, color=GREY, linewidth=0.4, zorder=1)
    if not np.isfinite(value).all():
        axes.plot(
            np.full((~np.isfinite(value)).sum(), 0.02), at[~np.isfinite(value)], "x", color=INK,
            markersize=3, transform=axes.get_yaxis_transform(), zorder=5,
        )  # fmt: skip


def _draw_references(axes: Axes, data: xarray.Dataset, prefix: str) -> None:
    """Draw theory's value across the axes, and the exact fit of each lattice beside its lines."""
    critical = np.unique(data["critical_temperature"].values)
    for value in critical if prefix == "t_c" else [DELTA_SIGMA]:
        theory(axes, x=float(value))
    for size in data["lattice"].values:
        lines = np.flatnonzero(data["size"].values == size)
        exact = float(data[f"{prefix}_exact"].sel(lattice=size))
        if np.isfinite(exact):
            axes.vlines(
                exact, lines[0] - 0.6, lines[-1] + 0.6, color=INK, linestyle="--", linewidth=0.8,
                zorder=1,
            )  # fmt: skip


def _key(data: xarray.Dataset) -> list[Line2D]:
    point: dict[str, Any] = {"marker": "o", "linestyle": "", "markersize": 3.2}
    critical = critical_label(data["critical_temperature"].values)
    return [
        Line2D([], [], color=INK, label="RBM flows", **point),
        Line2D([], [], color=ORANGE, label="controls: no RBM", **point),
        Line2D([], [], color=INK, markerfacecolor="white", label="fit failed for some", **point),
        Line2D([], [], color=INK, marker="x", linestyle="", label="fit failed for all"),
        Line2D([], [], color=THEORY, label=f"theory: 1/8, {critical}"),
        Line2D([], [], color=INK, linestyle="--", linewidth=0.8, label="same fit to exact values"),
    ]
