"""A trained machine in the language of the Ising model: its fields and pair couplings.

The marginal law of the visible units, p(v) = exp(-F(v)) / Z, has one expansion in products of
spins, -F(v) = const + sum_i H_i v_i + sum_{i<j} J_ij v_i v_j + ..., because v_i^2 = 1. Up to second
order it is an Ising model; J_ij = <v_i v_j (-F(v))> over all 2^n configurations with equal weight
(Cossu et al., Phys. Rev. B 100, 064304 (2019)).

The coefficients are exact, for machines of any size. With
ln cosh x = int_0^oo (1 - cos wx) / (w sinh(pi w/2)) dw, the average of a hidden unit over free
spins is a product of cosines,

    J_ij = sum_a int_0^oo g_a(w) tan(w W_ia) tan(w W_ja) cos(w c_a) dw,
    g_a(w) = prod_k cos(w W_ka) / (w sinh(pi w/2)),

and the trapezoidal rule converges exponentially for this integrand.
"""

import math
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from rgflow.errors import ParameterError
from rgflow.learners.rbm.model import RBM

LARGEST_FREQUENCY = 16.0
"""1 / sinh(pi w/2) is below 3e-11 from here on."""

TAIL = 16.0
"""How far sech^2 reaches in its own argument: 4 exp(-2 TAIL) is below 1e-13."""

COLUMNS_AT_ONCE = 8192

Doubles = npt.NDArray[np.float64]


class Couplings(NamedTuple):
    """Fields H_i, (n_visible,), and couplings J_ij, (n_visible, n_visible) with zero diagonal."""

    field: Doubles
    pair: Doubles


def effective_couplings(rbm: RBM) -> Couplings:
    """Expand the marginal energy of the visible units to second order in the spins.

    J_ij is to be compared with J / (k_B T) of an Ising model: 0.4407 between nearest neighbours at
    T_c. The cost is that of a product of (n_visible, m n_hidden) matrices, where m is the number of
    frequencies, some tens.

    Notes
    -----
    The error is rounding: below 1e-12 in the tests.
    """
    W = rbm.weights.astype(np.float64)
    c = rbm.hidden_bias.astype(np.float64)
    field = rbm.visible_bias.astype(np.float64).copy()
    pair = np.zeros((rbm.n_visible, rbm.n_visible))
    frequencies = _frequencies(float((np.abs(W).sum(axis=0) + np.abs(c)).max(initial=0.0)))
    units = max(1, COLUMNS_AT_ONCE // len(frequencies))
    for first in range(0, rbm.n_hidden, units):
        part = slice(first, first + units)
        _add_units(field, pair, W[:, part], c[part], frequencies)
    np.fill_diagonal(pair, 0.0)
    return Couplings(field, pair)


def _frequencies(largest_field: float) -> Doubles:
    """Nodes of the trapezoidal rule, fine enough for fields up to `largest_field`.

    A step dw repeats the function of x with period 2 pi / dw: the copies must not reach each other.
    """
    step = 2 * math.pi / (2 * largest_field + TAIL)
    return np.arange(1.0, math.ceil(LARGEST_FREQUENCY / step) + 1) * np.float64(step)


def _add_units(field: Doubles, pair: Doubles, W: Doubles, c: Doubles, frequencies: Doubles) -> None:
    """Add the part of some hidden units to the fields and couplings."""
    step = frequencies[0]
    angle = W[:, :, None] * frequencies
    cosine, tangent = np.cos(angle), np.tan(angle)
    weight = step * cosine.prod(axis=0) / (frequencies * np.sinh(np.pi / 2 * frequencies))
    bias_angle = c[:, None] * frequencies
    tangent = tangent.reshape(len(W), -1)
    field += tangent @ (np.sin(bias_angle) * weight).ravel()
    pair += (tangent * (np.cos(bias_angle) * weight).ravel()) @ tangent.T
    # The node w = 0 counts half; there the integrands are (2/pi) c_a W_ia and (2/pi) W_ia W_ja.
    field += step / np.pi * W @ c
    pair += step / np.pi * W @ W.T


class CouplingProfile(NamedTuple):
    """Couplings against distance: distances (n,), mean J(r) (n,), its scatter (n,), pairs (n,)."""

    distance: Doubles
    mean: Doubles
    scatter: Doubles
    pairs: npt.NDArray[np.int64]

    @property
    def nearest_neighbour(self) -> float:
        """Mean coupling of nearest neighbours (0.4407 for the critical Ising model)."""
        return float(self.mean[0])


def coupling_profile(pair: npt.NDArray[Any], L: int) -> CouplingProfile:
    """Average J_ij over the pairs at each distance on the L x L torus.

    Parameters
    ----------
    pair : array (L^2, L^2)
        Couplings; sites are numbered row by row.
    L : int

    Returns
    -------
    CouplingProfile
        By ascending distance (nearest image, in lattice constants), without r = 0. The scatter is
        the standard deviation over the pairs.

    Raises
    ------
    ParameterError
        If there are not L^2 sites.
    """
    if pair.shape != (L * L, L * L):
        raise ParameterError(
            f"couplings of shape {pair.shape} on a {L} x {L} lattice",
            remedy="give the couplings between all sites of the lattice",
        )
    shift = np.abs(np.subtract.outer(np.arange(L), np.arange(L)))
    squared = np.minimum(shift, L - shift) ** 2
    squared_distance = (squared[:, None, :, None] + squared[None, :, None, :]).reshape(pair.shape)
    upper = np.triu_indices(L * L, k=1)
    values, place, pairs = np.unique(
        squared_distance[upper], return_inverse=True, return_counts=True
    )
    mean = np.bincount(place, pair[upper]) / pairs
    variance = np.bincount(place, (pair[upper] - mean[place]) ** 2) / pairs
    return CouplingProfile(np.sqrt(values), mean, np.sqrt(variance), pairs)
