"""Numbers with their errors, or the reason why there are none. Everything is an array."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

OK, TOO_FEW, AT_BOUND, DEGENERATE = range(4)
"""Status codes of a fit, in the order of the fit stage's contract."""


@dataclass(frozen=True)
class Estimate:
    """Values with standard errors and confidence intervals, all of one shape; NaN: undetermined."""

    value: Floats
    standard_error: Floats
    low: Floats
    high: Floats


def student_interval(value: Any, standard_error: Any, dof: Any, level: float = 0.90) -> Estimate:
    """Estimate with two-sided Student-t intervals.

    Parameters
    ----------
    value, standard_error : array_like of float
        Estimates and their standard errors.
    dof : array_like of int
        Degrees of freedom of the errors; below 1 there is no error to quote: NaN.
    level : float
        Coverage, 0.90 as in the paper.
    """
    from scipy.special import stdtrit

    value, dof = np.asarray(value, np.float64), np.asarray(dof)
    error = np.where(dof >= 1, standard_error, np.nan)
    # Batches have few distinct degrees of freedom, and the quantile is dear.
    distinct, place = np.unique(np.maximum(dof, 1), return_inverse=True)
    quantile = stdtrit(distinct, 0.5 * (1.0 + level))[place].reshape(dof.shape)
    reach = quantile * error
    return Estimate(value, error, value - reach, value + reach)
