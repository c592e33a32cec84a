"""Figure b5: distance from the critical temperature, block-spin step by step."""

from collections.abc import Sequence

import numpy as np
import xarray
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from rgflow.analysis.inputs import Inputs, role
from rgflow.contracts.read_temperature import READ
from rgflow.figures.classes import mean_class
from rgflow.figures.lines import crosses
from rgflow.figures.panels import is_left
from rgflow.figures.seeds import joined, named
from rgflow.figures.style import BLUE, DOUBLE_COLUMN, INK, ORANGE, THEORY, colours, note, styled
from rgflow.figures.theory import BLOCK, THERMAL_EIGENVALUE, critical_temperature, temperature_label

NUMBER = "b5"
TITLE = "T − T_c along the RG, by blocking and thermometer"
CATEGORY = "Beyond the paper"
CAPTION = """\
**Figure b5: T - T_c along the RG.** Temperature read after each block-spin step, less the
critical temperature, by blocking (columns), thermometer (rows) and temperature of the input
(colours). Dashed: what the RG expects near the critical point, T - T_c doubled by each step (y_t
= 1). Crosses: no temperature has the energy of these lattices.
Experiment "{{ snakemake.config.get("name", "default") }}".
"""
INPUTS = {"rg": "rg_temperatures"}
OPTIONAL: set[str] = set()

_THERMOMETERS = {"mlp": "MLP, mean class", "exact": "exact, mean class", "energy": "mean energy"}
_MEANINGS = {
    "transformation": ("block-spin transformation", "1"),
    "input_temperature": ("temperature of the input", "J/k_B"),
    "layer": ("block-spin steps made; 0 is the input", "1"),
    "thermometer": ("thermometer: mean class, or mean energy", "1"),
    "distance": ("temperature read, less the critical temperature", "J/k_B"),
    "expected": ("T - T_c of the input times 2^(y_t steps)", "J/k_B"),
    "hottest": ("hottest class of the thermometers", "J/k_B"),
    "critical_temperature": ("critical temperature of the model", "J/k_B"),
}


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return T - T_c by blocking, input, step and thermometer; the input's own is exact."""
    files = role(inputs, "rg", READ)
    names = list(dict.fromkeys(str(file.attrs["source"]) for file in files))
    rows = [_inputs([file for file in files if file.attrs["source"] == name]) for name in names]
    data = joined(rows, xarray.DataArray(names, dims="transformation", name="transformation"))
    critical = critical_temperature(files[0])
    factor = float(BLOCK) ** (THERMAL_EIGENVALUE * data["layer"])
    data["expected"] = (data["input_temperature"] - critical) * factor
    data["hottest"] = max(float(file["temperature"].max()) for file in files)
    data["critical_temperature"] = critical
    return named(data, _MEANINGS)


def _inputs(files: Sequence[xarray.Dataset]) -> xarray.Dataset:
    ordered = sorted(files, key=lambda file: float(file.attrs["input_temperature"]))
    start = [float(file.attrs["input_temperature"]) for file in ordered]
    return joined(
        [_read(file) for file in ordered],
        xarray.DataArray(start, dims="input_temperature", name="input_temperature"),
    )


def _read(file: xarray.Dataset) -> xarray.Dataset:
    by_energy = file["energy_temperature"].expand_dims(thermometer=["energy"])
    read = xarray.concat([mean_class(file["count"]), by_energy], dim="thermometer").transpose(
        "layer", ...
    )
    above = read.sel(layer=read["layer"] > 0)
    known = xarray.full_like(above.isel(layer=[0]), float(file.attrs["input_temperature"]))
    both = xarray.concat([known.assign_coords(layer=[0]), above], dim="layer")
    return (both - critical_temperature(file)).to_dataset(name="distance")


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw one column per blocking, one row per thermometer, one series per input."""
    blockings = [str(name) for name in data["transformation"].values]
    thermometers = [name for name in _THERMOMETERS if name in data["thermometer"].values]
    figure = Figure(figsize=(DOUBLE_COLUMN, 1.0 + 1.6 * len(thermometers)), layout="constrained")
    panels = figure.subplots(
        len(thermometers), len(blockings), squeeze=False, sharex=True, sharey=True
    )
    for row, thermometer in zip(panels, thermometers, strict=True):
        for axes, blocking in zip(row, blockings, strict=True):
            _draw_steps(axes, data.sel(transformation=blocking, thermometer=thermometer))
            axes.set_ylim(*_limits(data))
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


def _limits(data: xarray.Dataset) -> tuple[float, float]:
    """Return the range from T = 0 to what the RG expects of the hottest input, with a margin."""
    lowest = -float(data["critical_temperature"])
    return 1.06 * lowest, 1.06 * max(float(data["expected"].max()), -lowest)


def _draw_steps(axes: Axes, mine: xarray.Dataset) -> None:
    lowest = -float(mine["critical_temperature"])
    for start, colour in _series(mine):
        one = mine.sel(input_temperature=start)
        steps, value = one["layer"].values.astype(float), one["distance"].values
        expected = one["expected"].values
        possible = expected > lowest
        axes.plot(
            steps[possible], expected[possible], "--", color=colour, linewidth=0.8, alpha=0.7,
            zorder=2,
        )  # fmt: skip
        axes.plot(steps, value, "o-", color=colour, zorder=3)
        crosses(axes, steps[~np.isfinite(value)], colour)
    axes.axhline(0.0, color=THEORY, linewidth=0.9, zorder=1)
    axes.set_xticks(mine["layer"].values)


def _series(data: xarray.Dataset) -> list[tuple[float, str]]:
    temperatures = [float(value) for value in data["input_temperature"].values]
    return list(zip(temperatures, colours(len(temperatures), BLUE, INK, ORANGE), strict=True))


def _key(data: xarray.Dataset) -> list[Line2D]:
    critical = float(data["critical_temperature"])
    return [
        *(
            Line2D(
                [],
                [],
                color=colour,
                marker="o",
                label=f"input at $T = {temperature_label(value, critical)}$",
            )
            for value, colour in _series(data)
        ),
        Line2D([], [], color=INK, linestyle="--", linewidth=0.8, label="RG: doubled per step"),
        Line2D([], [], color=INK, marker="x", linestyle="", label="no temperature has this energy"),
        Line2D([], [], color=THEORY, label="$T_c$"),
    ]
