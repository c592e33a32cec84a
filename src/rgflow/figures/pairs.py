"""Two-point functions G(d) of hidden-visible maps, raw and connected."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

import numpy as np
import xarray
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from rgflow.figures.machines import wrapped
from rgflow.figures.seeds import mean_and_error, named, stacked
from rgflow.figures.style import BLUE, DOUBLE_COLUMN, INK, PLATE

Floats = NDArray[np.float64]

_MOST_COLUMNS = 4
DISTANCE = "d (lattice spacing)"
"""Label of the axis of distances."""
_CURVES = {"raw": "pair_correlation", "connected": "connected_pair_correlation"}
_COLOURS = {"raw": INK, "connected": BLUE}
_LABELS = {
    "raw": r"$G(d)$",
    "connected": r"connected $G(d)$",
}


def collect_pairs(
    files: Sequence[xarray.Dataset],
    panel: str,
    curves: Sequence[str] = ("raw", "connected"),
) -> xarray.Dataset:
    """Return G(d) of one panel at d > 0, over seeds, with the straight line that fits it best.

    G(0), the mean square of the maps, is no correlation of two sites and is left out.

    Parameters
    ----------
    files : sequence of xarray.Dataset
        CORRELATE files of the same layers, one per seed.
    panel : str
        Name of the panel; it ends the names of the variables and dimensions.
    curves : sequence of {"raw", "connected"}
        Of the maps as they are, or of each map minus its own mean.

    Returns
    -------
    xarray.Dataset
        For each curve: mean over seeds by distance; the standard error of its level, common to
        all distances (`_shift`), and of what is left (`_error`); `_intercept`, `_slope` and
        `_r2` of an unweighted straight line.
    """
    data = xarray.Dataset()
    distance = f"distance_{panel}"
    for curve in curves:
        variable = _CURVES[curve]
        single = stacked(files, itemgetter([variable]))[variable]
        single = single.sel(distance=single["distance"] > 0).rename(distance=distance)
        level = single.mean(distance)
        name, meaning = f"{curve}_{panel}", _MEANINGS[curve]
        data[name], _ = mean_and_error(single)
        _, data[f"{name}_error"] = mean_and_error(single - level)
        _, data[f"{name}_shift"] = mean_and_error(level)
        line = straight_line(data[distance].values, data[name].values)
        for end, value in zip(("intercept", "slope", "r2"), line, strict=True):
            data[f"{name}_{end}"] = value
        named(
            data,
            {
                distance: ("torus distance", "lattice spacing"),
                name: (f"{meaning}: mean over seeds", "1"),
                f"{name}_error": (f"{meaning} less its level: standard error over seeds", "1"),
                f"{name}_shift": (f"{meaning}, its level: standard error over seeds", "1"),
                f"{name}_intercept": (f"{meaning}: straight line at d = 0", "1"),
                f"{name}_slope": (f"{meaning}: slope of a straight line", "1 / lattice spacing"),
                f"{name}_r2": (f"{meaning}: share of the variance on the straight line", "1"),
            },
        )
    return data


def straight_line(x: Floats, y: Floats) -> tuple[float, float, float]:
    """Return intercept, slope and R^2 of the least-squares line through points (x, y)."""
    slope, intercept = np.polyfit(x, y, 1)
    rest, spread = y - intercept - slope * x, y - y.mean()
    total = float(spread @ spread)
    return float(intercept), float(slope), 1.0 - float(rest @ rest) / total if total else np.nan


def draw_pairs(
    axes: Axes, data: xarray.Dataset, panel: str, curve: str, *, line: bool = True
) -> None:
    """Draw one curve, ``"raw"`` or ``"connected"``, with its straight line and R^2."""
    name, colour = f"{curve}_{panel}", _COLOURS[curve]
    distance, value = data[f"distance_{panel}"].values, data[name].values
    error = np.nan_to_num(data[f"{name}_error"].values) if f"{name}_error" in data else None
    axes.errorbar(distance, value, yerr=error, fmt=".", color=colour, elinewidth=0.5, capsize=0)
    if curve == "connected":
        axes.axhline(0.0, color="0.7", linewidth=0.5, zorder=0)
    if line:
        ends = np.array([distance.min(), distance.max()])
        height = float(data[f"{name}_intercept"]) + float(data[f"{name}_slope"]) * ends
        axes.plot(ends, height, color=colour, linewidth=0.6, linestyle="--", zorder=1)
        text = f"line: $R^2$ = {float(data[f'{name}_r2']):.2f}"
        axes.text(0.97, 0.95, text, transform=axes.transAxes, bbox=PLATE, **_CORNER)
    if curve == "raw" and np.isfinite(shift := float(data.get(f"{name}_shift", np.nan))):
        text = f"level ± {shift:.1g} (seeds)"
        axes.text(0.03, 0.05, text, transform=axes.transAxes, bbox=PLATE, fontsize=6.5)
    axes.set_xlim(0.0, None)
    # A fixed number of ticks: labels that grow after the layout would be cut off.
    axes.yaxis.set_major_locator(MaxNLocator(5))


def draw_pair_column(upper: Axes, lower: Axes, data: xarray.Dataset, panel: str) -> None:
    """Draw raw G(d) above connected G(d), the distance below."""
    draw_pairs(upper, data, panel, "raw")
    draw_pairs(lower, data, panel, "connected")
    upper.tick_params(labelbottom=False)
    lower.set_xlabel(DISTANCE)


def pair_figure(data: xarray.Dataset, fontsize: float) -> Figure:
    """Return a page with one column per curve, raw above connected, each with its heading."""
    found = {
        str(name): str(values.attrs["heading"])
        for name, values in data.data_vars.items()
        if "heading" in values.attrs
    }
    rows = -(-len(found) // _MOST_COLUMNS)
    columns = -(-len(found) // rows)
    figure = Figure(figsize=(DOUBLE_COLUMN, 0.9 + 2.9 * rows), layout="constrained")
    grid = figure.subplots(2 * rows, columns, squeeze=False)
    pairs = [column for row in range(rows) for column in grid[2 * row : 2 * row + 2].T]
    for place, (upper, lower) in enumerate(pairs):
        upper.set_visible(place < len(found))
        lower.set_visible(place < len(found))
    for place, (name, heading) in enumerate(found.items()):
        upper, lower = pairs[place]
        draw_pair_column(upper, lower, data, name.removeprefix("raw_"))
        upper.set_title(wrapped(heading, columns), fontsize=fontsize)
        if place % columns == 0:
            label_pairs(upper, lower)
    return figure


def label_pairs(upper: Axes, lower: Axes) -> None:
    """Name both y axes; done for the first column only, where columns share their names."""
    upper.set_ylabel(_LABELS["raw"])
    lower.set_ylabel(_LABELS["connected"])


def key() -> list[Artist]:
    """Return the legend's handles for both curves."""
    raw = Line2D(
        [], [], color=INK, marker=".", linestyle="", label=r"from $\langle v_i h_a\rangle$"
    )
    rest = r"connected: each map $\langle v_i h_a\rangle$ minus its own mean"
    return [
        raw,
        Line2D([], [], color=BLUE, marker=".", linestyle="", label=rest),
        Line2D([], [], color="0.4", linestyle="--", linewidth=0.6, label="straight line"),
    ]


_CORNER: dict[str, Any] = {"ha": "right", "va": "top", "fontsize": 6.5}
_MEANINGS = {
    "raw": "G(d) of <v_i h_a>",
    "connected": "G(d) of each map minus its own mean",
}
