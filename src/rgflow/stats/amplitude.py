"""Fits of the form B f(x; theta): the amplitude is solved for, only theta is searched.

With weights w the best amplitude of a shape f is ``B = P / Q``, ``P = sum w y f``,
``Q = sum w f^2``, and the sum of squared residuals is smallest where ``P^2 / Q`` is largest.
"""

import numpy as np
from numpy.typing import NDArray

from rgflow.stats.estimate import Floats
from rgflow.stats.least_squares import CONDITION_LIMIT, Minimum

# Start values of Delta: 0.1 apart over the default range of the power law.
_GRID = 71
# Keeps the tables of the search over shapes in the cache.
_ROWS_PER_PASS = 512
_NEWTON_STEPS = 50
_CONVERGED = 1e-11
_TINY = float(np.finfo(np.float64).tiny)


def best_shape(y: Floats, weights: Floats, shapes: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Best of many shapes for every data set, with an amplitude >= 0.

    Parameters
    ----------
    y, weights : (b, n) float64
    shapes : (g, n) float64

    Returns
    -------
    (b,) int64, (b,) float64
        Index of the shape that explains most, and its amplitude.
    """
    best, amplitude = np.empty(len(y), np.int64), np.empty(len(y))
    for start in range(0, len(y), _ROWS_PER_PASS):
        part = slice(start, start + _ROWS_PER_PASS)
        overlap = np.maximum((weights[part] * y[part]) @ shapes.T, 0.0)
        power = np.maximum(weights[part] @ (shapes**2).T, _TINY)
        choice = (overlap**2 / power).argmax(axis=1)
        rows = np.arange(choice.size)
        best[part], amplitude[part] = choice, overlap[rows, choice] / power[rows, choice]
    return best, amplitude


def power_law_minimum(
    r: Floats, y: Floats, weights: Floats, delta_range: tuple[float, float]
) -> Minimum:
    """Least-squares ``B r^(-2 Delta)``: best point of a grid, then Newton's method in a bracket.

    Parameters
    ----------
    r : (n,) float64
        Distances.
    y, weights : (b, n) float64
        Data sets and weights.
    delta_range : (low, high)
        Range of Delta.

    Returns
    -------
    Minimum
        Parameters (B, Delta) of every data set.
    """
    grid = np.linspace(*delta_range, _GRID)
    log_r = -2.0 * np.log(r)
    best, _ = best_shape(y, weights, np.exp(grid[:, None] * log_r))
    low, high = grid[np.maximum(best - 1, 0)], grid[np.minimum(best + 1, _GRID - 1)]
    Delta = grid[best]
    powers = np.stack([np.ones_like(log_r), log_r, log_r**2], axis=1)
    for _ in range(_NEWTON_STEPS):
        shape = np.exp(Delta[:, None] * log_r)
        P, P1, P2 = ((weights * y * shape) @ powers).T
        Q, Q1, Q2 = ((weights * shape**2) @ (powers * [1.0, 2.0, 4.0])).T
        # P^2 / Q rises where this is positive.
        rise, slope = 2.0 * P1 * Q - P * Q1, 2.0 * P2 * Q + P1 * Q1 - P * Q2
        rise, slope = np.where(P < 0, -rise, rise), np.where(P < 0, -slope, slope)
        low, high = np.where(rise > 0, Delta, low), np.where(rise > 0, high, Delta)
        with np.errstate(divide="ignore", invalid="ignore"):
            newton = Delta - rise / slope
        inside = (newton >= low) & (newton <= high)
        following = np.where(inside, newton, 0.5 * (low + high))
        moved = np.abs(following - Delta)
        Delta = following
        if (moved <= _CONVERGED * (1.0 + np.abs(Delta))).all():
            break
    return _at(Delta, log_r, y, weights)


def _at(Delta: Floats, log_r: Floats, y: Floats, weights: Floats) -> Minimum:
    """Amplitude, covariance and chi-square at given exponents."""
    shape = np.exp(Delta[:, None] * log_r)
    Q = np.maximum((weights * shape**2).sum(axis=1), _TINY)
    B = (weights * y * shape).sum(axis=1) / Q
    chi_square = (weights * (y - B[:, None] * shape) ** 2).sum(axis=1)
    mixed = B * ((weights * shape**2) @ log_r)
    curve = B**2 * ((weights * shape**2) @ log_r**2)
    determinant = Q * curve - mixed**2
    normal = np.stack([curve, -mixed, -mixed, Q], axis=1).reshape(-1, 2, 2)
    resolved = determinant * CONDITION_LIMIT > Q * curve
    with np.errstate(divide="ignore", invalid="ignore"):
        inverse = normal / determinant[:, None, None]
    covariance = np.where(resolved[:, None, None], inverse, np.nan)
    return Minimum(np.stack([B, Delta], axis=1), covariance, chi_square)
