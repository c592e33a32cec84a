"""The exact law of the training data, which is what makes a KL divergence in nats possible.

Ising data have a known probability each: of one temperature by Kaufman's ln Z, and of a mixture of
temperatures as the mean of those laws.
"""

import numpy as np
import numpy.typing as npt

from rgflow.errors import ParameterError
from rgflow.learners.rbm.likelihood import Estimate

Doubles = npt.NDArray[np.float64]


def mixture_log_law(
    energies: npt.NDArray[np.integer] | Doubles,
    temperatures: Doubles,
    log_partitions: Doubles,
    ground_energy: float,
) -> Doubles:
    """Ln q(s) of configurations whose temperature is drawn evenly from a list.

    q(s) = (1/K) sum_k exp(-E(s) / T_k) / Z(T_k); at T = 0 the two ground states have 1/2 each.

    Parameters
    ----------
    energies : array (n,)
        E(s) in J.
    temperatures : array (K,)
        In J / k_B, >= 0; one is enough.
    log_partitions : array (K,)
        ln Z at each temperature (`rgflow.models.ising.kaufman.log_partition`); not used at T = 0.
    ground_energy : float
        -2 L^2 on a torus, in J.

    Returns
    -------
    array (n,) of float64
        In nats; -inf for what no temperature of the list can give.

    Raises
    ------
    ParameterError
        If there are no temperatures, or one is negative.
    """
    if len(temperatures) == 0 or np.min(temperatures) < 0:
        raise ParameterError(
            f"mixture of temperatures {temperatures}", remedy="give temperatures of 0 or more"
        )
    log_law = np.empty((len(temperatures), len(energies)))
    for row, T, log_z in zip(log_law, temperatures, log_partitions, strict=True):
        if T == 0:
            row[:] = np.where(energies == ground_energy, -np.log(2.0), -np.inf)
        else:
            row[:] = -energies / T - log_z
    return np.asarray(np.logaddexp.reduce(log_law, axis=0) - np.log(len(temperatures)))


def entropy(log_law: Doubles) -> Estimate:
    """Entropy -<ln q(s)> in nats a configuration, from independent configurations of the law.

    An average without bias; its error is the scatter of ln q(s) / sqrt n. (For one temperature
    `rgflow.models.ising.kaufman.entropy` has no error.)
    """
    return Estimate(float(-log_law.mean()), float(log_law.std(ddof=1) / np.sqrt(len(log_law))))
