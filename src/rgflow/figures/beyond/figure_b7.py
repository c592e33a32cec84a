"""Figure b7: where the sampled flow settles, by hidden units and by training temperatures."""

from collections.abc import Mapping, Sequence

import numpy as np
import xarray
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from rgflow.analysis.inputs import Inputs, role
from rgflow.config.temperatures import T_CRITICAL
from rgflow.contracts.assess_rbm import ASSESS
from rgflow.contracts.schema import Contract
from rgflow.figures.lines import theory
from rgflow.figures.seeds import named
from rgflow.figures.style import DOUBLE_COLUMN, letter, note, styled
from rgflow.figures.trainings import (
    HOTTEST_SHOWN,
    TRAINING,
    TRAINING_LABEL,
    by_machine,
    draw_seeds,
    settling_temperature,
)

NUMBER = "b7"
TITLE = "Where flows settle, by hidden units and training temperatures"
CATEGORY = "Beyond the paper"
ROLES: Mapping[str, Contract] = {"by_hidden": ASSESS, "by_temperatures": ASSESS}
OPTIONAL: frozenset[str] = frozenset()

_ROWS = {"energy": "by mean energy", "mlp": "MLP thermometer, mean class"}
_MEANINGS = {
    "machine": ("trained machine", "1"),
    "seed": ("seed of the training", "1"),
    "snapshot": ("number of the snapshot", "1"),
    "scan": ("what the machines of a scan differ in", "1"),
    "thermometer": ("thermometer: mean energy, or mean class", "1"),
    "training": TRAINING,
    "settled": ("temperature at the end of a long sampled flow, each seed", "J/k_B"),
    "member": ("whether a machine belongs to a scan", "1"),
    "hidden": ("hidden units", "1"),
    "coldest": ("lowest training temperature", "J/k_B"),
    "hottest": ("highest training temperature", "J/k_B"),
}


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return settling temperatures of all machines, and which scan each belongs to."""
    scans = {name: role(inputs, name, ASSESS) for name in ROLES}
    files = {_key(file): file for members in scans.values() for file in members}
    data = by_machine(list(files.values()), settling_temperature)
    machines = [str(name) for name in data["machine"].values]
    data["member"] = (
        ("scan", "machine"),
        np.array([[_has(each, name) for name in machines] for each in scans.values()], np.int8),
    )
    data = data.assign_coords(scan=list(scans))
    first = {str(file.attrs["machine"]): file for file in files.values()}
    for name in ("hidden", "coldest", "hottest"):
        data[name] = ("machine", [first[machine].attrs[name] for machine in machines])
    return named(data, _MEANINGS)


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw one column a scan, one row a thermometer."""
    figure = Figure(figsize=(DOUBLE_COLUMN, 4.6), layout="constrained")
    grid = figure.subplots(len(_ROWS), 2, sharex=True, sharey=True)
    headings = ("hidden units", "training temperatures")
    scans = [_by(data, "by_hidden", "hidden"), _by(data, "by_temperatures", "hottest")]
    labels = (_hidden_label, _temperature_label)
    for column, (heading, scan, label) in enumerate(zip(headings, scans, labels, strict=True)):
        colours = _colours(scan.sizes["machine"])
        for axes, thermometer in zip(grid[:, column], _ROWS, strict=True):
            _draw_panel(axes, scan, thermometer, colours)
        for place, colour in enumerate(colours):
            one = scan.isel(machine=place)
            grid[0, column].plot([], [], "o-", color=colour, markersize=2.8, label=label(one))
        grid[0, column].legend(title=heading, loc="lower center", ncols=4)
        grid[-1, column].set_xlabel(TRAINING_LABEL)
    for axes, words in zip(grid[:, 0], _ROWS.values(), strict=True):
        axes.set_ylabel(f"settling $T$ ($J/k_B$)\n{words}")
    for axes, text in zip(grid.ravel(), ("(a)", "(b)", "(c)", "(d)"), strict=True):
        letter(axes, text)
    note(
        figure,
        "Beyond the paper, which finds that flows end at $T_c$ (red). Thin lines: single seeds;"
        " points: their median.\n"
        f"Triangles: hotter than {HOTTEST_SHOWN}, or an energy that no temperature has.",
    )
    return figure


def _draw_panel(axes: Axes, scan: xarray.Dataset, thermometer: str, colours: Sequence[str]) -> None:
    theory(axes, y=T_CRITICAL)
    for machine, colour in zip(scan["machine"].values, colours, strict=True):
        mine = scan.sel(machine=machine).dropna("snapshot", subset=["training"])
        mine = mine.dropna("seed", how="all", subset=["settled"])
        settled = mine["settled"].sel(thermometer=thermometer)
        draw_seeds(axes, mine["training"].values, settled, colour, HOTTEST_SHOWN)
    axes.set(xscale="log", ylim=(0.0, HOTTEST_SHOWN))


def _by(data: xarray.Dataset, scan: str, order: str) -> xarray.Dataset:
    """Return the machines of a scan in rising order of what they differ in."""
    members = data.isel(machine=np.flatnonzero(data["member"].sel(scan=scan).values))
    return members.isel(machine=np.lexsort((members["coldest"].values, members[order].values)))


def _colours(count: int) -> list[str]:
    """Return colours from dark to light that stay apart in grey."""
    return [to_hex(colormaps["viridis"](place)) for place in np.linspace(0.0, 0.85, count)]


def _hidden_label(one: xarray.Dataset) -> str:
    return f"{int(one['hidden'])}"


def _temperature_label(one: xarray.Dataset) -> str:
    coldest, hottest = float(one["coldest"]), float(one["hottest"])
    if coldest == hottest:
        return "$T_c$ alone" if coldest == T_CRITICAL else f"{coldest:g} alone"
    return f"{coldest:g} to {hottest:g}"


def _key(file: xarray.Dataset) -> tuple[str, int]:
    return str(file.attrs["machine"]), int(file.attrs["seed"])


def _has(members: Sequence[xarray.Dataset], machine: str) -> bool:
    return any(file.attrs["machine"] == machine for file in members)
