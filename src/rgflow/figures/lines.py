"""Fitted numbers as points with both errors, theory as red lines."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import xarray
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from rgflow.figures.style import INK, THEORY

Floats = NDArray[np.float64]


def theory(axes: Axes, *, y: float | None = None, x: float | None = None) -> None:
    """Draw the exact value as a red line behind the points."""
    if y is not None:
        axes.axhline(y, color=THEORY, linewidth=0.9, zorder=1)
    if x is not None:
        axes.axvline(x, color=THEORY, linewidth=0.9, zorder=1)


def fitted_points(
    axes: Axes, x: Floats, data: xarray.Dataset, prefix: str, colour: str, *, shift: float = 0.0
) -> None:
    """Draw one series of fitted numbers as :func:`rgflow.figures.fits.fitted` gives them.

    Points are means over seeds with their standard error; the wide pale bar is the mean
    regression interval, small dots are single seeds. A point is open if the fit failed for some
    seeds, and a cross on the lower edge of the axes stands where it failed for all.

    Parameters
    ----------
    axes : Axes
        Where to draw.
    x : array, shape (points,)
        Flow length or temperature.
    data : xarray.Dataset
        Variables of `prefix`, of shape (points,), and, if there are seeds, `prefix`_single,
        (points, seed).
    prefix : str
        Name of the number.
    colour : str
        Colour of the series.
    shift : float
        Moves the series along x, so that two do not hide each other.
    """
    value, error = data[prefix].values, np.nan_to_num(data[f"{prefix}_error"].values)
    undetermined = data[f"{prefix}_undetermined"].values
    at = x + shift
    axes.vlines(
        at,
        data[f"{prefix}_low"].values,
        data[f"{prefix}_high"].values,
        color=colour,
        alpha=0.22,
        linewidth=2.4,
        zorder=2,
    )
    if data.sizes.get("seed", 1) > 1 and f"{prefix}_single" in data:
        single = data[f"{prefix}_single"].transpose(..., "seed").values
        axes.plot(at, single, ".", color=colour, alpha=0.55, markersize=3.0, zorder=3, mew=0)
    for open_marker in (False, True):
        mine = np.isfinite(value) & ((undetermined > 0) == open_marker)
        axes.errorbar(
            at[mine],
            value[mine],
            yerr=error[mine],
            fmt="o",
            color=colour,
            markersize=2.8,
            elinewidth=0.8,
            markerfacecolor="white" if open_marker else colour,
            zorder=4,
        )
    crosses(axes, at[undetermined == 1], colour)


def crosses(axes: Axes, x: Floats, colour: str) -> None:
    """Put a cross on the lower edge of the axes at every x that has no number."""
    if x.size:
        axes.plot(
            x,
            np.full(x.shape, 0.02),
            "x",
            color=colour,
            markersize=3,
            transform=axes.get_xaxis_transform(),
            clip_on=False,
            zorder=5,
        )


def frame(axes: Axes, data: xarray.Dataset, prefix: str, *, include: Sequence[float]) -> None:
    """Set the y limits by the points, their errors over seeds and the theory's value.

    Regression intervals and single seeds may leave the frame: they would hide the rest.
    """
    value, error = data[prefix].values, np.nan_to_num(data[f"{prefix}_error"].values)
    inside = np.concatenate([np.ravel(value - error), np.ravel(value + error), list(include)])
    low, high = float(np.nanmin(inside)), float(np.nanmax(inside))
    pad = 0.1 * (high - low) if high > low else 0.1 * max(abs(high), 1e-3)
    axes.set_ylim(low - pad, high + pad)
    axes.yaxis.set_major_locator(MaxNLocator(5))


def key(series: Sequence[tuple[str, str]], theory_label: str | None = None) -> list[Artist]:
    """Return the legend's handles: series as (label, colour), then what the marks mean."""
    handles: list[Artist] = [
        Line2D([], [], color=colour, marker="o", linestyle="", markersize=3, label=label)
        for label, colour in series
    ]
    marks: dict[str, Any] = {"color": INK, "linestyle": "", "markersize": 3}
    handles.append(
        Line2D(
            [], [], marker="o", markerfacecolor="white", label="fit failed for some seeds", **marks
        )
    )
    handles.append(Line2D([], [], marker="x", label="fit failed for all seeds", **marks))
    handles.append(Patch(color=INK, alpha=0.22, linewidth=0, label="regression interval, 90 %"))
    if theory_label is not None:
        handles.append(Line2D([], [], color=THEORY, label=theory_label))
    return handles
