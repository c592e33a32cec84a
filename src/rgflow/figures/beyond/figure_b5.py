"""Figure b5: distance from the critical temperature, block-spin step by step."""

from collections.abc import Mapping, Sequence

import numpy as np
import xarray
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from rgflow.analysis.inputs import Inputs, role
from rgflow.config.temperatures import T_CRITICAL
from rgflow.contracts.read_temperature import READ
from rgflow.contracts.schema import Contract
from rgflow.figures.lines import without_answer
from rgflow.figures.panels import is_left
from rgflow.figures.seeds import joined, named
from rgflow.figures.style import BLUE, DOUBLE_COLUMN, INK, ORANGE, THEORY, note, styled

NUMBER = "b5"
TITLE = "T − T_c along the RG, by blocking and thermometer"
CATEGORY = "Beyond the paper"
ROLES: Mapping[str, Contract] = {"rg": READ}
OPTIONAL: frozenset[str] = frozenset()

THERMAL_EIGENVALUE = 1.0
"""y_t = 1 / nu: a block-spin step by a factor of 2 multiplies T - T_c by 2^y_t near T_c."""
_THERMOMETERS = {"mlp": "MLP, mean class", "exact": "exact, mean class", "energy": "mean energy"}
_BLOCKINGS = ("average", "rescaled", "majority", "decimation")
_LIMITS = (-2.4, 6.2)
"""From T = 0 to what the RG expects of a start at T = 3 after three steps."""
_COLOURS = (BLUE, INK, ORANGE)
_MEANINGS = {
    "transformation": ("block-spin transformation", "1"),
    "input_temperature": ("temperature of the input", "J/k_B"),
    "layer": ("block-spin steps made; 0 is the input", "1"),
    "thermometer": ("thermometer: mean class, or mean energy", "1"),
    "distance": ("temperature read, less the critical temperature", "J/k_B"),
    "expected": ("T - T_c of the input times 2^(y_t steps)", "J/k_B"),
    "hottest": ("hottest class of the thermometers", "J/k_B"),
}


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return T - T_c by blocking, input, step and thermometer; the input's own is exact."""
    files = role(inputs, "rg", READ)
    given = list(dict.fromkeys(str(file.attrs["source"]) for file in files))
    names = sorted(given, key=lambda name: _BLOCKINGS.index(name) if name in _BLOCKINGS else 9)
    rows = [_inputs([file for file in files if file.attrs["source"] == name]) for name in names]
    data = joined(rows, xarray.DataArray(names, dims="transformation", name="transformation"))
    start = data["input_temperature"] - T_CRITICAL
    data["expected"] = start * 2.0 ** (THERMAL_EIGENVALUE * data["layer"])
    data["hottest"] = max(float(file["temperature"].max()) for file in files)
    return named(data, _MEANINGS)


def _inputs(files: Sequence[xarray.Dataset]) -> xarray.Dataset:
    ordered = sorted(files, key=lambda file: float(file.attrs["input_temperature"]))
    start = [float(file.attrs["input_temperature"]) for file in ordered]
    return joined(
        [_read(file) for file in ordered],
        xarray.DataArray(start, dims="input_temperature", name="input_temperature"),
    )


def _read(file: xarray.Dataset) -> xarray.Dataset:
    count = file["count"].astype(float)
    total = count.sum("temperature")
    mean_class = (count * count["temperature"]).sum("temperature") / total.where(total > 0)
    by_energy = file["energy_temperature"].expand_dims(thermometer=["energy"])
    read = xarray.concat([mean_class, by_energy], dim="thermometer").transpose("layer", ...)
    above = read.sel(layer=read["layer"] > 0)
    known = xarray.full_like(above.isel(layer=[0]), float(file.attrs["input_temperature"]))
    both = xarray.concat([known.assign_coords(layer=[0]), above], dim="layer")
    return (both - T_CRITICAL).to_dataset(name="distance")


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw one column a blocking, one row a thermometer, one series an input temperature."""
    blockings = [str(name) for name in data["transformation"].values]
    thermometers = [name for name in _THERMOMETERS if name in data["thermometer"].values]
    figure = Figure(figsize=(DOUBLE_COLUMN, 1.0 + 1.6 * len(thermometers)), layout="constrained")
    panels = figure.subplots(
        len(thermometers), len(blockings), squeeze=False, sharex=True, sharey=True
    )
    for row, thermometer in zip(panels, thermometers, strict=True):
        for axes, blocking in zip(row, blockings, strict=True):
            _draw_steps(axes, data.sel(transformation=blocking, thermometer=thermometer))
            if is_left(axes):
                axes.set_ylabel(f"{_THERMOMETERS[thermometer]}\n" r"$T - T_c$ ($J/k_B$)")
    for axes, blocking in zip(panels[0], blockings, strict=True):
        axes.set_title(blocking)
    for axes in panels[-1]:
        axes.set_xlabel("RG steps")
    figure.legend(handles=_key(data), loc="outside upper center", ncols=3)
    note(
        figure,
        "Beyond the paper, where T (not T − $T_c$) doubles with each step: the RG doubles T − $T_c$"
        " near $T_c$ ($y_t$ = 1) and leaves $T_c$ where it is.\nOnly blockings whose lattices are"
        f" again near an Ising model's can show it; classes end at {float(data['hottest']):g},"
        " energies leave the frame.",
    )
    return figure


def _draw_steps(axes: Axes, mine: xarray.Dataset) -> None:
    for start, colour in _series(mine):
        one = mine.sel(input_temperature=start)
        steps, value = one["layer"].values.astype(float), one["distance"].values
        expected = one["expected"].values
        possible = expected > -T_CRITICAL
        axes.plot(
            steps[possible], expected[possible], "--", color=colour, linewidth=0.8, alpha=0.7,
            zorder=2,
        )  # fmt: skip
        axes.plot(steps, value, "o-", color=colour, zorder=3)
        without_answer(axes, steps[~np.isfinite(value)], colour)
    axes.axhline(0.0, color=THEORY, linewidth=0.9, zorder=1)
    axes.set(ylim=_LIMITS, xticks=mine["layer"].values)


def _series(data: xarray.Dataset) -> list[tuple[float, str]]:
    temperatures = [float(value) for value in data["input_temperature"].values]
    return [(value, _COLOURS[n % len(_COLOURS)]) for n, value in enumerate(temperatures)]


def _key(data: xarray.Dataset) -> list[Line2D]:
    names = [
        ("$T_c$" if abs(value - T_CRITICAL) < 1e-6 else f"{value:g}", colour)
        for value, colour in _series(data)
    ]
    return [
        *(
            Line2D([], [], color=colour, marker="o", label=f"input at T = {name}")
            for name, colour in names
        ),
        Line2D([], [], color=INK, linestyle="--", linewidth=0.8, label="RG: doubled per step"),
        Line2D([], [], color=INK, marker="x", linestyle="", label="no temperature has this energy"),
        Line2D([], [], color=THEORY, label="$T_c$"),
    ]
