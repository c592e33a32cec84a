"""Grids of panels: one panel per machine, one panel per hidden unit."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import xarray
from matplotlib.axes import Axes
from matplotlib.colorbar import Colorbar
from matplotlib.colors import Normalize
from matplotlib.figure import Figure, FigureBase
from matplotlib.gridspec import SubplotSpec
from matplotlib.image import AxesImage
from numpy.typing import NDArray

from rgflow.figures.machines import heading, main_machines, wrapped

Floats = NDArray[np.float64]
_MOST_LARGE, _MOST_SMALL = 3, 4
"""Panels beside each other, at most."""


class _Row(NamedTuple):
    """Machines whose panels stand beside each other."""

    machines: Sequence[str]
    columns: int
    large: bool


def machine_axes(
    figure: FigureBase, data: xarray.Dataset, rows: int, *, flow: bool = True, sharex: bool = True
) -> dict[str, list[Axes]]:
    """Return `rows` axes per machine: literal readings large on top, the others small below.

    Where no machine is a literal reading, subjects are large. Axes of one machine share x by
    default; the uppermost of a machine bears its heading.

    Parameters
    ----------
    figure : FigureBase
        Where to draw.
    data : xarray.Dataset
        Has what :func:`rgflow.figures.machines.side_by_side` says about machines.
    rows : int
        Axes of each machine.
    flow : bool
        Whether the heading says which flow is shown.
    sharex : bool
        Whether axes of one machine share x.
    """
    blocks = _blocks(data)
    heights = [1.25 if block.large else 1.0 for block in blocks]
    parts = figure.subfigures(len(blocks), 1, height_ratios=heights, squeeze=False)[:, 0]
    axes: dict[str, list[Axes]] = {}
    for part, block in zip(parts, blocks, strict=True):
        grid = part.subplots(rows, block.columns, squeeze=False, sharex=sharex)
        for column, machine in zip(grid.T, block.machines, strict=False):
            axes[machine] = list(column)
            text = wrapped(heading(data, machine, flow=flow), block.columns)
            column[0].set_title(text, fontsize=8 if block.large else 7)
        for unused in grid[:, len(block.machines) :].ravel():
            unused.set_visible(False)
    return axes


def machine_height(data: xarray.Dataset, large: float, small: float) -> float:
    """Return the height in inches of the panels that :func:`machine_axes` will make."""
    return sum(large if block.large else small for block in _blocks(data))


def _blocks(data: xarray.Dataset) -> list[_Row]:
    """Return the rows of machines, large ones first, as even as they can be."""
    main = main_machines(data)
    others = [str(name) for name in data["machine"].values if name not in main]
    found = []
    for names, most in ((main, _MOST_LARGE), (others, _MOST_SMALL)):
        if names:
            columns = -(-len(names) // -(-len(names) // most))
            found += [
                _Row(names[start : start + columns], columns, names is main)
                for start in range(0, len(names), columns)
            ]
    return found


def is_left(axes: Axes) -> bool:
    """Tell whether axes stand in the first column of their grid."""
    place = axes.get_subplotspec()
    return place is not None and place.is_first_col()


def map_grid(
    figure: Figure, place: SubplotSpec, maps: Floats, peaks: Floats, lowest: float
) -> AxesImage:
    """Draw maps as a square grid of panels, each divided by its own peak.

    Parameters
    ----------
    figure, place
        Where to draw.
    maps : array, shape (units, y, x)
        Correlation of each unit with every visible spin.
    peaks : array, shape (units,)
        Value of largest magnitude of each map, with its sign; written above the panel.
    lowest : float
        Value of map / peak that is black; 1, the peak, is white.

    Returns
    -------
    AxesImage
        One of the images, for the colour bar.
    """
    side = int(np.ceil(np.sqrt(len(maps))))
    grid = place.subgridspec(-(-len(maps) // side), side, wspace=0.06, hspace=0.24)
    norm = Normalize(lowest, 1.0)
    for unit, (values, peak) in enumerate(zip(maps, peaks, strict=True)):
        axes = figure.add_subplot(grid[unit // side, unit % side])
        image = axes.imshow(values / peak, norm=norm)
        axes.set(xticks=[], yticks=[])
        axes.set_title(_short(float(peak)), fontsize=5.5, pad=1.5)
        for spine in axes.spines.values():
            spine.set(visible=True, linewidth=0.4)
    return image


def _short(value: float) -> str:
    """Return a number with two digits after the point, or two digits if it is small."""
    text = f"{value:.2f}" if abs(value) >= 0.1 else f"{value:.2g}"
    return text.replace("-", "−")


def colour_bar(figure: Figure, image: AxesImage, axes: Axes, label: str) -> Colorbar:
    """Put a horizontal colour bar for a grid of maps into axes."""
    bar = figure.colorbar(image, cax=axes, orientation="horizontal")
    bar.set_label(label, fontsize=7)
    bar.outline.set_linewidth(0.4)
    bar.ax.tick_params(labelsize=6)
    return bar
