"""Least squares for many small data sets at once (Levenberg and Marquardt).

The bootstrap of every class, length and estimator asks for 10^5 fits of a handful of points. One
call of ``scipy.optimize.curve_fit`` costs a millisecond; here all data sets take their steps
together. The tests hold the results against ``curve_fit``.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Model = Callable[[Floats, Floats], tuple[Floats, Floats]]
"""``model(x (n,), parameters (b, p))`` gives values (b, n) and derivatives (b, n, p)."""

_STEPS = 60
_CONVERGED = 1e-12
# Keeps the normal equations solvable where a parameter has no influence at all.
_LEAST_DAMPING = 1e-9
# Largest condition number of the scaled normal equations that still separates the parameters.
CONDITION_LIMIT = 1e14


class Minimum(NamedTuple):
    """Where the descent of every data set ended.

    Attributes
    ----------
    parameters : (b, p)
    covariance : (b, p, p)
        Inverse of ``J^T W J``; NaN where the parameters cannot be told apart.
    chi_square : (b,)
        Weighted sum of squared residuals.
    """

    parameters: Floats
    covariance: Floats
    chi_square: Floats


def minimize(model: Model, x: Floats, y: Floats, weights: Floats, start: Floats) -> Minimum:
    """Minimize ``sum_n w_n (y_n - f(x_n; p))^2`` for each data set, from its own start.

    Parameters
    ----------
    model : callable
        Values and derivatives, see :data:`Model`.
    x : (n,) float64
        Points.
    y, weights : (b, n) float64
        Data sets and weights; weight 0 leaves a point out.
    start : (b, p) float64
        Start of every descent.
    """
    parameters = start.copy()
    damping = np.full(len(y), 1e-3)
    chi_square = _chi_square(model, x, y, weights, parameters)
    active = np.isfinite(chi_square)
    for _ in range(_STEPS):
        rows = np.flatnonzero(active)
        if not rows.size:
            break
        p, w = parameters[rows], weights[rows]
        value, slope = model(x, p)
        normal = np.einsum("bn,bnp,bnq->bpq", w, slope, slope)
        gradient = np.einsum("bn,bnp->bp", w * (y[rows] - value), slope)
        step = _damped_step(normal, gradient, damping[rows])
        trial = p + step
        reached = _chi_square(model, x, y[rows], w, trial)
        better = reached <= chi_square[rows]
        gain = np.where(better, chi_square[rows] - reached, np.inf)
        parameters[rows[better]] = trial[better]
        chi_square[rows[better]] = reached[better]
        factor = np.where(better, 0.1, 8.0)
        damping[rows] = np.maximum(damping[rows] * factor, _LEAST_DAMPING)
        small = (np.abs(step) <= _CONVERGED * (1.0 + np.abs(p))).all(axis=1)
        stuck = damping[rows] > 1e12
        active[rows[(small & (better | stuck)) | stuck | (gain == 0.0)]] = False
    return Minimum(parameters, _covariance(model, x, weights, parameters), chi_square)


def _chi_square(model: Model, x: Floats, y: Floats, weights: Floats, parameters: Floats) -> Floats:
    with np.errstate(all="ignore"):
        residual = y - model(x, parameters)[0]
        total: Floats = (weights * residual**2).sum(axis=1)
    return total


def _damped_step(normal: Floats, gradient: Floats, damping: Floats) -> Floats:
    diagonal = np.einsum("bpp->bp", normal)
    scale = np.sqrt(np.where(diagonal > 0, diagonal, 1.0))
    scaled = normal / (scale[:, :, None] * scale[:, None, :])
    scaled += damping[:, None, None] * np.eye(normal.shape[1])
    finite = np.isfinite(scaled).all(axis=(1, 2)) & np.isfinite(gradient).all(axis=1)
    step = np.zeros_like(gradient)
    solution = np.linalg.solve(scaled[finite], (gradient / scale)[finite][..., None])[..., 0]
    step[finite] = solution / scale[finite]
    return step


def _covariance(model: Model, x: Floats, weights: Floats, parameters: Floats) -> Floats:
    with np.errstate(all="ignore"):
        _, slope = model(x, parameters)
        normal = np.einsum("bn,bnp,bnq->bpq", weights, slope, slope)
        scale = np.sqrt(np.einsum("bpp->bp", normal))
        outer = scale[:, :, None] * scale[:, None, :]
        scaled = normal / outer
    covariance = np.full_like(normal, np.nan)
    usable = np.isfinite(scaled).all(axis=(1, 2))
    usable[usable] = np.linalg.cond(scaled[usable]) < CONDITION_LIMIT
    covariance[usable] = np.linalg.inv(scaled[usable]) / outer[usable]
    return covariance
