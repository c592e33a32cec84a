"""Shape of G(d): numbers of its fall, over seeds or by jackknife over hidden units."""

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
import xarray
from numpy.typing import NDArray

from rgflow.analysis.quantity import Measurand, Quantity, over_seeds
from rgflow.observables.pair_distance import fall_diagnostics, pair_distance

Floats = NDArray[np.float64]
Statistic = Callable[[Floats, Floats], float]
"""``statistic(distance, G)``: a number of one curve."""
Metric = Literal["torus", "open"]
GROUPS = 16


def shape(
    of: Measurand,
    files: Sequence[xarray.Dataset],
    variable: str,
    statistic: Statistic,
    metric: Metric = "torus",
) -> Quantity:
    """Return a number of G(d) over the trainings, or of one file with a jackknife error.

    Parameters
    ----------
    of : Measurand
        What the number is called.
    files : sequence of xarray.Dataset
        CORRELATE files of the same layers.
    variable : {"map", "connected_map"}
        The maps that G(d) is made of.
    statistic : callable
        The number.
    metric : {"torus", "open"}
        Whether distances wrap around the lattice.
    """
    curves = [file.pair_curves(variable, metric) for file in files]
    if len(files) > 1:
        values = [statistic(distance, units.mean(axis=0)) for distance, units in curves]
        return over_seeds(of, values)
    ((distance, units),) = curves
    value = statistic(distance, units.mean(axis=0))
    return Quantity(of, value, _jackknife(distance, units, statistic))


def value_of(
    file: xarray.Dataset, variable: str, statistic: Statistic, metric: Metric = "torus"
) -> float:
    """Return a number of G(d) of one file, without an error; parameters as of :func:`shape`."""
    distance, units = file.pair_curves(variable, metric)
    return statistic(distance, units.mean(axis=0))


@xarray.register_dataset_accessor("pair_curves")  # type: ignore[no-untyped-call]
class _PairCurves:
    """G(d) of each unit of a CORRELATE file, computed once: many readings look at the same file."""

    def __init__(self, file: xarray.Dataset) -> None:
        self._file = file
        self._known: dict[tuple[str, Metric], tuple[Floats, Floats]] = {}

    def __call__(self, variable: str, metric: Metric) -> tuple[Floats, Floats]:
        if (variable, metric) not in self._known:
            maps = np.asarray(self._file[variable].values, np.float64)
            pairs = pair_distance(maps, metric=metric)
            self._known[variable, metric] = pairs.distance, pairs.per_unit
        return self._known[variable, metric]


def _jackknife(distance: Floats, units: Floats, statistic: Statistic) -> float:
    """Return the standard error from leaving out groups of units; 0 for a single map."""
    groups = min(GROUPS, len(units))
    if groups < 2:
        return 0.0
    group = np.arange(len(units)) % groups
    left = [statistic(distance, units[group != k].mean(axis=0)) for k in range(groups)]
    return float(np.sqrt((groups - 1) * np.var(left)))


def straightness(distance: Floats, G: Floats) -> float:
    """Return the share of the variance of G(d) on a falling straight line; 0 if it rises."""
    fall = fall_diagnostics(distance, G)
    return fall.r_squared if fall.slope < 0 else 0.0


def trend(distance: Floats, G: Floats) -> float:
    """Return the share of the variance on a straight line, a map's product with itself left out."""
    return fall_diagnostics(distance[1:], G[1:]).r_squared


def drop(distance: Floats, G: Floats) -> float:
    """Return how far the straight line falls over all distances."""
    return float(-fall_diagnostics(distance, G).slope * np.ptp(distance))


def level(_: Floats, G: Floats) -> float:
    """Return G at the largest distance."""
    return float(G[-1])


def upturn(distance: Floats, G: Floats) -> float:
    """Return the rise from the smallest value to the largest distance, in units of the range."""
    return fall_diagnostics(distance, G).upturn


def peaks(distance: Floats, G: Floats) -> float:
    """Return the number of maxima between the ends, after averaging over rings of width 1.

    On a lattice neighbouring distances belong to different directions, so that G(d) of a pattern
    jumps from one to the next; those jumps are no peaks.
    """
    ring = np.rint(distance).astype(np.int64)
    number = np.bincount(ring)
    filled = number > 0
    mean = np.bincount(ring, G)[filled] / number[filled]
    return float(fall_diagnostics(np.flatnonzero(filled).astype(np.float64), mean).peaks)
