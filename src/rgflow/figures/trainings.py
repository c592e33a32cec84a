"""Numbers of every snapshot of a training, machine by machine, over seeds (b1 to b3, b7)."""

import json
from collections.abc import Callable, Sequence

import numpy as np
import xarray
from matplotlib.axes import Axes
from numpy.typing import NDArray

from rgflow.figures.classes import mean_class
from rgflow.figures.machines import side_by_side
from rgflow.figures.seeds import stacked

TRAINING = ("learning rate times updates made", "1")
"""Meaning of the axis that trainings of all recipes are compared on."""
TRAINING_LABEL = "learning rate × updates"
HOTTEST_CLASS = ("hottest class of the thermometers", "J/k_B")
"""Meaning of what settling temperatures can be read up to."""


def by_snapshot(
    files: Sequence[xarray.Dataset], part: Callable[[xarray.Dataset], xarray.Dataset]
) -> xarray.Dataset:
    """Return `part` of each file along the dimensions machine and seed, and how far it trained.

    Parameters
    ----------
    files : sequence of xarray.Dataset
        ASSESS or RBM files of any number of machines and seeds.
    part : callable
        Gives the wanted numbers of one file, by snapshot.

    Returns
    -------
    xarray.Dataset
        With `training`, learning rate times updates, by machine and snapshot; NaN where a machine
        has fewer snapshots than others.
    """

    def trained(mine: Sequence[xarray.Dataset]) -> xarray.Dataset:
        together = stacked(mine, lambda file: _numbered(part(file)))
        made = recipe(mine[0])["learning_rate"] * mine[0]["update"].values
        return together.assign(training=("snapshot", made))

    return side_by_side(files, trained)


def recipe(file: xarray.Dataset) -> dict[str, float]:
    """Return the numbers of the recipe that a machine was trained by."""
    values: dict[str, float] = json.loads(str(file.attrs["recipe"]))
    return values


def settling_temperature(file: xarray.Dataset) -> xarray.Dataset:
    """Return `settled`, by thermometer and snapshot: by mean energy, and mean classes.

    Parameters
    ----------
    file : xarray.Dataset
        ASSESS file; NaN stays where no temperature has the settled energy.
    """
    by_class = mean_class(file["settled_count"])
    by_energy = file["settled_temperature"].expand_dims(thermometer=["energy"])
    settled = xarray.concat([by_energy, by_class], dim="thermometer")
    return xarray.Dataset({"settled": settled})


def hottest_class(files: Sequence[xarray.Dataset]) -> float:
    """Return the hottest class (J/k_B) of the thermometers of ASSESS files."""
    return max(float(file["temperature"].max()) for file in files)


def top_of(hottest: float) -> float:
    """Return the upper end of the settling temperatures shown: the hottest class and a margin."""
    return round(1.05 * hottest, 1)


def draw_seeds(
    axes: Axes, training: NDArray[np.float64], values: xarray.DataArray, colour: str, top: float
) -> None:
    """Draw a number against training: each seed as a thin line, their median as points.

    Parameters
    ----------
    axes : Axes
        Where to draw; the untrained machine, at 0, has no place on the logarithmic axis.
    training : array, shape (snapshot,)
        Learning rate times updates.
    values : xarray.DataArray
        By snapshot and seed; NaN where no temperature has the energy, which counts as infinite.
    colour : str
        Colour of the series.
    top : float
        Upper end of the axes: a triangle stands there for a median at or beyond it.
    """
    shown = training > 0
    at, each = training[shown], values.transpose("snapshot", "seed").values[shown]
    axes.plot(at, each, color=colour, alpha=0.35, linewidth=0.5, zorder=2)
    median = np.median(np.where(np.isfinite(each), each, np.inf), axis=1)
    inside = median < top
    axes.plot(at[inside], median[inside], "o-", color=colour, markersize=2.8, zorder=3)
    if not inside.all():
        axes.plot(
            at[~inside],
            np.full(int((~inside).sum()), 0.98),
            "^",
            color=colour,
            markerfacecolor="white",
            transform=axes.get_xaxis_transform(),
            clip_on=False,
            zorder=4,
        )


def _numbered(part: xarray.Dataset) -> xarray.Dataset:
    return part.assign_coords(snapshot=np.arange(part.sizes["snapshot"]))
