"""Burn-in and spacing of a Monte Carlo run, decided from measured autocorrelation times."""

import math
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import SamplingError
from rgflow.stats.autocorrelation import ChainTooShortError, integrated_time

FIRST_WINDOW = 32
"""Steps before the first measured window; each later window doubles the steps made so far."""

WINDOW_TAUS = 12
"""Least length of the measured window in autocorrelation times; the burn-in is twice as long."""

PILOT_CHAINS = 128
"""Chains, at most, whose energy and |m| are followed during the burn-in."""

_POINTS = 64  # measurements, at most, of one window


class Ensemble(Protocol):
    """Independent Markov chains of lattices that advance together."""

    chains: int

    def advance(self, steps: int) -> None:
        """Make `steps` steps of every chain."""

    def count(self, broken: NDArray[np.int64], up: NDArray[np.int64]) -> None:
        """Count broken bonds and up spins of the first ``len(up)`` chains."""

    def write(self, spins: NDArray[np.int8], flip: NDArray[np.bool_]) -> None:
        """Write the first ``len(spins)`` chains, with all spins reversed where `flip`."""


class Equilibrium(NamedTuple):
    """What the burn-in of an ensemble taught, in steps of its algorithm."""

    burn_in: int
    spacing: int
    tau_energy: float
    tau_abs_m: float


def equilibrate(ensemble: Ensemble, L: int, *, safety: float, max_sweeps: int) -> Equilibrium:
    """Advance `ensemble` until it has forgotten its start, and choose the spacing of samples.

    Windows of 32, 64, 128, ... steps are followed, each as long as everything before it. The run
    is taken as equilibrated when its last window is longer than `WINDOW_TAUS` times the larger
    autocorrelation time of energy and |m| in that window. A window that still drifts shows a
    larger time, because the mean subtracted is that over all chains and the whole window.

    Parameters
    ----------
    ensemble : Ensemble
        Chains at their start; afterwards they are in equilibrium.
    L : int
        Sites a side.
    safety : float
        Stored configurations are ``ceil(2 tau * safety)`` steps apart.
    max_sweeps : int
        Steps after which an ensemble that has not equilibrated is given up.

    Raises
    ------
    SamplingError
        If `max_sweeps` steps do not suffice; it says the autocorrelation time found so far.
    """
    ensemble.advance(FIRST_WINDOW)
    done = FIRST_WINDOW
    while True:
        window, done = done, 2 * done
        if done > max_sweeps:
            raise SamplingError(
                f"no equilibrium within {max_sweeps} sweeps at L = {L}",
                remedy="raise max_sweeps or choose another algorithm",
            )
        stride = max(1, window // _POINTS)
        energy, abs_m = _follow(ensemble, L, window // stride, stride)
        try:
            tau_energy = stride * integrated_time(energy, min_taus=WINDOW_TAUS).tau
            tau_abs_m = stride * integrated_time(abs_m, min_taus=WINDOW_TAUS).tau
        except ChainTooShortError as short:
            if 2 * done > max_sweeps:
                least = stride * short.estimate
                raise SamplingError(
                    f"no equilibrium within {max_sweeps} sweeps at L = {L}: the autocorrelation "
                    f"time is at least {least:.3g} sweeps",
                    remedy=f"allow max_sweeps = {math.ceil(8 * WINDOW_TAUS * least)} or choose "
                    "another algorithm",
                ) from short
            continue
        spacing = max(1, math.ceil(2.0 * safety * max(tau_energy, tau_abs_m)))
        return Equilibrium(done, spacing, tau_energy, tau_abs_m)


def _follow(
    ensemble: Ensemble, L: int, points: int, stride: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Broken bonds and |M| of the pilot chains, (chains, points), every `stride` steps."""
    chains = min(PILOT_CHAINS, ensemble.chains)
    broken, up = np.empty((2, points, chains), np.int64)
    for k in range(points):
        ensemble.advance(stride)
        ensemble.count(broken[k], up[k])
    return broken.T, np.abs(2 * up.T - L**2)
