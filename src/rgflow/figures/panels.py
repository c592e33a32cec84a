"""Grids of panels: one panel a machine, one panel a hidden unit."""

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colorbar import Colorbar
from matplotlib.colors import Normalize
from matplotlib.figure import Figure, FigureBase
from matplotlib.gridspec import SubplotSpec
from matplotlib.image import AxesImage
from numpy.typing import NDArray

from rgflow.figures.machines import LITERAL, title

Floats = NDArray[np.float64]


def machine_axes(
    figure: FigureBase,
    machines: Sequence[str],
    rows: int,
    heading: Callable[[str], str] = title,
    *,
    sharex: bool = True,
) -> dict[str, list[Axes]]:
    """Return `rows` axes per machine: literal readings large on top, the others small below.

    Axes of one machine share x by default; the uppermost of a machine bears its heading.
    """
    large = [name for name in machines if name in LITERAL]
    small = [name for name in machines if name not in LITERAL]
    blocks = [block for block in (large, small) if block]
    heights = [1.25 if block is large else 1.0 for block in blocks]
    parts = figure.subfigures(len(blocks), 1, height_ratios=heights, squeeze=False)[:, 0]
    axes: dict[str, list[Axes]] = {}
    for part, block in zip(parts, blocks, strict=True):
        grid = part.subplots(rows, len(block), squeeze=False, sharex=sharex)
        for column, machine in zip(grid.T, block, strict=True):
            axes[machine] = list(column)
            column[0].set_title(heading(machine), fontsize=8 if block is large else 7)
    return axes


def machine_height(machines: Sequence[str], large: float, small: float) -> float:
    """Return the height in inches of the panels that :func:`machine_axes` will make."""
    has_large = any(name in LITERAL for name in machines)
    has_small = any(name not in LITERAL for name in machines)
    return large * has_large + small * has_small


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
