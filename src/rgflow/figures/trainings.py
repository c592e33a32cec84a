"""Numbers of every snapshot of a training, machine by machine, over seeds (b1 to b3, b7)."""

import json
from collections.abc import Callable, Sequence

import numpy as np
import xarray
from matplotlib.axes import Axes
from numpy.typing import NDArray

from rgflow.figures.seeds import by_source, joined, stacked

TRAINING = ("learning rate times updates made", "1")
"""Meaning of the axis that trainings of all recipes are compared on."""
TRAINING_LABEL = "learning rate × updates"
HOTTEST_SHOWN = 6.2
"""Upper end of the settling temperatures shown: the hottest class and a margin."""


def by_machine(
    files: Sequence[xarray.Dataset], part: Callable[[xarray.Dataset], xarray.Dataset]
) -> xarray.Dataset:
    """Return `part` of each file along the dimensions machine and seed, and how far it trained.

    Parameters
    ----------
    files : sequence of xarray.Dataset
        ASSESS or RBM files of any number of machines and seeds.
    part : callable
        Gives the wanted numbers of one file.

    Returns
    -------
    xarray.Dataset
        With `training`, learning rate times updates, by machine and snapshot; NaN where a machine
        has fewer snapshots than others.
    """
    rows, names = [], []
    for machine, mine in by_source(files, "machine"):
        together = stacked(mine, lambda file: _numbered(part(file)))
        made = recipe(mine[0])["learning_rate"] * mine[0]["update"].values
        together["training"] = ("snapshot", made)
        rows.append(together)
        names.append(machine)
    return joined(rows, xarray.DataArray(names, dims="machine", name="machine"))


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
    count = file["settled_count"]
    mean_class = (count * count["temperature"]).sum("temperature") / count.sum("temperature")
    by_energy = file["settled_temperature"].expand_dims(thermometer=["energy"])
    settled = xarray.concat([by_energy, mean_class], dim="thermometer")
    return xarray.Dataset({"settled": settled})


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
