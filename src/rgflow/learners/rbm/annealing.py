"""ln Z by annealed importance sampling (Neal 2001; Salakhutdinov & Murray 2008).

Between the machine without couplings and the trained one stand the laws
f_beta(v) = exp(b.v) prod_a 2cosh(beta x_a), beta from 0 to 1; f_0 has a known ln Z. Every chain
starts from f_0, moves by one sampled Gibbs pass at each beta, and collects the weight
w = prod_k f_{beta_k}(v_k) / f_{beta_{k-1}}(v_k), whose mean is Z / Z_0 without bias.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from rgflow.errors import ParameterError
from rgflow.learners.rbm.likelihood import ENUMERATION_LIMIT, Estimate, exact_log_partition
from rgflow.learners.rbm.model import RBM, log_2cosh
from rgflow.learners.threads import one_thread
from rgflow.learners.units import units_of

EFFECTIVE_SHARE = 0.2
"""Share of effective chains below which the scatter of the weights understates the error."""


@dataclass(frozen=True)
class AnnealedLogPartition:
    """ln Z from annealed importance sampling.

    Attributes
    ----------
    estimate : Estimate
        ln Z and its standard error from the scatter of w over the chains. Where a few chains carry
        everything (less than a fifth is effective) that error is too small and ln Z probably too
        low; the error is then the scatter of a single chain's ln w.
    effective_samples : float
        (sum w)^2 / sum w^2, at most the number of chains.
    """

    estimate: Estimate
    effective_samples: float


def annealed_log_partition(
    rbm: RBM, rng: np.random.Generator, *, chains: int = 500, steps: int = 1000
) -> AnnealedLogPartition:
    """Estimate ln Z = ln sum_{v,h} exp(-E(v, h)).

    Parameters
    ----------
    rbm : RBM
    rng : numpy.random.Generator
    chains : int, >= 2
        Independent weights.
    steps : int, >= 1
        Values of beta after 0, evenly spaced.

    Raises
    ------
    ParameterError
        If there are fewer than two chains or no steps.
    """
    if chains < 2 or steps < 1:
        raise ParameterError(
            f"annealing with {chains} chains and {steps} steps",
            remedy="use two or more chains (for the error) and at least one step",
        )
    with one_thread():
        log_weight = _log_weights(
            rbm.astype(np.float32), rng, chains, np.linspace(0.0, 1.0, steps + 1)
        )
    weight = np.exp(log_weight - log_weight.max())
    base = log_2cosh(rbm.visible_bias.astype(np.float64)).sum() + rbm.n_hidden * np.log(2.0)
    value = base + np.logaddexp.reduce(log_weight) - np.log(chains)
    error = weight.std(ddof=1) / weight.mean() / np.sqrt(chains)
    effective = weight.sum() ** 2 / (weight**2).sum()
    if effective < EFFECTIVE_SHARE * chains:
        error = max(error, log_weight.std(ddof=1))
    return AnnealedLogPartition(Estimate(float(value), float(error)), float(effective))


def log_partition(
    rbm: RBM, rng: np.random.Generator, *, chains: int = 500, steps: int = 1000
) -> Estimate:
    """Return ln Z: exact where the smaller layer can be enumerated, annealed otherwise.

    `steps` are multiplied by 4 once and again where less than a fifth of the chains is effective,
    as in wide machines with strong weights.
    """
    if min(rbm.n_visible, rbm.n_hidden) <= ENUMERATION_LIMIT:
        return Estimate(exact_log_partition(rbm), 0.0)
    for factor in (1, 4, 16):
        run = annealed_log_partition(rbm, rng, chains=chains, steps=factor * steps)
        if run.effective_samples >= EFFECTIVE_SHARE * chains:
            break
    return run.estimate


def _log_weights(
    rbm: RBM, rng: np.random.Generator, chains: int, betas: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Run the chains from f_0 to f_1; return ln w, (chains,)."""
    visible = units_of(np.tile(rbm.visible_bias, (chains, 1)), rng)
    log_weight = np.zeros(chains)
    for before, beta in pairwise(betas.tolist()):  # numpy's numbers would turn float32 to float64
        field = rbm.hidden_field(visible)
        log_weight += _log_ratio(field, before, beta)
        hidden = units_of(beta * field, rng)
        visible = units_of(beta * (hidden @ rbm.weights.T) + rbm.visible_bias, rng)
    return log_weight


def _log_ratio(
    field: npt.NDArray[np.float32], before: float, beta: float
) -> npt.NDArray[np.float64]:
    """Sum over the units of ln cosh(beta x) - ln cosh(before x), (chains,)."""
    size = np.abs(field)
    ratio = size * (beta - before)
    ratio += np.log1p(np.exp(-2 * beta * size)) - np.log1p(np.exp(-2 * before * size))
    return np.asarray(ratio.sum(axis=1, dtype=np.float64))
