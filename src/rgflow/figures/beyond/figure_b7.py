"""Figure b7: where the sampled flow settles, by hidden units and by training temperatures."""

from collections.abc import Mapping, Sequence

import numpy as np
import xarray
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from rgflow.analysis.inputs import Inputs, role
from rgflow.analysis.roles import by_machine
from rgflow.contracts.assess_rbm import ASSESS
from rgflow.errors import DataError
from rgflow.figures.lines import theory
from rgflow.figures.seeds import named
from rgflow.figures.style import DOUBLE_COLUMN, letter, letters, note, shades, styled
from rgflow.figures.theory import temperature_label
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

NUMBER = "b7"
TITLE = "Where flows settle, by hidden units and training temperatures"
CATEGORY = "Beyond the paper"
CAPTION = """\
**Figure b7: where flows settle, by hidden units and training temperatures.** Temperature at the
end of a long sampled flow of a machine and its variants, against learning rate times updates: by
mean energy above, by mean class of the MLP thermometer below. One column for variants of other
numbers of hidden units, one for variants trained on other temperatures. Red: the critical
temperature. Thin lines are single seeds; points their median. Triangles: hotter than the frame,
or an energy that no temperature has.
Experiment "{{ snakemake.config.get("name", "default") }}".
"""
INPUTS = {"assess": "scan_assessments"}
OPTIONAL: set[str] = set()

_ROWS = {"energy": "by mean energy", "mlp": "MLP thermometer, mean class"}
_SCANS = {"by_hidden": "hidden units", "by_temperatures": "training temperatures"}
"""What the machines of a scan differ in."""
_MEANINGS = {
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
    "hottest_class": HOTTEST_CLASS,
    "differs": ("what the machines of a scan differ in, in words", "1"),
    "base": ("what the machine that a scan varies is called", "1"),
}


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return settling temperatures of all machines, and which scan each belongs to."""
    files = role(inputs, "assess", ASSESS)
    first = {name: mine[0] for name, mine in by_machine(files).items()}
    scans = _scans(first)
    shown = set().union(*scans.values())
    data = by_snapshot(
        [file for file in files if file.attrs["machine"] in shown], settling_temperature
    )
    machines = [str(name) for name in data["machine"].values]
    data["member"] = (
        ("scan", "machine"),
        np.array([[name in scan for name in machines] for scan in scans.values()], np.int8),
    )
    several = len({base for base, _ in scans}) > 1
    data = data.assign_coords(
        scan=[f"{scan} of {base}" if several else scan for base, scan in scans]
    )
    for name in ("hidden", "coldest", "hottest"):
        data[name] = ("machine", [first[machine].attrs[name] for machine in machines])
    data["hottest_class"] = hottest_class(files)
    data["differs"] = ("scan", [_SCANS[scan] for _, scan in scans])
    data["base"] = ("scan", [str(first[base].attrs["label"]) for base, _ in scans])
    return named(data, _MEANINGS)


def _scans(first: Mapping[str, xarray.Dataset]) -> dict[tuple[str, str], set[str]]:
    """Return the machines of every scan, by the machine that is varied and what differs.

    Raises
    ------
    DataError
        If no machine has a variant that differs in hidden units or in training temperatures.
    """
    found = {}
    for base, file in first.items():
        variants = {name: one for name, one in first.items() if one.attrs["variant_of"] == base}
        for scan, differs in (("by_hidden", _hidden), ("by_temperatures", _temperatures)):
            members = {name for name, one in variants.items() if differs(one) != differs(file)}
            if members:
                found[base, scan] = {base, *members}
    if not found:
        raise DataError(
            "no file for 'assess' is of a variant in hidden units or in training temperatures",
            remedy="give the files of a machine and of machines with `variant_of` it",
        )
    return found


def _hidden(file: xarray.Dataset) -> int:
    return int(file.attrs["hidden"])


def _temperatures(file: xarray.Dataset) -> tuple[float, float]:
    return float(file.attrs["coldest"]), float(file.attrs["hottest"])


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw one column per scan, one row per thermometer."""
    count, top = data.sizes["scan"], top_of(float(data["hottest_class"]))
    figure = Figure(figsize=(DOUBLE_COLUMN, 4.6), layout="constrained")
    grid = figure.subplots(len(_ROWS), count, squeeze=False, sharex=True, sharey=True)
    several = len(set(data["base"].values.tolist())) > 1
    for column, name in zip(grid.T, data["scan"].values, strict=True):
        scan = _by(data.sel(scan=name))
        painted = shades(scan.sizes["machine"])
        for axes, thermometer in zip(column, _ROWS, strict=True):
            _draw_panel(axes, scan, thermometer, painted, top)
        for place, colour in enumerate(painted):
            label = _label(scan.isel(machine=place))
            column[0].plot([], [], "o-", color=colour, markersize=2.8, label=label)
        heading = str(scan["differs"].values)
        title = f"{heading} of {scan['base'].values}" if several else heading
        column[0].legend(title=title, loc="lower center", ncols=4 if count < 3 else 2)
        column[-1].set_xlabel(TRAINING_LABEL)
    for axes, words in zip(grid[:, 0], _ROWS.values(), strict=True):
        axes.set_ylabel(f"settling $T$ ($J/k_B$)\n{words}")
    for axes, text in zip(grid.ravel(), letters(), strict=False):
        letter(axes, f"({text})")
    note(
        figure,
        "Beyond the paper, which finds that flows end at $T_c$ (red). Thin lines: single seeds;"
        " points: their median.\n"
        f"Triangles: hotter than {top:g}, or an energy that no temperature has.",
    )
    return figure


def _draw_panel(
    axes: Axes, scan: xarray.Dataset, thermometer: str, colours: Sequence[str], top: float
) -> None:
    for machine, colour in zip(scan["machine"].values, colours, strict=True):
        mine = scan.sel(machine=machine).dropna("snapshot", subset=["training"])
        mine = mine.dropna("seed", how="all", subset=["settled"])
        settled = mine["settled"].sel(thermometer=thermometer)
        draw_seeds(axes, mine["training"].values, settled, colour, top)
    for critical in np.unique(scan["critical_temperature"].values):
        theory(axes, y=float(critical))
    axes.set(xscale="log", ylim=(0.0, top))


def _by(scan: xarray.Dataset) -> xarray.Dataset:
    """Return the machines of a scan in rising order of what they differ in."""
    members = scan.isel(machine=np.flatnonzero(scan["member"].values))
    keys = [members[name].values for name in ("coldest", "hottest", "hidden")]
    return members.isel(machine=np.lexsort(keys))


def _label(one: xarray.Dataset) -> str:
    """Return what a machine of a scan has that others have not."""
    if str(one["differs"].values) == _SCANS["by_hidden"]:
        return f"{int(one['hidden'])}"
    ends = {float(one[name]) for name in ("coldest", "hottest")}
    critical = float(one["critical_temperature"])
    words = [
        f"${temperature_label(T, critical)}$" if critical == T else f"{T:g}" for T in sorted(ends)
    ]
    return " to ".join(words) if len(words) > 1 else f"{words[0]} alone"
