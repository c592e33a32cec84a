"""Summaries over independent replications: training seeds are the unit."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from rgflow.errors import ParameterError
from rgflow.stats.estimate import Estimate, Floats, student_interval


def over_seeds(values: Floats, level: float = 0.95) -> Estimate:
    """Mean over the first axis with its standard error and Student-t interval.

    Parameters
    ----------
    values : (n_seeds, ...) float64
        One number per seed; seeds without an answer (NaN) are left out, and one remaining seed
        leaves a value without an error.
    level : float
        Coverage of the intervals.
    """
    present = np.isfinite(values)
    n = present.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(present, values, 0.0).sum(axis=0) / n
        scatter = np.where(present, (values - mean) ** 2, 0.0).sum(axis=0)
        error = np.sqrt(scatter / (n - 1) / n)
    return student_interval(mean, error, n - 1, level)


@dataclass(frozen=True)
class TwoPeaks:
    """Whether values look as if drawn from two peaks rather than one.

    Attributes
    ----------
    low, high : float
        Means of the two groups of the best split.
    share_low : float
        Share of the values in the lower group.
    explained : float
        Share of the variance that the split explains.
    p_value : float
        Probability that as many values of one normal peak are split as well or better; small
        values hint at two peaks.
    """

    low: float
    high: float
    share_low: float
    explained: float
    p_value: float


def two_peaks(values: Floats) -> TwoPeaks:
    """Split values into the two groups that explain most variance, and judge against one normal.

    Parameters
    ----------
    values : (n,) float64
        At least four values.

    Raises
    ------
    ParameterError
        With fewer than four finite values.
    """
    ordered = np.sort(values[np.isfinite(values)])
    if ordered.size < 4:
        raise ParameterError(f"{ordered.size} values cannot show two peaks")
    explained, split = _best_split(ordered[None])
    cut = int(split[0])
    null = _null_distribution(ordered.size)
    # The observed sample counts as one of the null's, so that p is never zero.
    p_value = (1 + np.count_nonzero(null >= explained[0])) / (1 + null.size)
    return TwoPeaks(
        float(ordered[:cut].mean()),
        float(ordered[cut:].mean()),
        cut / ordered.size,
        float(explained[0]),
        float(p_value),
    )


def _best_split(ordered: Floats) -> tuple[Floats, np.ndarray]:
    """Explained share and place of the best split of each sorted row ``(b, n)``."""
    n = ordered.shape[1]
    centred = ordered - ordered.mean(axis=1, keepdims=True)
    left = centred.cumsum(axis=1)[:, :-1]
    size = np.arange(1, n)
    between = left**2 * n / (size * (n - size))
    total = (centred**2).sum(axis=1)
    place = between.argmax(axis=1)
    best = between[np.arange(len(ordered)), place]
    with np.errstate(invalid="ignore"):
        return np.where(total > 0, best / total, 0.0), place + 1


@lru_cache(maxsize=64)
def _null_distribution(n: int) -> Floats:
    """Explained shares of samples of one normal peak; the same numbers in every run."""
    rng = np.random.Generator(np.random.Philox(n))
    return _best_split(np.sort(rng.standard_normal((4000, n)), axis=1))[0]
