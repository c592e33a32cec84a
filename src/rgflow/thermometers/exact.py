"""The best possible thermometer: the posterior over temperature classes given a configuration.

Given T, the weight of a configuration depends on its energy only, so that with equally many
configurations of each class

    P(T_k | s) = exp(-E(s) / T_k) / Z_L(T_k)  /  sum_j exp(-E(s) / T_j) / Z_L(T_j).

Energy and Z are those of the lattice model.

Its mean cross-entropy is a floor that no classifier can beat on average.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rgflow.models.base.law import Law


def log_posterior(
    law: Law, energy: NDArray[Any], L: int, temperatures: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Logarithm of ``P(T_k | s)``, ``(n, K)`` float64.

    Parameters
    ----------
    law : Law
        Of the lattice model.
    energy : (n,)
        Total energies of the configurations, in J; block spins may have any real value.
    L : int
        Linear size.
    temperatures : (K,) float64
        Class temperatures; 0 is allowed.

    Notes
    -----
    At T = 0 the ground states are equally probable and all others have no probability. A
    real-valued configuration below the ground-state energy counts as one.
    """
    energy = np.asarray(energy, np.float64)[:, None]
    ground = law.ground_energy(L)
    cold = temperatures == 0
    with np.errstate(divide="ignore"):
        K = np.where(cold, 0.0, 1.0 / temperatures)
    log_z = np.zeros(K.size)
    log_z[~cold] = law.log_partition(L, temperatures[~cold])
    weight = -energy * K - log_z
    at_zero = np.where(energy <= ground, -law.entropy(L, 0.0), -np.inf)
    weight = np.where(cold, at_zero, weight)
    weight -= weight.max(axis=1, keepdims=True)
    result: NDArray[np.float64] = weight - np.log(np.exp(weight).sum(axis=1, keepdims=True))
    return result


def classify_by_energy(
    law: Law, energy: NDArray[Any], L: int, temperatures: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Class of highest posterior probability, ``(n,)``; see :func:`log_posterior`."""
    return log_posterior(law, energy, L, temperatures).argmax(axis=1)


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


def exact_floor(law: Law, L: int, temperatures: NDArray[np.float64]) -> Floor:
    """Exact mean loss and class probabilities of the best thermometer of L x L sites.

    No simulation: the sum runs over the exact distribution of the energy at every temperature.

    Parameters
    ----------
    law : Law
        Of the lattice model.
    L : int
        Linear size.
    temperatures : (K,) float64
        Class temperatures, equally probable.
    """
    energy, probability = law.energy_distribution(L, temperatures)
    posterior = log_posterior(law, energy, L, temperatures)
    # A level that a temperature never reaches has posterior -inf there and probability 0.
    loss = np.where(probability > 0, -posterior.T, 0.0)
    mean = (probability * loss).sum(axis=1)
    variance = (probability * (loss - mean[:, None]) ** 2).sum(axis=1)
    confusion = np.zeros((len(temperatures), len(temperatures)))
    np.add.at(confusion.T, posterior.argmax(axis=1), probability.T)
    return Floor(float(mean.mean()), float(np.sqrt(variance.mean())), confusion)
