"""The judgement of a run: its mean energy against the exact one."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import SamplingError

FALSE_ALARM_RATE = 1e-6
"""Probability that a correct run is refused for its mean energy, two-sided."""

LARGEST_Z = 4.892
"""|z| of the mean energy that a correct run exceeds with probability `FALSE_ALARM_RATE`."""


def require_exact_energy(z: float, run: str) -> None:
    """Refuse the run described by `run` if its energy's score `z` is beyond `LARGEST_Z`, or NaN.

    Raises
    ------
    SamplingError
        If it is.
    """
    if not abs(z) <= LARGEST_Z:
        raise SamplingError(
            f"{run}: the mean energy is {z:.1f} standard errors from the exact value (refused "
            f"beyond {LARGEST_Z}, which a correct run exceeds with probability "
            f"{FALSE_ALARM_RATE:g})",
            remedy="raise safety, or choose another algorithm and report this one",
        )


def energy_deviation(excess: NDArray[Any], mean: float, variance: float, tau: float) -> float:
    """Deviation of a mean energy from the exact one, as a standard normal score.

    The excess energy above the ground state is compared with a Poisson number of quanta of the
    same mean and variance (exact variance times ``2 tau``) by the signed root of its deviance.
    With many excitations that is (mean - exact) / error; with few, near T = 0, it stays normal
    where the plain ratio would see one rare excitation as a large deviation.

    Parameters
    ----------
    excess : array (n,)
        Total energies above the ground state.
    mean, variance : float
        Exact moments of one of them.
    tau : float
        Integrated autocorrelation time of `excess` in units of its spacing.
    """
    n = len(excess)
    total = float(np.sum(excess))
    expected = n * mean
    if expected <= 0:  # T so low that the Boltzmann factor of an excitation underflows
        return math.inf if total else 0.0
    if not variance > 0:  # wrong or NaN: no score, which is refused
        return math.nan
    quantum = n * variance * 2 * tau / expected
    count, predicted = total / quantum, expected / quantum
    surprise = count * math.log(count / predicted) if count > 0 else 0.0
    deviance = 2 * (surprise - (count - predicted))
    return math.copysign(math.sqrt(deviance) if deviance > 0 else 0.0, count - predicted)
