"""What is measured, and a measured number with its spread over seeds and its interval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from rgflow.config.temperatures import T_CRITICAL
from rgflow.stats import summary
from rgflow.stats.estimate import student_interval

LEVEL = 0.95
"""Coverage of the intervals that the rules of the ledger look at."""
SMALLEST_SHARE = 0.5
"""A number is judged if at least this share of the seeds, and two of them, has an answer."""
Coordinate = float | int | str


@dataclass(frozen=True)
class Measurand:
    """What a number is of: a key for rules and programs, words for pages.

    Attributes
    ----------
    key : str
        Like ``"delta_sigma"``; the same at all coordinates.
    words : str
        Words or symbols for pages, with the coordinates in braces: ``"Δ_σ at {near_temperature}"``.
    units : str
        Units of the number.
    paper : float
        What the paper says; NaN if nothing.
    coordinates : mapping
        Class, layer, length ... that the number belongs to, by name.
    """

    key: str
    words: str
    units: str = "1"
    paper: float = np.nan
    coordinates: Mapping[str, Coordinate] = field(default_factory=dict)

    def at(self, **coordinates: Coordinate) -> "Measurand":
        """Return the same at further coordinates."""
        return replace(self, coordinates={**self.coordinates, **coordinates})

    @property
    def name(self) -> str:
        """Name in words, the coordinates filled in; the critical temperature is called T_c."""
        return self.words.format_map(self.shown())

    def shown(self) -> dict[str, str]:
        """Return the coordinates as they are written."""
        return {key: _shown(at) for key, at in self.coordinates.items()}


def _shown(coordinate: Coordinate) -> str:
    if not isinstance(coordinate, float):
        return str(coordinate)
    return "T_c" if abs(coordinate - T_CRITICAL) < 1e-6 else f"{coordinate:g}"


@dataclass(frozen=True)
class Quantity:
    """A measured number of one reading of a claim.

    Attributes
    ----------
    of : Measurand
        What was measured.
    value, error : float
        Mean and standard error: over seeds where there are several trainings, else of the one data
        set (bootstrap, jackknife or counting). NaN where there is no answer.
    dof : float
        Degrees of freedom of the error; infinite where it is not estimated from a few numbers.
    regression_error : float
        Standard error of the regression, as the paper quotes it; mean over seeds.
    exact : float
        The exact value for this lattice and this very estimator.
    seeds : tuple of float
        Each seed's number, NaN for a seed without an answer; empty for a single data set.
    """

    of: Measurand
    value: float
    error: float
    dof: float = np.inf
    regression_error: float = np.nan
    exact: float = np.nan
    seeds: tuple[float, ...] = ()

    @property
    def key(self) -> str:
        """Key of what was measured."""
        return self.of.key

    @property
    def name(self) -> str:
        """Name of what was measured, in words."""
        return self.of.name

    @property
    def units(self) -> str:
        """Units of all numbers."""
        return self.of.units

    @property
    def paper(self) -> float:
        """What the paper says, NaN if nothing."""
        return self.of.paper

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
    of: Measurand,
    seeds: Sequence[float],
    *,
    regression_errors: Sequence[float] = (),
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
        of,
        float(estimate.value),
        float(estimate.standard_error) if enough else np.nan,
        max(answered - 1, 1),
        float(np.mean(usable)) if usable else np.nan,
        exact,
        tuple(values.tolist()),
    )


def across(
    of: Measurand, values: Sequence[tuple[float, float]], *, exact: float = np.nan
) -> Quantity:
    """Return a number over seeds, or the only one there is with its own error.

    Parameters
    ----------
    of : Measurand
        What was measured.
    values : sequence of (value, error)
        One per file; the errors of several files are left to the spread between them.
    exact : float
        The exact value.
    """
    if len(values) == 1:
        return Quantity(of, *values[0], exact=exact)
    return over_seeds(of, [value for value, _ in values], exact=exact)
