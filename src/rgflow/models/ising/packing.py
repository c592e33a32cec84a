"""From bits to spins: unpack replicas into +-1 int8, each with its own global flip."""

import numpy as np
from numpy.typing import NDArray

from rgflow.compiled import njit
from rgflow.models.ising.random_words import LANES, Words

REPLICAS = 64 * int(LANES)
"""Replicas in a bit-sliced ensemble: the bits of `LANES` words."""

_ONE = np.uint64(1)


@njit()
def unpack_sites(words: Words, flip: NDArray[np.bool_], spins: NDArray[np.int8]) -> None:
    """Write replicas ``0 .. n-1`` of the bit-sliced layout as +-1.

    Parameters
    ----------
    words : uint64 array (sites * LANES,)
        ``words[site * LANES + w]``, bit = replica of word w.
    flip : bool array (n,)
        Replicas that are written with all spins reversed.
    spins : int8 array (n, sites)
        Filled in place; n <= REPLICAS.
    """
    n, sites = spins.shape
    block = np.empty(64, np.uint64)
    for w in range(np.uint64((n + 63) // 64)):
        for first in range(0, sites, 64):
            count = min(64, sites - first)
            for k in range(count):
                block[k] = words[np.uint64(first + k) * LANES + w]
            transpose(block)
            for replica in range(64 * np.int64(w), min(64 * np.int64(w) + 64, n)):
                word = block[replica % 64]
                word = ~word if flip[replica] else word
                _expand(word, spins[replica, first : first + count])


@njit()
def transpose(block: Words) -> None:
    """Transpose 64 x 64 bits in place: swap ever smaller off-diagonal blocks."""
    width = 32
    mask = np.uint64(0x00000000FFFFFFFF)
    while width:
        shift = np.uint64(width)
        for corner in range(0, 64, 2 * width):
            for k in range(corner, corner + width):
                swap = ((block[k] >> shift) ^ block[k + width]) & mask
                block[k] ^= swap << shift
                block[k + width] ^= swap
        width //= 2
        mask ^= mask << np.uint64(width)


@njit()
def _expand(word: np.uint64, spins: NDArray[np.int8]) -> None:
    """Write the low bits of `word` as +-1, as many as `spins` is long."""
    if len(spins) == 64:  # a constant length is vectorised
        for k in range(np.uint64(64)):
            spins[k] = np.int8(2) * np.int8((word >> k) & _ONE) - np.int8(1)
    else:
        for k in range(np.uint64(len(spins))):
            spins[k] = np.int8(2) * np.int8((word >> k) & _ONE) - np.int8(1)


@njit()
def unpack_rows(
    words: NDArray[np.uint64], flip: NDArray[np.bool_], spins: NDArray[np.int8]
) -> None:
    """Write lattices ``0 .. n-1`` of the layout with one bit a site as +-1.

    Parameters
    ----------
    words : uint64 array (L, cells_in_row, LANES)
        ``words[y, k, lattice]``, bit x = site 64 k + x.
    flip : bool array (n,)
        Lattices that are written with all spins reversed.
    spins : int8 array (n, L, L)
        Filled in place; n <= LANES.
    """
    n, L, _ = spins.shape
    for r in range(n):
        for y in range(L):
            for k in range(words.shape[1]):
                word = ~words[y, k, r] if flip[r] else words[y, k, r]
                _expand(word, spins[r, y, 64 * k : min(L, 64 * k + 64)])
