"""Figure 14: temperatures read on RG steps (a) and on the layers of a stack of RBMs (b)."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.gridspec import SubplotSpec
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from rgflow.analysis.inputs import Inputs, role
from rgflow.config.temperatures import T_CRITICAL
from rgflow.contracts.read_temperature import READ
from rgflow.contracts.schema import Contract
from rgflow.figures.seeds import joined, mean_and_error, named, stacked
from rgflow.figures.style import (
    BLUE,
    DOUBLE_COLUMN,
    GREY,
    INK,
    ORANGE,
    PLATE,
    THEORY,
    note,
    styled,
)

NUMBER = "14"
TITLE = "Temperatures of RG steps and of layers"
CATEGORY = "IV Flows derived from deep learning"
ROLES: Mapping[str, Contract] = {"rg": READ, "stack": READ}
OPTIONAL: frozenset[str] = frozenset()

_MEANINGS = {
    "panel": ("panel of the figure: rg, or the stack with its input", "1"),
    "input_temperature": ("temperature of the input", "J/k_B"),
    "layer": ("block-spin steps or layers of the stack; 0 is the input", "1"),
    "thermometer": ("thermometer", "1"),
    "temperature": ("temperature of a class", "J/k_B"),
    "size": ("linear size of the layer", "lattice spacing"),
    "share": ("share of a layer's lattices in a class, mean over seeds", "1"),
    "share_error": ("share of a layer's lattices in a class, standard error over seeds", "1"),
    "mean_class": ("mean class temperature", "J/k_B"),
    "energy_temperature": ("temperature with the same mean energy, mean over seeds", "J/k_B"),
}


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return histograms over classes by panel, layer and thermometer, over seeds."""
    rows = [_panel(role(inputs, "rg", READ)[:1])]
    names = ["rg"]
    stack = role(inputs, "stack", READ)
    for temperature in sorted({float(file.attrs["input_temperature"]) for file in stack}):
        mine = [file for file in stack if file.attrs["input_temperature"] == temperature]
        rows.append(_panel(mine))
        names.append(f"stack {len(names)}")
    data = joined(rows, xarray.DataArray(names, dims="panel", name="panel"))
    return named(data, _MEANINGS)


