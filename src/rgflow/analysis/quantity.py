"""A measured number with its spread over seeds and a confidence interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rgflow.stats import summary
from rgflow.stats.estimate import student_interval

LEVEL = 0.95
"""Coverage of the intervals that the rules of the ledger look at."""
SMALLEST_SHARE = 0.5
"""A number is judged if at least this share of the seeds, and two of them, has an answer."""


@dataclass(frozen=True)
class Quantity:
    """A measured number of one reading of a claim.

    Attributes
    ----------
    name : str
        What was measured, in words or symbols.
    value, error : float
        Mean and standard error: over seeds where there are several trainings, else of the one data
        set (bootstrap, jackknife or counting). NaN where there is no answer.
    dof : float
        Degrees of freedom of the error; infinite where it is not estimated from a few numbers.
    units : str
        Units of all numbers.
    regression_error : float
        Standard error of the regression, as the paper quotes it; mean over seeds.
    paper, exact : float
        What the paper says; the exact value for this lattice and this very estimator.
    seeds : tuple of float
        Each seed's number, NaN for a seed without an answer; empty for a single data set.
    """

    name: str
    value: float
    error: float
    dof: float = np.inf
    units: str = "1"
    regression_error: float = np.nan
    paper: float = np.nan
    exact: float = np.nan
    seeds: tuple[float, ...] = ()

    @cached_property
    def interval(self) -> tuple[float, float]:
        """Lower and upper end of the two-sided Student-t interval; NaN if undetermined."""
        if not np.isfinite(self.value) or not np.isfinite(self.error):
            return np.nan, np.nan
        estimate = student_interval(self.value, self.error, self.dof, LEVEL)
        return float(estimate.low), float(estimate.high)

    @property
    def answered(self) -> int:
        """How many seeds have an answer."""
        return int(np.isfinite(self.seeds).sum())

    @cached_property
    def two_peaks(self) -> float:
        """Probability that one normal peak splits as well as the seeds do; NaN below four seeds."""
        if self.answered < 4:
            return np.nan
        return summary.two_peaks(np.array(self.seeds)).p_value


def over_seeds(
    name: str,
    seeds: Sequence[float],
    *,
    units: str = "1",
    regression_errors: Sequence[float] = (),
    paper: float = np.nan,
    exact: float = np.nan,
) -> Quantity:
    """Return the number whose replicates are independent trainings.

    With fewer than two answers, or answers of less than half of the seeds, the mean of what there
    is stands without an error, and no rule can decide by it.
    """
    values = np.array(seeds, np.float64)
    answered = int(np.isfinite(values).sum())
    estimate = summary.over_seeds(values)
    enough = answered >= 2 and answered >= SMALLEST_SHARE * values.size
    usable = [value for value in regression_errors if np.isfinite(value)]
    return Quantity(
        name,
        float(estimate.value),
        float(estimate.standard_error) if enough else np.nan,
        max(answered - 1, 1),
        units,
        float(np.mean(usable)) if usable else np.nan,
        paper,
        exact,
        tuple(values.tolist()),
    )


def across(
    name: str,
    values: Sequence[tuple[float, float]],
    *,
    units: str = "1",
    paper: float = np.nan,
    exact: float = np.nan,
) -> Quantity:
    """Return a number over seeds, or the only one there is with its own error.

    Parameters
    ----------
    name : str
        What was measured.
    values : sequence of (value, error)
        One a file; the errors of several files are left to the spread between them.
    units, paper, exact
        As of :class:`Quantity`.
    """
    if len(values) == 1:
        return Quantity(name, *values[0], units=units, paper=paper, exact=exact)
    singles = [value for value, _ in values]
    return over_seeds(name, singles, units=units, paper=paper, exact=exact)
