"""Pair products of ±1 fields by population count: exact integers, 64 configurations at once.

Bit layout: ``words[w, y, x]`` holds the sign (1 = down) of site (y, x) in the 64 configurations
``64 w ... 64 w + 63``. The product of two signs is minus one where the bits differ, so that over
``n`` pairs ``sum s s' = n - 2 popcount(word ^ word')``. Configurations that fill up the last word
are all-up: they never differ, so leaving them out of ``n`` leaves them out of the sum. Integer sums
make the result the same for any order and any grouping of the configurations.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import ParameterError
from rgflow.observables.bit_kernels import Counts, Words, grouped_differences, pack_group

CONFIGURATIONS_PER_WORD = 64
# Words handled together: two buffers of this size (one doubled) stay in a 1 MiB second-level cache.
WORDS_PER_PASS = 16384


def pack(spins: NDArray[np.int8], edges: Counts | None = None) -> tuple[Words, Counts]:
    """Pack ±1 configurations ``(n, L, L)``, group by group, 64 to a word.

    Parameters
    ----------
    spins : (n, L, L) int8
        ±1 configurations, sorted by group.
    edges : (n_groups + 1,) int64, optional
        Group g has the configurations ``edges[g] ... edges[g + 1] - 1``. Default: one group.

    Returns
    -------
    words : (n_words, L, L) uint64
        Every group starts a word of its own.
    word_edges : (n_groups + 1,) int64
        Where the groups start among the words.

    Raises
    ------
    ParameterError
        If the array is not ``(n, L, L)`` int8.
    """
    if spins.ndim != 3 or spins.dtype != np.int8:
        raise ParameterError(
            f"packing needs int8 spins (n, L, L), not {spins.dtype} of shape {spins.shape}"
        )
    n, height, width = spins.shape
    edges = np.array([0, n]) if edges is None else edges
    words_of_group = -(-np.diff(edges) // CONFIGURATIONS_PER_WORD)
    word_edges = np.concatenate([[0], np.cumsum(words_of_group)])
    words = np.zeros((word_edges[-1], height * width), np.uint64)
    flat = np.ascontiguousarray(spins).reshape(n, height * width)
    for group, (start, stop) in enumerate(pairwise(edges)):
        pack_group(flat[start:stop], words[word_edges[group] :])
    return words.reshape(len(words), height, width), word_edges


def pair_differences(
    first: Words, second: Words, edges: Counts, dy: Counts, dx: Counts, *, periodic: bool
) -> Counts:
    """Count the unequal pairs ``first(y, x), second(y + dy, x + dx)`` of every group.

    Parameters
    ----------
    first, second : (n_words, L, L) uint64
        Packed fields.
    edges : (n_groups + 1,) int64
        Where the groups start among the words.
    dy, dx : (n_d,) int64
        Displacements with ``0 <= dy < L`` and ``-L < dx < L``.
    periodic : bool
        Wrap the second site around the lattice; otherwise pairs that leave the square are left out.

    Returns
    -------
    (n_groups, n_d) int64
    """
    order = np.lexsort((dy, dx))
    counts = np.zeros((edges.size - 1, dy.size), np.int64)
    depth = max(1, WORDS_PER_PASS // (first.shape[1] * first.shape[2]))
    grouped_differences(first, second, edges, depth, dy[order], dx[order], periodic, counts)
    result = np.empty_like(counts)
    result[:, order] = counts
    return result


def compile_kernels() -> None:
    """Compile and cache every kernel of this module, so that parallel jobs find them on disk."""
    words, edges = pack(np.ones((1, 2, 2), np.int8))
    shift = np.zeros(1, np.int64)
    pair_differences(words, words, edges, shift, shift, periodic=True)