def _panel(files: Sequence[xarray.Dataset]) -> xarray.Dataset:
    ordered = sorted(files, key=lambda file: int(file.attrs["seed"]))
    together = stacked(ordered, lambda file: file[["count", "size", "energy_temperature"]])
    count = together["count"]
    total = count.sum("temperature")
    share = count / total.where(total > 0)
    mean, error = mean_and_error(share)
    return xarray.Dataset(
        {
            "input_temperature": float(ordered[0].attrs["input_temperature"]),
            "size": together["size"].isel(seed=0, drop=True),
            "share": mean,
            "share_error": error,
            "mean_class": (mean * mean["temperature"]).sum("temperature", skipna=False),
            "energy_temperature": together["energy_temperature"].mean("seed"),
        }
    )


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw one block a panel, in it one histogram a layer, input uppermost."""
    panels = [str(name) for name in data["panel"].values]
    figure = Figure(figsize=(DOUBLE_COLUMN, 3.1 * -(-len(panels) // 2) + 0.5))
    grid = figure.add_gridspec(
        -(-len(panels) // 2), 2, left=0.085, right=0.985, top=0.9, bottom=0.105, wspace=0.2,
        hspace=0.3,
    )  # fmt: skip
    for index, panel in enumerate(panels):
        mine = data.sel(panel=panel).dropna("layer", subset=["size"])
        letter = "a" if panel == "rg" else f"b-{'i' * index}"
        _draw_panel(figure, grid[index // 2, index % 2], mine, letter)
    figure.legend(handles=_key(data), loc="upper center", ncols=3)
    note(
        figure,
        "Paper: (a) the temperature roughly doubles with each step; (b-i, ii) it jumps to a high"
        " value at layer 1 and stays;\n(b-iii) of a hot input layer 2 is hotter than layer 3.",
    )
    return figure


def _draw_panel(figure: Figure, place: SubplotSpec, mine: xarray.Dataset, letter: str) -> None:
    rows = place.subgridspec(mine.sizes["layer"], 1, hspace=0.12)
    start = float(mine["input_temperature"])
    title = "RG steps" if letter == "a" else "layers of the stack"
    first = None
    for row, layer in enumerate(mine["layer"].values):
        axes = figure.add_subplot(rows[row], sharex=first)
        first = first or axes
        _draw_histogram(axes, mine.sel(layer=layer))
        expected = start * 2.0 ** int(layer) if letter == "a" else start
        if expected <= float(mine["temperature"].max()):
            axes.axvline(expected, color=THEORY, linewidth=0.9, zorder=1)
        size = int(mine["size"].sel(layer=layer))
        name = "input" if layer == 0 else f"{'step' if letter == 'a' else 'layer'} {layer}"
        _label(axes, mine.sel(layer=layer), f"{name}, {size} × {size}")
        last = row == mine.sizes["layer"] - 1
        axes.tick_params(labelbottom=last)
        if last:
            axes.set_xlabel(r"temperature class ($J/k_B$)")
    if first is not None:
        shown = "T_c" if abs(start - T_CRITICAL) < 1e-6 else f"{start:g}"
        first.set_title(f"({letter}) {title}, input at $T = {shown}$", loc="left")
    middle = figure.add_subplot(place, frameon=False, xticks=[], yticks=[])
    middle.set_ylabel("share of lattices", labelpad=22)


def _label(axes: Axes, layer: xarray.Dataset, text: str) -> None:
    """Name a histogram on the left, or on the right if lattices are read as cold."""
    temperature = layer["temperature"].values
    below = layer["share"].where(layer["temperature"] < 0.3 * temperature[-1]).sum("temperature")
    x, side = (0.01, "left") if float(below.max()) < 0.1 else (0.99, "right")
    axes.text(x, 0.92, text, transform=axes.transAxes, ha=side, va="top", fontsize=7, bbox=PLATE)


def _draw_histogram(axes: Axes, layer: xarray.Dataset) -> None:
    temperature = layer["temperature"].values
    width = float(np.diff(temperature).min())
    read = layer.sel(thermometer="mlp")
    share, error = read["share"].values, np.nan_to_num(read["share_error"].values)
    axes.bar(temperature, share, width=width, color=GREY, zorder=2)
    axes.vlines(temperature, share - error, share + error, color=INK, linewidth=0.5, zorder=3)
    if "exact" in layer["thermometer"].values:
        exact = layer["share"].sel(thermometer="exact").values
        axes.step(temperature, exact, where="mid", color=BLUE, linewidth=0.8, zorder=4)
    for value, colour, style in (
        (float(read["mean_class"]), INK, ":"),
        (float(layer["energy_temperature"]), ORANGE, "--"),
    ):
        if np.isfinite(value):
            axes.axvline(value, color=colour, linestyle=style, linewidth=1.0, zorder=5)
    if not np.isfinite(share).any():
        axes.text(0.5, 0.5, "no MLP thermometer", transform=axes.transAxes, **_CENTRE)
    axes.yaxis.set_major_locator(MaxNLocator(3))
    top = np.nanmax([layer["share"].max(), 1e-3])
    axes.set(ylim=(0.0, 1.15 * top), xlim=(temperature[0] - width, temperature[-1] + width))


def _key(data: xarray.Dataset) -> list[Artist]:
    exact = "exact" in data["thermometer"].values
    return [
        Patch(color=GREY, linewidth=0, label="MLP thermometer"),
        *([Line2D([], [], color=BLUE, label="exact thermometer")] if exact else []),
        Line2D([], [], color=INK, linestyle=":", label="mean class (MLP)"),
        Line2D([], [], color=ORANGE, linestyle="--", label="same mean energy"),
        Line2D([], [], color=THEORY, label="(a) input doubled per step; (b) input"),
    ]


_CENTRE: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 7, "color": "0.4"}
