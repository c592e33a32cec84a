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


def autocovariance(series: ArrayLike) -> NDArray[np.float64]:
    """Autocovariance of equally long chains, averaged over chains.

    Parameters
    ----------
    series : array_like (chains, steps) or (steps,)
        Observable of each chain. The mean over all chains and steps is subtracted, so that
        chains which disagree about the mean show up as a correlation that does not decay.

    Returns
    -------
    float64 array (steps,)
        ``C(t) = < (x_i - m) (x_{i+t} - m) >``.
    """
    x = np.atleast_2d(np.asarray(series, dtype=np.float64))
    steps = x.shape[1]
    padded = np.fft.rfft(x - x.mean(), n=2 * steps, axis=1)
    power = np.mean(padded.real**2 + padded.imag**2, axis=0)
    return np.fft.irfft(power)[:steps] / np.arange(steps, 0, -1)


def integrated_time(
    series: ArrayLike, *, window: float = 6.0, min_taus: float = 50.0
) -> AutocorrelationTime:
    """Integrated autocorrelation time ``tau = 1/2 + sum_{t>=1} rho(t)`` with a self-set window.

    The sum stops at the first M >= `window` * tau(M), as in A. Sokal's lecture notes and
    N. Madras and A. Sokal, J. Stat. Phys. 50, 109 (1988); the error is their
    ``tau sqrt((4 M + 2) / N)``. One independent sample costs ``2 tau`` steps.

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
    if np.all(x == x[0, 0]):
        return AutocorrelationTime(0.5, 0.0, 0)
    covariance = autocovariance(x)
    partial = np.cumsum(covariance / covariance[0]) - 0.5
    enough = np.nonzero(np.arange(steps) >= window * partial)[0]
    stop = int(enough[0]) if len(enough) else steps - 1
    # alternating correlations can take the sum below that of independent samples
    tau = max(0.5, float(partial[stop]))
    if steps < min_taus * tau:
        raise ChainTooShortError(
            f"{steps} steps a chain for an autocorrelation time of about {tau:.3g} steps",
            estimate=tau,
            remedy=f"run at least {int(np.ceil(min_taus * tau))} steps a chain",
        )
    return AutocorrelationTime(tau, tau * float(np.sqrt((4 * stop + 2) / x.size)), stop)
