"""Exact moments and correlations of the Curie-Weiss model: spins are exchangeable.

The mean of a product of spins depends on how many different sites it has, once even powers are
left out, and follows from the moments of M.
"""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from rgflow.models.base.exact import EnergyForm, Moments
from rgflow.models.curie_weiss.states import magnetization_distribution

LARGEST_SIZE = math.inf


def exact_moments(L: int, T: float) -> Moments:
    """Exact <|m|>, <m^2>, <m^4> and the Binder cumulant.

    Raises
    ------
    ParameterError
        If `L` or `T` is out of range.
    """
    p = magnetization_distribution(L, T)
    m = np.linspace(-1, 1, len(p))
    m2, m4 = float(p @ m**2), float(p @ m**4)
    return Moments(float(p @ np.abs(m)), m2, m4, 1 - m4 / (3 * m2**2))


def exact_two_point(L: int, T: float) -> NDArray[np.float64]:
    """Exact <s(0,0) s(y,x)>, (L, L): 1 at no distance, (N <m^2> - 1) / (N - 1) at any other."""
    pair, _ = _products(L, T)
    table = np.full((L, L), pair)
    table[0, 0] = 1.0
    return table


def exact_energy_two_point(L: int, T: float, form: EnergyForm = "bond") -> NDArray[np.float64]:
    """Exact <e(0,0) e(y,x)> of the lattice's bonds, which mean nothing to this model, (L, L)."""
    pair, four = _products(L, T)
    return _multiplicities(L, form) @ np.array([1.0, pair, four])


def _products(L: int, T: float) -> tuple[float, float]:
    """Mean product of two, and of four, different spins."""
    N, (_, m2, m4, _) = L**2, exact_moments(L, T)
    pair = (N * m2 - 1) / (N - 1)
    pairs, triples = N * (N - 1), N * (N - 1) * (N - 2)
    # M^4 by which of its four sites are equal
    distinct = N**4 * m4 - 6 * triples * pair - (3 + 4 * pair) * pairs - N
    return pair, distinct / (triples * (N - 3))


@lru_cache(maxsize=8)
def _multiplicities(L: int, form: EnergyForm) -> NDArray[np.float64]:
    """Count the products of 0, 2 and 4 different spins in e(0,0) e(y,x), (L, L, 3)."""
    neighbours = [(0, 1)] if form == "bond" else [(0, 1), (0, -1), (1, 0), (-1, 0)]
    result = np.zeros((L, L, 3))
    for y in range(L):
        for x in range(L):
            for dy, dx in neighbours:
                here = {(0, 0)} ^ {(dy % L, dx % L)}
                for ey, ex in neighbours:
                    there = {(y, x)} ^ {((y + ey) % L, (x + ex) % L)}
                    result[y, x, len(here ^ there) // 2] += 1
    return result
