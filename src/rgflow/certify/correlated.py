"""Errors of means over correlated chains, from the file order alone."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rgflow.stats.autocorrelation import integrated_time

Floats = NDArray[np.float64]

BATCH_TAUS = 10
"""Length of a batch in autocorrelation times; its mean is then all but independent of the next."""

FEWEST_BATCHES, MOST_BATCHES = 10, 400

_LONGEST = 1 << 14  # steps of all chains that an autocorrelation time is summed over


def autocorrelation_time(series: Floats) -> float:
    """Integrated autocorrelation time of chains (chains, n) in steps, 1/2 if independent.

    Long series are averaged in runs of neighbours first: tau sigma^2 does not change by it.
    """
    chains, n = series.shape
    variance = float(series.var())
    if n < 2 or np.ptp(series) < 1e-12:
        return 0.5
    run = min(max(1, series.size // _LONGEST), max(1, n // 64))
    means = series[:, : n // run * run].reshape(chains, -1, run).mean(axis=2)
    tau = integrated_time(means, min_taus=0).tau
    return max(0.5, run * tau * float(means.var()) / variance)


def autocorrelation(series: Floats, longest: int) -> Floats:
    """Normalised autocorrelation of chains (chains, n) at lags 0 ... longest, below n."""
    deviation = series - series.mean()
    variance = float(np.mean(deviation**2)) or 1.0
    n = series.shape[1]
    lags = range(min(longest, n - 1) + 1)
    return np.array(
        [np.mean(deviation[:, : n - lag] * deviation[:, lag:]) / variance for lag in lags]
    )


@dataclass(frozen=True)
class Batches:
    """How chains are cut into batches whose means are taken as independent.

    Attributes
    ----------
    chains, steps : int
        Shape of the series.
    per_chain : int
        Batches of each chain; 1 makes the chains themselves the unit.
    tau : float
        Longest autocorrelation time, in steps.
    """

    chains: int
    steps: int
    per_chain: int
    tau: float

    @property
    def count(self) -> int:
        """Batches of all chains."""
        return self.chains * self.per_chain

    @property
    def inflation(self) -> float:
        """Variance of a batch's mean that its neighbours share: it is missing from the scatter."""
        if self.per_chain == 1:
            return 1.0
        return 1.0 / max(0.2, 1.0 - self.tau * self.per_chain / self.steps)

    def means(self, series: Floats) -> Floats:
        """Return the means of all batches, (..., count), of series (..., chains, n)."""
        edges = np.arange(self.per_chain) * self.steps // self.per_chain
        sizes = np.diff(np.append(edges, self.steps))
        means = np.add.reduceat(series, edges, axis=-1) / sizes
        return np.asarray(means.reshape(*series.shape[:-2], self.count))

    def error(self, series: Floats) -> float:
        """Return the standard error of the mean of one series by the scatter of its batches."""
        return float(self.means(series).std(ddof=1) * math.sqrt(self.inflation / self.count))


def cut(chains: int, steps: int, tau: float) -> Batches:
    """Choose batches of `BATCH_TAUS` * tau steps, or shorter ones where they would be too few."""
    independent = max(1, int(steps / (BATCH_TAUS * max(tau, 0.8))))
    wanted = min(independent, max(1, MOST_BATCHES // chains))
    fewest = min(steps, -(-FEWEST_BATCHES // chains))
    return Batches(chains, steps, max(wanted, fewest), tau)
