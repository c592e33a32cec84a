"""How far a thermometer is from the exact one, on the same configurations."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Calibration:
    """A thermometer against the exact posterior.

    Attributes
    ----------
    divergence : float
        Mean Kullback-Leibler divergence of its class probabilities from the exact ones, in nats:
        zero for the exact thermometer, and the expected excess of its cross-entropy.
    agreement : float
        Share of configurations read as the exact thermometer reads them.
    bias, spread : (K,) float64
        Mean and standard deviation of (its temperature - the exact thermometer's), by the class
        of the exact reading; NaN where that class is never read.
    count : (K,) int64
        Configurations of each class of the exact reading.
    """

    divergence: float
    agreement: float
    bias: NDArray[np.float64]
    spread: NDArray[np.float64]
    count: NDArray[np.int64]


def calibrate(
    log_probability: NDArray[Any],
    log_posterior: NDArray[np.float64],
    temperatures: NDArray[np.float64],
) -> Calibration:
    """Compare class probabilities with the exact ones.

    Parameters
    ----------
    log_probability, log_posterior : (n, K)
        Of the thermometer and of the exact posterior for the same configurations.
    temperatures : (K,) float64
        Class temperatures.
    """
    exact = np.exp(log_posterior)
    # The posterior of T = 0 is exactly zero above the ground state.
    gap = np.zeros_like(exact)
    np.subtract(log_posterior, log_probability, out=gap, where=exact > 0)
    read, truth = log_probability.argmax(axis=1), log_posterior.argmax(axis=1)
    shift = temperatures[read] - temperatures[truth]
    count = np.bincount(truth, minlength=len(temperatures))
    with np.errstate(invalid="ignore"):
        bias = np.bincount(truth, shift, len(temperatures)) / count
        square = np.bincount(truth, shift**2, len(temperatures)) / count
    return Calibration(
        divergence=float((exact * gap).sum(axis=1).mean()),
        agreement=float((read == truth).mean()),
        bias=bias,
        spread=np.sqrt(np.maximum(square - bias**2, 0.0)),
        count=count,
    )
