"""How well a machine was trained, in nats: log-likelihood, and KL divergence from the data.

The mean log-likelihood is -<F(v)>_data - ln Z. ln Z is summed exactly where the smaller layer has
at most 20 units, and estimated by annealed importance sampling otherwise
(:func:`rgflow.learners.rbm.annealing.log_partition` chooses).
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from rgflow.errors import ParameterError
from rgflow.learners.rbm.model import RBM

ENUMERATION_LIMIT = 20
CHUNK_STATES = 2**14


class Estimate(NamedTuple):
    """A value and its standard error (0 where it is exact)."""

    value: float
    error: float


def all_states(n_units: int, first: int = 0, count: int | None = None) -> npt.NDArray[np.float64]:
    """Rows `first` to ``first + count`` of the list of all states of `n_units` units.

    Bit i of a state's number tells the sign of unit i (0: -1, 1: +1).

    Returns
    -------
    array (count, n_units) of float64
    """
    numbers = np.arange(first, 2**n_units if count is None else first + count)
    return np.where(numbers[:, None] >> np.arange(n_units) & 1, 1.0, -1.0)


def exact_log_partition(rbm: RBM) -> float:
    """Ln Z = ln sum_{v,h} exp(-E(v, h)) by enumeration of the smaller layer, in float64.

    Raises
    ------
    ParameterError
        If both layers have more than 20 units.
    """
    rbm = rbm.astype(np.float64)
    n_units = min(rbm.n_visible, rbm.n_hidden)
    if n_units > ENUMERATION_LIMIT:
        raise ParameterError(
            f"exact ln Z of a machine with {rbm.n_visible} visible and {rbm.n_hidden} hidden units",
            remedy=f"enumerate up to {ENUMERATION_LIMIT} units; use annealed_log_partition above",
        )
    free_energy = rbm.free_energy if rbm.n_visible == n_units else rbm.hidden_free_energy
    step = min(CHUNK_STATES, 2**n_units)
    parts = [
        np.logaddexp.reduce(-free_energy(all_states(n_units, first, step)))
        for first in range(0, 2**n_units, step)
    ]
    return float(np.logaddexp.reduce(parts))


def log_law(
    rbm: RBM, visible: npt.NDArray[Any], log_partition: Estimate
) -> npt.NDArray[np.float64]:
    """Ln p(v) of each row of `visible`, (n,), in nats, computed in float64.

    Parameters
    ----------
    rbm : RBM
    visible : array (n, n_visible) of +-1
    log_partition : Estimate
        ln Z; its error is common to all rows.
    """
    free_energy = rbm.astype(np.float64).free_energy(visible)
    return np.asarray(-free_energy - log_partition.value)


def mean_log_likelihood(
    machine_log_law: npt.NDArray[np.float64], log_partition: Estimate
) -> Estimate:
    """Mean of ln p(v), in nats a configuration.

    Parameters
    ----------
    machine_log_law : array (n,)
        ln p of independent held-out configurations, two or more (:func:`log_law`).
    log_partition : Estimate
        The machine's ln Z with its error.

    Returns
    -------
    Estimate
        Its error combines the scatter of the configurations with the error of ln Z.
    """
    return _mean(machine_log_law, log_partition.error)


def kl_divergence(
    machine_log_law: npt.NDArray[np.float64],
    data_log_law: npt.NDArray[np.float64],
    log_partition: Estimate,
) -> Estimate:
    """KL(data || machine) = <ln q(v) - ln p(v)>_data, in nats a configuration.

    The difference is averaged, not each term: most of the scatter of ln p is that of ln q. This is
    the entropy's difference from the mean log-likelihood, with a smaller error.

    Parameters
    ----------
    machine_log_law : array (n,)
        ln p of independent held-out configurations, two or more (:func:`log_law`).
    data_log_law : array (n,)
        ln q of the same configurations (:func:`rgflow.learners.rbm.data_law.mixture_log_law`).
    log_partition : Estimate
        The machine's ln Z with its error.
    """
    return _mean(data_log_law - machine_log_law, log_partition.error)


def _mean(values: npt.NDArray[Any], common_error: float) -> Estimate:
    """Mean with the error of its scatter and one that all values share."""
    scatter = float(values.std(ddof=1)) / np.sqrt(len(values))
    return Estimate(float(values.mean()), float(np.hypot(scatter, common_error)))
