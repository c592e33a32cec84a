"""Integrated autocorrelation time of one or several Markov chains."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rgflow.errors import ParameterError, SamplingError


class ChainTooShortError(SamplingError):
    """A chain is too short for the autocorrelation time that it shows.

    Attributes
    ----------
    estimate : float
        Integrated autocorrelation time estimated so far, in steps: a lower bound in practice.
    """

    def __init__(self, what: str, *, estimate: float, remedy: str) -> None:
        self.estimate = estimate
        super().__init__(what, remedy=remedy)


class AutocorrelationTime(NamedTuple):
    """Integrated autocorrelation time, its standard error and the window of the sum, in steps."""

    tau: float
    error: float
    window: int


def integrated_time(
    series: ArrayLike, *, window: float = 6.0, min_taus: float = 50.0
) -> AutocorrelationTime:
    """Integrated autocorrelation time ``tau = 1/2 + sum_{t>=1} rho(t)`` with a self-set window.

    The sum stops at the first M >= `window` * tau(M), as in A. Sokal's lecture notes and
    N. Madras and A. Sokal, J. Stat. Phys. 50, 109 (1988); the error is their
    ``tau sqrt((4 M + 2) / N)``. One independent sample costs ``2 tau`` steps. The mean subtracted
    is that over all chains and steps, so that chains which disagree about it show up as a
    correlation that does not decay.

    Parameters
    ----------
    series : array_like (chains, steps) or (steps,)
        Observable of each chain. A constant series has tau = 1/2.
    window : float
        Width of the window in units of tau.
    min_taus : float
        Least length of a chain in units of tau.

    Raises
    ------
    ChainTooShortError
        If a chain has fewer than `min_taus` * tau steps; it carries the estimate.
    ParameterError
        If there are fewer than two steps or a value is not finite.
    """
    x = np.atleast_2d(np.asarray(series, dtype=np.float64))
    if x.ndim != 2 or x.shape[1] < 2 or not np.all(np.isfinite(x)):
        raise ParameterError(
            f"series of shape {x.shape}",
            remedy="give finite values of shape (chains, steps), at least two steps",
        )
    steps = x.shape[1]
    deviation = np.ascontiguousarray(x.T) - x.mean()
    if not deviation.any():
        return AutocorrelationTime(0.5, 0.0, 0)
    variance = _autocovariance(deviation, 0)
    tau, lag = 0.5, 0
    while lag < max(1.0, window * tau) and lag < steps - 1:
        lag += 1
        tau += _autocovariance(deviation, lag) / variance
    tau = max(0.5, tau)  # alternating correlations can take the sum below independence
    if steps < min_taus * tau:
        raise ChainTooShortError(
            f"{steps} steps a chain for an autocorrelation time of about {tau:.3g} steps",
            estimate=tau,
            remedy=f"run at least {int(np.ceil(min_taus * tau))} steps a chain",
        )
    return AutocorrelationTime(tau, tau * float(np.sqrt((4 * lag + 2) / x.size)), lag)


def _autocovariance(deviation: NDArray[np.float64], lag: int) -> float:
    """Return < d_i d_{i+lag} > of deviations (steps, chains), over steps and chains."""
    steps = len(deviation) - lag
    # no BLAS: its sums depend on the number of threads, and spacings are decided from them
    product = np.einsum("tc,tc->", deviation[:steps], deviation[lag:])
    return float(product) / (steps * deviation.shape[1])
