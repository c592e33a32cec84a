"""Count broken bonds and up spins on packed lattices, without unpacking them.

For the bit-sliced layout the counters are bit-sliced too: plane k of a counter holds bit k of the
counts of 64 replicas in a word, and adding a bit is a ripple of AND and XOR. Sites are counted in
groups of up to 15, whose small counters are then added to the totals. For the layout with one bit
a site a population count does it.
"""

import numpy as np
from numpy.typing import NDArray

from rgflow.compiled import njit
from rgflow.models.ising.packing import transpose
from rgflow.models.ising.random_words import ALL, LANES, NONE, Words
from rgflow.models.ising.word_instructions import count_ones

_GROUP = 15  # sites: 30 bonds fit five planes, 15 spins four
_PLANES = 5
_1 = np.uint64(1)


@njit()
def count_sites(words: Words, L: int, broken: NDArray[np.int64], up: NDArray[np.int64]) -> None:
    """Count broken bonds and up spins of replicas ``0 .. n-1`` of the bit-sliced layout.

    Parameters
    ----------
    words : uint64 array (L * L * LANES,)
        ``words[site * LANES + w]``, bit = replica of word w.
    broken, up : int64 arrays (n,)
        Filled in place.
    """
    planes = 1
    while 2 * L * L >> planes:
        planes += 1
    total_broken = np.zeros(np.uint64(planes) * LANES, np.uint64)
    total_up = np.zeros(np.uint64(planes) * LANES, np.uint64)
    some_broken = np.zeros(np.uint64(_PLANES) * LANES, np.uint64)
    some_up = np.zeros(np.uint64(_PLANES) * LANES, np.uint64)
    for site in range(L * L):
        y, x = site // L, site % L
        here = np.uint64(site) * LANES
        _add_bonds(
            words, here,
            np.uint64(y * L + (x + 1 if x + 1 < L else 0)) * LANES,
            np.uint64((y + 1 if y + 1 < L else 0) * L + x) * LANES,
            some_broken,
        )  # fmt: skip
        _add_spins(words, here, some_up)
        if site % _GROUP == _GROUP - 1 or site == L * L - 1:
            _move(some_broken, total_broken, planes)
            _move(some_up, total_up, planes)
    _read(total_broken, planes, broken)
    _read(total_up, planes, up)


@njit()
def _add_bonds(
    words: Words, here: np.uint64, right: np.uint64, below: np.uint64, counter: Words
) -> None:
    """Add the site's two bonds to a counter of five planes."""
    for w in range(LANES):
        spin = words[here + w]
        a, b = spin ^ words[right + w], spin ^ words[below + w]
        ones, twos = a ^ b, a & b
        p0, p1 = counter[w], counter[LANES + w]
        p2, p3 = counter[LANES * 2 + w], counter[LANES * 3 + w]
        carry = p0 & ones
        counter[w] = p0 ^ ones
        counter[LANES + w] = p1 ^ twos ^ carry
        carry = (p1 & twos) | (p1 & carry) | (twos & carry)
        counter[LANES * 2 + w] = p2 ^ carry
        carry &= p2
        counter[LANES * 3 + w] = p3 ^ carry
        counter[LANES * 4 + w] ^= p3 & carry


@njit()
def _add_spins(words: Words, here: np.uint64, counter: Words) -> None:
    """Add the site's spin to a counter of four planes."""
    for w in range(LANES):
        carry = words[here + w]
        p0, p1 = counter[w], counter[LANES + w]
        p2 = counter[LANES * 2 + w]
        counter[w] = p0 ^ carry
        carry &= p0
        counter[LANES + w] = p1 ^ carry
        carry &= p1
        counter[LANES * 2 + w] = p2 ^ carry
        counter[LANES * 3 + w] ^= p2 & carry


@njit()
def _move(group: Words, total: Words, planes: int) -> None:
    """Add the small counters to the totals and clear them."""
    for w in range(LANES):
        carry = NONE
        for k in range(np.uint64(planes)):
            a = total[k * LANES + w]
            b = group[k * LANES + w] if k < np.uint64(_PLANES) else NONE
            total[k * LANES + w] = a ^ b ^ carry
            carry = (a & b) | (a & carry) | (b & carry)
    group[:] = NONE


@njit()
def _read(counter: Words, planes: int, counts: NDArray[np.int64]) -> None:
    block = np.empty(64, np.uint64)
    for first in range(0, len(counts), 64):
        block[:] = NONE
        for k in range(planes):
            block[k] = counter[np.uint64(k) * LANES + np.uint64(first // 64)]
        transpose(block)
        for bit in range(min(64, len(counts) - first)):
            counts[first + bit] = np.int64(block[bit])


@njit()
def count_rows(words: Words, L: int, broken: NDArray[np.int64], up: NDArray[np.int64]) -> None:
    """Count broken bonds and up spins of lattices ``0 .. n-1``, one bit a site.

    Parameters
    ----------
    words : uint64 array (L * cells_in_row * LANES,)
        Cells of up to 64 sites, lattices innermost (see `cluster`).
    broken, up : int64 arrays (n,)
        Filled in place; n <= LANES.
    """
    cells = (L + 63) // 64
    ones, bonds = np.zeros(LANES, np.uint64), np.zeros(LANES, np.uint64)
    for y in range(L):
        for k in range(cells):
            here = np.uint64(y * cells + k) * LANES
            after = np.uint64(y * cells + (k + 1) % cells) * LANES
            below = np.uint64((y + 1) % L * cells + k) * LANES
            last = np.uint64(min(64, L - 64 * k) - 1)
            used = ALL >> (np.uint64(63) - last)
            for w in range(LANES):
                spins = words[here + w]
                right = (spins >> _1) | ((words[after + w] & _1) << last)
                ones[w] += count_ones(spins)
                bonds[w] += count_ones((spins ^ right) & used)
                bonds[w] += count_ones(spins ^ words[below + w])
    for r in range(len(up)):
        broken[r], up[r] = np.int64(bonds[r]), np.int64(ones[r])
