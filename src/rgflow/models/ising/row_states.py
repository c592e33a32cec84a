"""States of one row of the torus, their symmetries, and the transfer from a row to the next.

A row's state is a number of L bits, bit x = site x, 1 = up. Boltzmann weights are taken relative
to the ground state: a broken bond costs exp(-2K), so that every weight is at most 1.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import ParameterError
from rgflow.models.base.arguments import validate_size

LARGEST = 12
"""Largest L with transfer matrices: 4096 states a row."""


class Orbits(NamedTuple):
    """Classes of row states under translation, reflection and spin flip.

    Attributes
    ----------
    representative, size : int64 arrays (orbits,)
        Smallest state of each class, and the number of its states.
    """

    representative: NDArray[np.int64]
    size: NDArray[np.int64]


def validate_row(L: int) -> int:
    """Return `L`.

    Raises
    ------
    ParameterError
        If `L` is not an integer between 2 and `LARGEST`.
    """
    if validate_size(L) > LARGEST:
        raise ParameterError(
            f"2^{L} states a row at L = {L}", remedy=f"transfer matrices go up to L = {LARGEST}"
        )
    return int(L)


def row_spins(L: int) -> NDArray[np.int8]:
    """Spins of every row state, int8 (2^L, L)."""
    bits = np.arange(2**L)[:, None] >> np.arange(L) & 1
    return (2 * bits - 1).astype(np.int8)


def row_weight(L: int, K: float) -> NDArray[np.float64]:
    """Weight of the bonds inside a row, ``exp(-2K broken)``, shape (2^L,)."""
    spins = row_spins(L)
    broken = np.sum(spins != np.roll(spins, -1, axis=1), axis=1)
    return np.asarray(np.exp(-2.0 * K * broken))


def couple_rows(
    weights: NDArray[np.float64], K: float, sites: range | None = None
) -> NDArray[np.float64]:
    """Sum over a row's states with the weight of its bonds to the next row.

    The matrix ``exp(-2K popcount(s XOR t))`` is a product of one 2 x 2 matrix a site, which is
    how it is applied here: L passes instead of 4^L products.

    Parameters
    ----------
    weights : float64 array (..., 2^L)
        Weight of each state of the row.
    K : float
        Coupling.
    sites : range, optional
        Sites to couple; all of them unless told.
    """
    broken = np.exp(-2.0 * K)
    states = weights.shape[-1]
    for site in range(states.bit_length() - 1) if sites is None else sites:
        split = weights.reshape(*weights.shape[:-1], -1, 2, 2**site)
        weights = (split + broken * split[..., ::-1, :]).reshape(weights.shape)
    return weights


@lru_cache(maxsize=LARGEST)
def orbits(L: int) -> Orbits:
    """Classes of the row states of length L."""
    state = np.arange(2**L)
    mirrored = np.zeros_like(state)
    for x in range(L):
        mirrored |= (state >> x & 1) << (L - 1 - x)
    smallest = state
    for start in (state, mirrored):
        for x in range(L):
            turned = (start << x | start >> (L - x)) & (2**L - 1)
            smallest = np.minimum(smallest, np.minimum(turned, turned ^ (2**L - 1)))
    return Orbits(*np.unique(smallest, return_counts=True))
