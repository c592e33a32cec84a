"""The judgement of a run: its mean energy against Kaufman's exact one."""

import math

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import SamplingError
from rgflow.models.ising.kaufman import EnergyMoments

FALSE_ALARM_RATE = 1e-6
"""Probability that a correct run is refused for its mean energy, two-sided."""

LARGEST_Z = 4.892
"""|z| of the mean energy that a correct run exceeds with probability `FALSE_ALARM_RATE`."""


def require_exact_energy(z: float, run: str) -> None:
    """Refuse the run described by `run` if its energy's score `z` is beyond `LARGEST_Z`.

    Raises
    ------
    SamplingError
        If it is.
    """
    if abs(z) > LARGEST_Z:
        raise SamplingError(
            f"{run}: the mean energy is {z:.1f} standard errors from the exact value (refused "
            f"beyond {LARGEST_Z}, which a correct run exceeds with probability "
            f"{FALSE_ALARM_RATE:g})",
            remedy="raise safety, or choose another algorithm and report this one",
        )


def energy_deviation(energy: NDArray[np.int64], L: int, exact: EnergyMoments, tau: float) -> float:
    """Deviation of the mean energy from Kaufman's, as a standard normal score.

    The excess energy above the ground state is compared with a Poisson number of quanta of the
    same mean and variance (exact variance times ``2 tau``) by the signed root of its deviance.
    With many excitations that is (mean - exact) / error; with few, near T = 0, it stays normal
    where the plain ratio would see one rare excitation as a large deviation.

    Parameters
    ----------
    energy : int64 array (n,)
        Total energies.
    L : int
        Sites a side.
    exact : EnergyMoments
        Kaufman's moments at the temperature of the run.
    tau : float
        Integrated autocorrelation time of `energy` in units of its spacing.
    """
    n = len(energy)
    excess = float(np.sum(energy + 2 * L**2))
    expected = n * L**2 * (exact.per_site + 2)
    if expected <= 0:  # T so low that exp(-8/T) underflows
        return math.inf if excess else 0.0
    quantum = n * exact.variance * 2 * tau / expected
    count, mean = excess / quantum, expected / quantum
    surprise = count * math.log(count / mean) if count else 0.0
    deviance = max(0.0, 2 * (surprise - (count - mean)))
    return math.copysign(math.sqrt(deviance), count - mean)
