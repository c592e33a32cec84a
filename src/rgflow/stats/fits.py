"""Power laws and straight lines by least squares, for any number of data sets at once.

A fit without an answer says so: its status is not OK and its numbers are NaN. Errors come from the
scatter about the curve with Student-t intervals (as in the paper); where errors of the points are
given they are taken as absolute. As many parameters as points leave no error: it is NaN.
"""

import numpy as np

from rgflow.stats.amplitude import power_law_minimum
from rgflow.stats.data_sets import DataSets, Fit
from rgflow.stats.estimate import Floats
from rgflow.stats.least_squares import minimize

# Closer than this to the end of its range, Delta has not been determined.
_EDGE = 1e-6


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
    minimum = power_law_minimum(batch.x, batch.y, batch.weights, delta_range)
    B, Delta = minimum.parameters.T
    outside = (Delta <= delta_range[0] + _EDGE) | (Delta >= delta_range[1] - _EDGE)
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


def _straight_line_model(x: Floats, parameters: Floats) -> tuple[Floats, Floats]:
    slope = np.broadcast_to(np.stack([np.ones_like(x), x], axis=-1), (len(parameters), x.size, 2))
    return parameters[:, :1] + parameters[:, 1:] * x, slope
