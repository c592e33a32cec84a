"""Scaling dimensions against flow length, machine by machine (Figures 2, 5a, 6b)."""

from collections.abc import Mapping, Sequence

import numpy as np
import xarray
from matplotlib.axes import Axes

from rgflow.figures.lines import fitted_points, frame, theory
from rgflow.figures.panels import is_left
from rgflow.figures.style import BLUE, GREEN, GREY, INK, ORANGE, PURPLE, SKY, shades

Series = Sequence[tuple[object, str]]
"""Label and colour of each series of a panel."""


_CLASS_COLOURS = (PURPLE, GREEN, ORANGE, SKY, BLUE, GREY, INK)


def class_series(data: xarray.Dataset) -> Series:
    """Return the classes along "class" with their colours, the hottest black, the next grey."""
    classes = np.sort(data["class"].values).tolist()
    known = len(classes) <= len(_CLASS_COLOURS)
    return list(
        zip(
            classes, _CLASS_COLOURS[-len(classes) :] if known else shades(len(classes)), strict=True
        )
    )


def draw_machines(
    axes: Mapping[str, Axes],
    data: xarray.Dataset,
    prefix: str,
    series: Series,
    dim: str,
    *,
    exact: Mapping[str, float],
    label: str,
    xlabel: str | None = "flow length n",
) -> None:
    """Draw a fitted number against flow length into one panel per machine.

    Parameters
    ----------
    axes : mapping of str to Axes
        The panel of each machine.
    data : xarray.Dataset
        Variables of `prefix` with dimensions machine, length, `dim` and seed.
    prefix : str
        Name of the number.
    series : sequence of (label, colour)
        Which labels along `dim` are drawn, in which colour.
    dim : str
        The dimension that the series differ in.
    exact : mapping of str to float
        Theory's value for each machine, drawn as a red line.
    label, xlabel : str
        Axis labels.
    """
    names = [str(name) for name in data.data_vars if str(name).startswith(prefix)]
    for machine, panel in axes.items():
        mine = data[names].sel(machine=machine)
        length = mine["length"].values.astype(float)
        width = 0.2 * (len(series) > 1)
        for index, (value, colour) in enumerate(series):
            shift = width * (2 * index / max(len(series) - 1, 1) - 1)
            fitted_points(panel, length, mine.sel({dim: value}), prefix, colour, shift=shift)
        theory(panel, y=exact[machine])
        frame(panel, mine, prefix, include=(exact[machine],))
        if is_left(panel):
            panel.set_ylabel(label)
        if xlabel is not None:
            panel.set_xlabel(xlabel)
