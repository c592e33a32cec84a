"""Independent exact samples of lattices up to L = 12, row by row, without any Markov chain.

With c(s, t) the weight of the bonds between two rows and w(t) that of the bonds inside one
(`row_states`), the weight of all rows from y to the last, closed onto row 0 = f, obeys

    W_{L-1}(t) = w(t) c(t, f),      W_y(t) = w(t) sum_u c(t, u) W_{y+1}(u).

Row 0 has probability w(f) sum_t c(f, t) W_1(t) / Z, and row y after row p has
c(p, t) W_y(t) / norm. Two steps make this cheap:

- the lattice's symmetries: f is drawn from one representative of each class (44 of 1024 states at
  L = 10) with the weight of the class, and the finished lattice is shifted, mirrored and flipped
  at random, which makes f uniform in its class;
- a row is drawn in two halves: c is a product over sites, so the sum over the right half is
  tabulated for each right half of p, and the left half is drawn first; then the right one. That is
  2 * 2^(L/2) weights a row instead of 2^L.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rgflow.compiled import njit
from rgflow.models.ising.row_states import couple_rows, orbits, row_weight, validate_row

Table = NDArray[np.float64]


class RowTables(NamedTuple):
    """Weights of rows 1 .. L-1 for each class of row 0.

    Attributes
    ----------
    first : int64 array (classes,)
        Representative state of row 0.
    probability : float64 array (classes,)
        Probability of each class.
    rows : float64 array (classes, L, 2^left, 2^right)
        W_y by left and right half of the row.
    lefts : float64 array (classes, L, 2^right, 2^left)
        W_y summed over right halves with their bonds to a right half of the row before.
    pair_left, pair_right : float64 arrays (2^left, 2^left) and (2^right, 2^right)
        Weight of the bonds between two halves.
    """

    first: NDArray[np.int64]
    probability: Table
    rows: Table
    lefts: Table
    pair_left: Table
    pair_right: Table


def row_tables(L: int, T: float) -> RowTables:
    """Tables for exact sampling at temperature `T` > 0.

    Raises
    ------
    ParameterError
        If `L` is not in 2 .. 12.
    """
    K, right = 1.0 / T, validate_row(L) // 2
    left = L - right
    weight = row_weight(L, K)
    first, size = orbits(L)
    closed = np.zeros((len(first), 2**L))
    closed[np.arange(len(first)), first] = 1.0
    rows = np.zeros((len(first), L, 2**L))
    lefts = np.zeros((len(first), L, 2**L))
    for y in range(L - 1, 0, -1):
        closed = couple_rows(closed, K)
        rows[:, y] = closed = weight * closed
        lefts[:, y] = couple_rows(closed, K, range(right))
    closed = couple_rows(closed, K)
    class_weight = size * weight[first] * closed[np.arange(len(first)), first]
    by_halves = (len(first), L, 2**left, 2**right)
    return RowTables(
        first,
        class_weight / class_weight.sum(),
        rows.reshape(by_halves),
        np.ascontiguousarray(lefts.reshape(by_halves).swapaxes(2, 3)),
        couple_rows(np.eye(2**left), K),
        couple_rows(np.eye(2**right), K),
    )


def draw(tables: RowTables, spins: NDArray[np.int8], rng: np.random.Generator) -> None:
    """Fill `spins`, int8 (n, L, L), with independent exact configurations."""
    n, L, _ = spins.shape
    batch = 4096
    for start in range(0, n, batch):
        part = spins[start : start + batch]
        classes = rng.choice(len(tables.first), size=len(part), p=tables.probability)
        order = np.argsort(classes, kind="stable")  # keeps one class's tables in the cache
        uniform = rng.random((len(part), L, 2))
        symmetry = rng.integers(0, (2, L, 2), size=(len(part), 3))
        _fill(tables, classes, order, uniform, symmetry, part)


@njit()
def _fill(
    tables: RowTables,
    classes: NDArray[np.int64],
    order: NDArray[np.int64],
    uniform: NDArray[np.float64],
    symmetry: NDArray[np.int64],
    spins: NDArray[np.int8],
) -> None:
    L = spins.shape[1]
    right_bits = L // 2
    right_mask = 2**right_bits - 1
    for k in order:
        c = classes[k]
        row = tables.first[c]
        _write_row(row, symmetry[k], spins[k, 0])
        for y in range(1, L):
            left, right = row >> right_bits, row & right_mask
            left = _choose(tables.lefts[c, y, right], tables.pair_left[left], uniform[k, y, 0])
            right = _choose(tables.rows[c, y, left], tables.pair_right[right], uniform[k, y, 1])
            row = left << right_bits | right
            _write_row(row, symmetry[k], spins[k, y])


@njit()
def _choose(a: Table, b: Table, uniform: float) -> int:
    """Index i with probability ``a_i b_i / sum``."""
    total = 0.0
    for i in range(len(a)):
        total += a[i] * b[i]
    remaining = uniform * total
    chosen = 0
    for i in range(len(a)):
        weight = a[i] * b[i]
        if weight > 0.0:
            chosen = i  # rounding can leave a remainder: then the last possible state
            remaining -= weight
            if remaining < 0.0:
                break
    return chosen


@njit()
def _write_row(row: int, symmetry: NDArray[np.int64], spins: NDArray[np.int8]) -> None:
    flip, shift, mirror = symmetry
    L = len(spins)
    for x in range(L):
        spin = 2 * ((row >> x & 1) ^ flip) - 1
        place = (x + shift) % L
        spins[L - 1 - place if mirror else place] = spin
