"""Batches of data sets on their way into a fit, and of answers on their way out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.stats.estimate import (
    AT_BOUND,
    DEGENERATE,
    OK,
    TOO_FEW,
    Estimate,
    Floats,
    student_interval,
)
from rgflow.stats.least_squares import Minimum


@dataclass(frozen=True)
class Fit:
    """Fits of a batch of data sets, shape ``(...)`` each.

    Attributes
    ----------
    parameters : mapping of str to Estimate
        Also reached by ``fit[name]``.
    dof : (...) int64
        Points minus parameters.
    chi_square : (...) float64
        Sum of squared residuals, in units of the given errors if there are any.
    status : (...) int8
        OK, TOO_FEW, AT_BOUND or DEGENERATE of :mod:`rgflow.stats.estimate`.
    """

    parameters: Mapping[str, Estimate]
    dof: NDArray[np.int64]
    chi_square: Floats
    status: NDArray[np.int8]

    def __getitem__(self, name: str) -> Estimate:
        """Return one parameter's estimates."""
        return self.parameters[name]


@dataclass(frozen=True)
class DataSets:
    """Data sets flattened to ``(b, n)``, with weights that are zero for missing points."""

    x: Floats
    y: Floats
    weights: Floats
    shape: tuple[int, ...]

    @classmethod
    def of(cls, x: Any, y: Any, sigma: Any) -> "DataSets":
        """Flatten ``y (..., n)`` and its errors; what is not finite gets weight zero."""
        x, y = np.asarray(x, np.float64), np.asarray(y, np.float64)
        errors = np.broadcast_to(1.0 if sigma is None else np.asarray(sigma, np.float64), y.shape)
        usable = np.isfinite(y) & np.isfinite(errors) & (errors > 0) & np.isfinite(x)
        with np.errstate(divide="ignore"):
            weights = np.where(usable, 1.0 / errors**2, 0.0)
        return cls(
            np.where(np.isfinite(x), x, 1.0),
            np.where(usable, y, 0.0).reshape(-1, x.size),
            weights.reshape(-1, x.size),
            y.shape[:-1],
        )

    def dof(self, n_parameters: int) -> NDArray[np.int64]:
        """Points minus parameters, ``(b,)``."""
        return np.count_nonzero(self.weights, axis=1) - n_parameters

    def status(
        self,
        minimum: Minimum,
        *,
        n_parameters: int,
        at_bound: NDArray[np.bool_],
        degenerate: NDArray[np.bool_],
    ) -> NDArray[np.int8]:
        """Judge every fit ``(b,)`` from where its descent ended."""
        unresolved = ~np.isfinite(minimum.covariance).all(axis=(1, 2))
        status = np.where(at_bound, AT_BOUND, OK)
        status = np.where(degenerate | (unresolved & ~at_bound), DEGENERATE, status)
        return np.where(self.dof(n_parameters) < 0, TOO_FEW, status).astype(np.int8)

    def fit(
        self,
        names: tuple[str, ...],
        minimum: Minimum,
        status: NDArray[np.int8],
        absolute: bool,
        level: float,
    ) -> Fit:
        """Give the answers their errors, the others NaN, and all the original shape."""
        dof = self.dof(len(names))
        answered = status == OK
        variance = np.einsum("bpp->bp", minimum.covariance)
        with np.errstate(invalid="ignore", divide="ignore"):
            scatter = 1.0 if absolute else (minimum.chi_square / np.maximum(dof, 1))[:, None]
            errors = np.where(answered[:, None], np.sqrt(variance * scatter), np.nan)
        values = np.where(answered[:, None], minimum.parameters, np.nan)
        estimates = {}
        for k, name in enumerate(names):
            one = student_interval(values[:, k], errors[:, k], dof, level)
            estimates[name] = Estimate(
                one.value.reshape(self.shape),
                one.standard_error.reshape(self.shape),
                one.low.reshape(self.shape),
                one.high.reshape(self.shape),
            )
        return Fit(
            estimates,
            dof.reshape(self.shape),
            minimum.chi_square.reshape(self.shape),
            status.reshape(self.shape),
        )
