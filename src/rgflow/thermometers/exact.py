"""The best possible thermometer: the posterior over temperature classes given a configuration.

Given T, the weight of a configuration depends on its energy only, so that with equally many
configurations of each class

    P(T_k | s) = exp(-E(s) / T_k) / Z_L(T_k)  /  sum_j exp(-E(s) / T_j) / Z_L(T_j).

Its mean cross-entropy is a floor that no classifier can beat on average.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rgflow.models.ising.kaufman import log_partition
from rgflow.thermometers.energy_levels import energy_distribution


def log_posterior(
    energy: NDArray[Any], L: int, temperatures: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Logarithm of ``P(T_k | s)``, ``(n, K)`` float64.

    Parameters
    ----------
    energy : (n,)
        Total energies of the configurations, in J; block spins may have any real value.
    L : int
        Linear size.
    temperatures : (K,) float64
        Class temperatures; 0 is allowed.

    Notes
    -----
    At T = 0 the two ground states have probability 1/2 each and all others none. A real-valued
    configuration below the ground-state energy counts as one.
    """
    energy = np.asarray(energy, np.float64)[:, None]
    ground = -2.0 * L**2
    cold = temperatures == 0
    with np.errstate(divide="ignore"):
        K = np.where(cold, 0.0, 1.0 / temperatures)
    log_z = np.zeros(K.size)
    log_z[~cold] = log_partition(L, temperatures[~cold])
    weight = -energy * K - log_z
    weight = np.where(cold, np.where(energy <= ground, -np.log(2.0), -np.inf), weight)
    weight -= weight.max(axis=1, keepdims=True)
    result: NDArray[np.float64] = weight - np.log(np.exp(weight).sum(axis=1, keepdims=True))
    return result


def classify_by_energy(
    energy: NDArray[Any], L: int, temperatures: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Class of highest posterior probability, ``(n,)``; see :func:`log_posterior`."""
    return log_posterior(energy, L, temperatures).argmax(axis=1)


class Floor(NamedTuple):
    """What the exact thermometer does on average over configurations of every class.

    Attributes
    ----------
    cross_entropy : float
        Mean of ``-ln P(T_true | s)`` in nats: the smallest mean loss of any classifier.
    standard_deviation : float
        Of ``-ln P(T_true | s)`` within a class (root mean square over classes): on a validation
        set of n configurations with fixed class sizes the floor has standard error ``sd/sqrt(n)``.
    confusion : (K, K) float64
        Probability that a configuration of class k (row) is read as class j.
    """

    cross_entropy: float
    standard_deviation: float
    confusion: NDArray[np.float64]


def exact_floor(L: int, temperatures: NDArray[np.float64]) -> Floor:
    """Exact mean loss and class probabilities of the best thermometer on the L x L torus.

    No simulation: the sum runs over the exact distribution of the energy at every temperature.

    Parameters
    ----------
    L : int
        Linear size.
    temperatures : (K,) float64
        Class temperatures, equally probable.
    """
    energy, probability = energy_distribution(L, temperatures)
    posterior = log_posterior(energy, L, temperatures)
    # A level that a temperature never reaches has posterior -inf there and probability 0.
    loss = np.where(probability > 0, -posterior.T, 0.0)
    mean = (probability * loss).sum(axis=1)
    variance = (probability * (loss - mean[:, None]) ** 2).sum(axis=1)
    confusion = np.zeros((len(temperatures), len(temperatures)))
    np.add.at(confusion.T, posterior.argmax(axis=1), probability.T)
    return Floor(float(mean.mean()), float(np.sqrt(variance.mean())), confusion)
