"""Operators of a whole lattice, each summed over the periodic lattice: couplings of an RG flow.

Even under s -> -s: ``nearest`` and ``next_nearest`` (diagonal) bonds, the four spins of a
``plaquette``, ``third_nearest`` bonds (two steps along an axis). Odd: ``magnetization``, the
``three_spin`` products of a plaquette's corners, ``three_in_row`` along both axes. On lattices
smaller than 5 x 5 some terms occur twice; on 2 x 2 the last of each kind says nothing new.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import ParameterError
from rgflow.observables.row_kernels import count_down, pack_rows

EVEN = ("nearest", "next_nearest", "plaquette", "third_nearest")
ODD = ("magnetization", "three_spin", "three_in_row")
OPERATORS = (*EVEN, *ODD)
TERMS_PER_SITE = np.array([2, 2, 1, 2, 1, 4, 2])
_CONFIGURATIONS_PER_PASS = 1024


def is_spins(lattices: NDArray[Any]) -> bool:
    """Tell whether all values are +1 or -1."""
    return bool((np.abs(lattices) == 1).all())


def operator_sums(lattices: NDArray[Any]) -> NDArray[np.float64]:
    """Sum every operator over every lattice.

    Parameters
    ----------
    lattices : (n, L, L)
        ±1 spins of any type, which are counted exactly, or real values.

    Returns
    -------
    (n, 7) float64
        In the order of :data:`OPERATORS`; integers for ±1 spins.

    Raises
    ------
    ParameterError
        If the lattices are not square or smaller than 2 x 2.
    """
    if lattices.ndim != 3 or lattices.shape[1] != lattices.shape[2] or lattices.shape[1] < 2:
        raise ParameterError(
            f"lattices of shape {lattices.shape}", remedy="give an array (n, L, L) with L >= 2"
        )
    one_pass = _counted if is_spins(lattices) else _multiplied
    result = np.empty((len(lattices), len(OPERATORS)))
    for start in range(0, len(lattices), _CONFIGURATIONS_PER_PASS):
        part = slice(start, start + _CONFIGURATIONS_PER_PASS)
        result[part] = one_pass(lattices[part])
    return result


def _counted(spins: NDArray[Any]) -> NDArray[np.int64]:
    """Sum ±1 spins: all terms less twice the negative ones."""
    size = spins.shape[-1]
    counts = np.empty((len(spins), len(OPERATORS)), np.int64)
    count_down(pack_rows(spins), size, counts)
    return np.asarray(TERMS_PER_SITE * size**2 - 2 * counts)


def _multiplied(field: NDArray[Any]) -> NDArray[np.float64]:
    """Sum real values."""
    a = field.astype(np.float64)
    b, c = np.roll(a, -1, axis=2), np.roll(a, -1, axis=1)
    d = np.roll(b, -1, axis=1)
    bb, cc = np.roll(b, -1, axis=2), np.roll(c, -1, axis=1)
    upper, lower = a * b, c * d
    terms = (
        a * (b + c),
        a * d + b * c,
        upper * lower,
        a * (bb + cc),
        a,
        upper * (c + d) + lower * (a + b),
        a * (b * bb + c * cc),
    )
    return np.stack([term.sum(axis=(1, 2)) for term in terms], axis=1)
