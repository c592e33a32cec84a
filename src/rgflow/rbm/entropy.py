"""Entropy of data that mix temperatures (of one temperature: `rgflow.ising.kaufman.entropy`)."""

import numpy as np
import numpy.typing as npt
from scipy.special import logsumexp

from rgflow.rbm.likelihood import Estimate

Doubles = npt.NDArray[np.float64]


def mixture_entropy(energies: Doubles, temperatures: Doubles, log_partitions: Doubles) -> Estimate:
    """Entropy of configurations whose temperature is drawn evenly from a list.

    The law of such data is known exactly, p(s) = (1/K) sum_k exp(-E(s)/T_k) / Z(T_k), so that its
    entropy is the mean of -ln p(s) over the data: a Monte Carlo average without bias.

    Parameters
    ----------
    energies : array (n,)
        Energies of independent configurations in J, equally many of each temperature, n >= 2.
    temperatures : array (K,)
        In J / k_B. T = 0 stands for even odds of the two ground states, whose energy must
        then be the lowest in `energies`.
    log_partitions : array (K,)
        ln Z at each temperature; ignored at T = 0.

    Returns
    -------
    Estimate
        In nats a configuration; the error is the scatter of -ln p(s) / sqrt n.
    """
    energies = energies.astype(np.float64)
    log_p = np.empty((len(temperatures), len(energies)))
    for row, T, log_z in zip(log_p, temperatures, log_partitions, strict=True):
        if T == 0:
            row[:] = np.where(energies == energies.min(), -np.log(2.0), -np.inf)
        else:
            row[:] = -energies / T - log_z
    surprise = np.log(len(temperatures)) - logsumexp(log_p, axis=0)
    return Estimate(float(surprise.mean()), float(surprise.std(ddof=1) / np.sqrt(len(surprise))))
