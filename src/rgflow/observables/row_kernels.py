"""Kernels of the operator sums of single configurations: 64 sites of a row to a word.

Bit layout: bit j of ``rows[n, y, k]`` is the sign (1 = down) of site (y, 64 k + j); bits beyond the
row are zero. Moving a row by one site moves its bits by one, the first one coming back as the last.
"""

import numpy as np
from numpy.typing import NDArray

from rgflow.compiled import njit
from rgflow.observables.bit_kernels import Counts, Words, population_count

SITES_PER_WORD = 64


@njit()
def move_left(row: Words, size: int, out: Words) -> None:
    """Write into `out` the row whose site x is site x + 1 of `row`, on a ring of `size` sites."""
    last = row.size - 1
    for k in range(row.size):
        following = row[k + 1 if k < last else 0] & np.uint64(1)
        bits = 64 if k < last else size - 64 * last
        out[k] = (row[k] >> np.uint64(1)) | (following << np.uint64(bits - 1))


@njit()
def count_down(rows: Words, size: int, counts: Counts) -> None:
    """Count the terms equal to minus one of every operator, configuration by configuration.

    Parameters
    ----------
    rows : (n, L, words) uint64
    size : int
        Linear size L.
    counts : (n, 7) int64
        Filled in the order of `lattice_operators.OPERATORS`.
    """
    right = np.empty(rows.shape[1:], np.uint64)
    second = np.empty(rows.shape[1:], np.uint64)
    for n in range(rows.shape[0]):
        lattice = rows[n]
        for y in range(size):
            move_left(lattice[y], size, right[y])
            move_left(right[y], size, second[y])
        bonds, diagonals, plaquettes, far = np.uint64(0), np.uint64(0), np.uint64(0), np.uint64(0)
        spins, corners, lines = np.uint64(0), np.uint64(0), np.uint64(0)
        for y in range(size):
            below, further = (y + 1) % size, (y + 2) % size
            for k in range(rows.shape[2]):
                a, b, bb = lattice[y, k], right[y, k], second[y, k]
                c, d, cc = lattice[below, k], right[below, k], lattice[further, k]
                four = a ^ b ^ c ^ d
                bonds += population_count(a ^ b) + population_count(a ^ c)
                diagonals += population_count(a ^ d) + population_count(b ^ c)
                plaquettes += population_count(four)
                far += population_count(a ^ bb) + population_count(a ^ cc)
                spins += population_count(a)
                corners += population_count(four ^ a) + population_count(four ^ b)
                corners += population_count(four ^ c) + population_count(four ^ d)
                lines += population_count(a ^ b ^ bb) + population_count(a ^ c ^ cc)
        counts[n, 0], counts[n, 1], counts[n, 2] = bonds, diagonals, plaquettes
        counts[n, 3], counts[n, 4], counts[n, 5], counts[n, 6] = far, spins, corners, lines


def pack_rows(spins: NDArray[np.int8]) -> Words:
    """Pack ±1 configurations (n, L, L) row by row, (n, L, words) uint64."""
    size = spins.shape[-1]
    octets = np.packbits(spins < 0, axis=-1, bitorder="little")
    rows = np.zeros((*spins.shape[:-1], -(-size // SITES_PER_WORD)), "<u8")
    rows.view(np.uint8)[..., : octets.shape[-1]] = octets
    return rows.astype(np.uint64, copy=False)
