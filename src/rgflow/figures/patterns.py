"""A single artificial map with its colour bar (Figures 12, 13)."""

import xarray
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator


def draw_pattern(axes: Axes, data: xarray.Dataset, panel: str) -> None:
    """Draw the first map of a panel with the positions of its spins and a colour bar."""
    values = data[f"map_{panel}"].values[0]
    image = axes.imshow(values)
    axes.set(xlabel="x (lattice spacing)", ylabel="y (lattice spacing)")
    figure = axes.figure
    bar = figure.colorbar(image, ax=axes, fraction=0.046, pad=0.03, ticks=MaxNLocator(4))
    bar.set_label(r"$\langle v_i h_a\rangle$")
