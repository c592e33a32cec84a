"""Errors from sums over blocks of configurations: jackknife and bootstrap.

A block is a run of neighbouring configurations of one Monte Carlo series, long against the
autocorrelation time, or one independently trained machine; blocks are the units that are left out
or drawn again. Both methods are expressed as multiplicities of the blocks, so that every statistic
that is a function of weighted block sums (means, correlators, fits of them) takes its replicates
in one call: ``replicates = statistic(weights @ block_sums)``.
"""

import numpy as np

from rgflow.stats.blocks import require_blocks
from rgflow.stats.estimate import Estimate, Floats, student_interval


def jackknife_weights(n_blocks: int) -> Floats:
    """Leave-one-out multiplicities ``(n_blocks, n_blocks)``: ones with a zero diagonal.

    Raises
    ------
    ParameterError
        With fewer than two blocks.
    """
    require_blocks(n_blocks)
    return 1.0 - np.eye(n_blocks)


def bootstrap_weights(n_blocks: int, repetitions: int, rng: np.random.Generator) -> Floats:
    """Multiplicities ``(repetitions, n_blocks)`` of blocks drawn with replacement.

    Raises
    ------
    ParameterError
        With fewer than two blocks.
    """
    require_blocks(n_blocks)
    return rng.multinomial(n_blocks, np.full(n_blocks, 1.0 / n_blocks), repetitions).astype(float)


def jackknife(estimate: Floats, replicates: Floats, level: float = 0.95) -> Estimate:
    """Estimate with jackknife errors and Student-t intervals.

    Parameters
    ----------
    estimate : (...) float64
        The statistic of all blocks.
    replicates : (n_blocks, ...) float64
        The statistic with each block left out.
    level : float
        Coverage of the intervals; ``n_blocks - 1`` degrees of freedom.
    """
    n = len(replicates)
    deviation = replicates - replicates.mean(axis=0)
    error = np.sqrt((n - 1) / n * (deviation**2).sum(axis=0))
    return student_interval(estimate, error, n - 1, level)


def bootstrap(estimate: Floats, replicates: Floats, n_blocks: int, level: float = 0.95) -> Estimate:
    """Estimate with bootstrap errors and Student-t intervals.

    Drawing n blocks out of n makes the replicates too narrow by ``sqrt((n - 1) / n)``; the error is
    corrected for it. Replicates without an answer (NaN) are left out; if fewer than half have one,
    neither has the error.

    Parameters
    ----------
    estimate : (...) float64
        The statistic of all blocks.
    replicates : (repetitions, ...) float64
        The statistic of drawn blocks.
    n_blocks : int
        Number of blocks drawn from; ``n_blocks - 1`` degrees of freedom.
    level : float
        Coverage of the intervals.
    """
    present = np.isfinite(replicates)
    number = present.sum(axis=0)
    filled = np.where(present, replicates, 0.0)
    divisor = np.maximum(number, 1)
    mean = filled.sum(axis=0) / divisor
    scatter = np.where(present, (replicates - mean) ** 2, 0.0).sum(axis=0)
    error = np.sqrt(scatter / np.maximum(number - 1, 1) * n_blocks / (n_blocks - 1))
    error = np.where(2 * number >= len(replicates), error, np.nan)
    return student_interval(estimate, error, n_blocks - 1, level)


def block_length(n: int, tau: float, *, least_blocks: int = 10) -> int:
    """Length of blocks of a series: ten autocorrelation times, but at least `least_blocks` blocks.

    Parameters
    ----------
    n : int
        Length of the series.
    tau : float
        Integrated autocorrelation time in stored configurations (1/2 for independent ones).
    least_blocks : int
        Fewest blocks that still give a usable error of the error.
    """
    return max(1, min(round(10 * 2 * tau) if tau > 0.5 else 1, n // least_blocks))
