"""Power laws and straight lines by least squares, for any number of data sets at once.

A fit without an answer says so: its status is not OK and its numbers are NaN. Errors come from the
scatter about the curve with Student-t intervals (as in the paper); where errors of the points are
given they are taken as absolute. As many parameters as points leave no error: it is NaN.
"""

import numpy as np
from numpy.typing import NDArray

from rgflow.stats.data_sets import DataSets, Fit
from rgflow.stats.estimate import Floats
from rgflow.stats.least_squares import minimize

# Start values of Delta: 0.05 apart over the default range.
_GRID = 141


def power_law(
    distance: Floats,
    correlation: Floats,
    sigma: Floats | None = None,
    *,
    level: float = 0.90,
    delta_range: tuple[float, float] = (-1.0, 6.0),
) -> Fit:
    """Fit ``B r^(-2 Delta)`` with B > 0; parameters ``B`` and ``Delta``.

    The start is the best point of a fine grid in Delta, with B solved for, so that the minimum is
    the global one.

    Parameters
    ----------
    distance : (n_r,) float64
        Distances, positive.
    correlation : (..., n_r) float64
        Two-point functions; values that are not finite are left out.
    sigma : (..., n_r) float64, optional
        Standard errors of the points; unweighted without them, as in the authors' code.
    level : float
        Coverage of the intervals.
    delta_range : (low, high)
        Range of Delta; a fit that leaves it is AT_BOUND, one with B <= 0 is DEGENERATE.
    """
    batch = DataSets.of(distance, correlation, sigma)
    grid = np.linspace(*delta_range, _GRID)
    shapes = batch.x[None, :] ** (-2.0 * grid[:, None])
    best, amplitude = best_shape(batch.y, batch.weights, shapes)
    start = np.stack([amplitude, grid[best]], axis=1)
    minimum = minimize(_power_law_model, batch.x, batch.y, batch.weights, start)
    B, Delta = minimum.parameters.T
    outside = (Delta <= delta_range[0]) | (Delta >= delta_range[1])
    status = batch.status(minimum, n_parameters=2, at_bound=outside, degenerate=~(B > 0))
    return batch.fit(("B", "Delta"), minimum, status, sigma is not None, level)


def straight_line(x: Floats, y: Floats, sigma: Floats | None = None, *, level: float = 0.90) -> Fit:
    """Fit ``intercept + slope x`` to ``y (..., n)``; parameters ``intercept`` and ``slope``."""
    batch = DataSets.of(x, y, sigma)
    start = np.zeros((len(batch.y), 2))
    minimum = minimize(_straight_line_model, batch.x, batch.y, batch.weights, start)
    never = np.zeros(len(batch.y), bool)
    status = batch.status(minimum, n_parameters=2, at_bound=never, degenerate=never)
    return batch.fit(("intercept", "slope"), minimum, status, sigma is not None, level)


def best_shape(y: Floats, weights: Floats, shapes: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Best of many shapes for every data set, with the amplitude >= 0 solved for.

    Parameters
    ----------
    y, weights : (b, n) float64
    shapes : (g, n) float64

    Returns
    -------
    (b,) int64, (b,) float64
        Index of the shape that explains most, and its amplitude.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        overlap = np.maximum((weights * y) @ shapes.T, 0.0)
        power = np.maximum(weights @ (shapes**2).T, np.finfo(np.float64).tiny)
        best = (overlap**2 / power).argmax(axis=1)
        rows = np.arange(len(y))
        amplitude = overlap[rows, best] / power[rows, best]
    return best, amplitude


def _power_law_model(x: Floats, parameters: Floats) -> tuple[Floats, Floats]:
    B, Delta = parameters[:, 0, None], parameters[:, 1, None]
    with np.errstate(over="ignore", invalid="ignore"):
        shape = x ** (-2.0 * Delta)
        value = B * shape
        return value, np.stack([shape, -2.0 * np.log(x) * value], axis=-1)


def _straight_line_model(x: Floats, parameters: Floats) -> tuple[Floats, Floats]:
    slope = np.broadcast_to(np.stack([np.ones_like(x), x], axis=-1), (len(parameters), x.size, 2))
    return parameters[:, :1] + parameters[:, 1:] * x, slope
