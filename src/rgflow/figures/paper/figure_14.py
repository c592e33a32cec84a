"""Figure 14: temperatures read on RG steps (a) and on the layers of machines (b, c ...)."""

from collections.abc import Sequence
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
from rgflow.contracts.read_temperature import READ
from rgflow.figures.machines import square
from rgflow.figures.readings import reading_panels
from rgflow.figures.seeds import named
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
from rgflow.figures.theory import BLOCK, temperature_label

NUMBER = "14"
TITLE = "Temperatures of RG steps and of layers"
CATEGORY = "IV Flows derived from deep learning"
CAPTION = """\
**Figure 14: temperatures read on coarse layers.** (a) Block-spin steps from the critical
temperature; (b, ...) layers of machines for inputs of rising temperature. Grey: classes of the
MLP thermometer trained at the size of each layer; blue: exact thermometer; dotted: mean class;
dashed: temperature of the same mean energy; red: the input's temperature, in (a) doubled by each
step.
Experiment "{{ snakemake.config.get("name", "default") }}".
"""
INPUTS = {"rg": "rg_temperatures", "stack": "stack_temperatures"}
OPTIONAL: set[str] = set()

_MEANINGS = {
    "panel": ("panel of the figure: rg, or a machine with its input", "1"),
    "label": ("what the machine is called; RG steps", "1"),
    "letter": ("letter of the panel", "1"),
    "critical_temperature": ("critical temperature of the input's model", "J/k_B"),
    "input_temperature": ("temperature of the input", "J/k_B"),
    "layer": ("block-spin steps or layers of the machine; 0 is the input", "1"),
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
    return named(reading_panels(role(inputs, "rg", READ), role(inputs, "stack", READ)), _MEANINGS)


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw one block per panel, in it one histogram per layer, input uppermost."""
    places = _places([str(letter) for letter in data["letter"].values])
    rows = places[-1] // 2 + 1
    height = 3.1 * rows + 0.5
    figure = Figure(figsize=(DOUBLE_COLUMN, height))
    grid = figure.add_gridspec(
        rows, 2, left=0.085, right=0.985, top=1.0 - 0.67 / height, bottom=0.7 / height,
        wspace=0.2, hspace=0.3,
    )  # fmt: skip
    for place, panel in zip(places, data["panel"].values, strict=True):
        mine = data.sel(panel=panel).dropna("layer", subset=["size"])
        _draw_panel(figure, grid[place // 2, place % 2], mine)
    figure.legend(handles=_key(data), loc="upper center", ncols=3)
    note(
        figure,
        "Paper: (a) the temperature roughly doubles with each step; (b-i, ii) it jumps to a high"
        " value at layer 1 and stays;\n(b-iii) of a hot input layer 2 is hotter than layer 3.",
    )
    return figure


def _places(letters: Sequence[str]) -> list[int]:
    """Return where panels stand, two in a row: the second and further machines begin a row."""
    places: list[int] = []
    for letter, before in zip(letters, ["", *letters], strict=False):
        place = places[-1] + 1 if places else 0
        mine, last = letter.partition("-")[0], before.partition("-")[0]
        begins = mine != last and mine not in ("a", "b")
        places.append(place + place % 2 if begins else place)
    return places


def _draw_panel(figure: Figure, place: SubplotSpec, mine: xarray.Dataset) -> None:
    rows = place.subgridspec(mine.sizes["layer"], 1, hspace=0.12)
    start, is_rg = float(mine["input_temperature"]), str(mine["letter"].values) == "a"
    first = None
    for row, layer in enumerate(mine["layer"].values):
        axes = figure.add_subplot(rows[row], sharex=first)
        first = first or axes
        _draw_histogram(axes, mine.sel(layer=layer))
        size = int(mine["size"].sel(layer=layer))
        expected = start * BLOCK ** int(layer) if is_rg else start
        if expected <= float(mine["temperature"].max()):
            axes.axvline(expected, color=THEORY, linewidth=0.9, zorder=1)
        name = "input" if layer == 0 else f"{'step' if is_rg else 'layer'} {layer}"
        _label(axes, mine.sel(layer=layer), f"{name}, {square(size)}")
        last = row == mine.sizes["layer"] - 1
        axes.tick_params(labelbottom=last)
        if last:
            axes.set_xlabel(r"temperature class ($J/k_B$)")
    if first is not None:
        shown = temperature_label(start, float(mine["critical_temperature"]))
        title = f"({mine['letter'].values}) {mine['label'].values}, input at $T = {shown}$"
        first.set_title(title, loc="left")
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
        Line2D([], [], color=THEORY, label="input; (a) doubled per step"),
    ]


_CENTRE: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 7, "color": "0.4"}
