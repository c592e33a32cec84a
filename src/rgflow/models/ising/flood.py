"""Flood fill along active bonds, for all lattices of a cluster ensemble at once.

The layout is that of `cluster`: cells of up to 64 sites, bit = site, lattices innermost. A cell
is *dirty* when an active bond joins a marked site to an unmarked site of it, in any lattice.
Dirty cells are visited from top to bottom and back until none is left.

Inside a cell marks run along the row by the carry of an addition: adding a mark to a run of bonds
``b`` turns the bonds from the mark to the run's end to 0 and sets the bit behind it, so
``(b + (m & b)) XOR b`` has just the sites above the mark that it reaches. For the sites below it
the bits are reversed, and back.
"""

import numpy as np
from numpy.typing import NDArray

from rgflow.compiled import njit
from rgflow.models.ising.random_words import ALL, LANES, NONE, Words
from rgflow.models.ising.word_instructions import reverse_bits

_1 = np.uint64(1)


@njit()
def fill(marked: Words, L: int, right: Words, down: Words) -> None:
    """Mark every site that active bonds join to a marked site, in place.

    Parameters
    ----------
    marked : uint64 array (L * cells_in_row * LANES,)
        Seeds, afterwards their clusters.
    L : int
        Sites a side.
    right, down : uint64 arrays, as `marked`
        Bit x of a cell: active bond from site x to the next site of the row, or to the row below.
    """
    cells = (L + 63) // 64
    left = np.empty(len(right), np.uint64)
    for i in range(np.uint64(len(right))):
        left[i] = reverse_bits(right[i] << _1)
    dirty = np.ones((L, cells), np.bool_)
    while dirty.any():
        for turn in range(2 * L):  # down and back
            y = turn if turn < L else 2 * L - 1 - turn
            for k in range(cells):
                if dirty[y, k]:
                    _visit(marked, L, y, k, right, left, down, dirty)


@njit(forceinline=True)
def _visit(
    marked: Words,
    L: int,
    y: int,
    k: int,
    right: Words,
    left: Words,
    down: Words,
    dirty: NDArray[np.bool_],
) -> None:
    """Complete the marks of one cell; its neighbours become dirty where they do not follow."""
    cells = dirty.shape[1]
    above, below = y - 1 if y else L - 1, y + 1 if y + 1 < L else 0
    here = _offset(y, k, cells)
    last = np.uint64(min(64, L - 64 * k) - 1)
    up, down_, around = _complete(
        marked, here, _offset(above, k, cells), _offset(below, k, cells), right, left, down,
        last, ALL if cells == 1 else NONE,
    )  # fmt: skip
    dirty[y, k] = around
    if up:
        dirty[above, k] = True
    if down_:
        dirty[below, k] = True
    if cells > 1:
        _link(marked, L, y, k, right, dirty)
        _link(marked, L, y, k - 1 if k else cells - 1, right, dirty)


@njit(forceinline=True)
def _offset(y: int, k: int, cells: int) -> np.uint64:
    return np.uint64(y * cells + k) * LANES


@njit(forceinline=True)
def _complete(
    marked: Words,
    here: np.uint64,
    up: np.uint64,
    dn: np.uint64,
    right: Words,
    left: Words,
    down: Words,
    last: np.uint64,
    single: np.uint64,
) -> tuple[bool, bool, bool]:
    """Fetch marks from above, below and around the row's end, and run them along the cell.

    Returns whether a mark has a bond to an unmarked site above, below, and around the end. `single`
    is all ones if the cell is the whole row, which then closes onto itself. One loop with one
    store: with more, the compiler sees too many arrays that might overlap, and gives up.
    """
    inside = ~(_1 << last)
    leak_up, leak_down, leak_around = NONE, NONE, NONE
    for w in range(LANES):
        above, below = marked[up + w], marked[dn + w]
        bonds_up, bonds_down = down[up + w], down[here + w]
        bonds = right[here + w]
        m = marked[here + w] | (above & bonds_up) | (below & bonds_down)
        around = bonds & single
        m |= ((m & around) >> last) & _1
        m |= ((m & _1) << last) & around
        b = bonds & inside
        m |= (b + (m & b)) ^ b
        b = left[here + w]
        m = reverse_bits(m)
        m |= (b + (m & b)) ^ b
        m = reverse_bits(m)
        marked[here + w] = m
        leak_up |= m & bonds_up & ~above
        leak_down |= m & bonds_down & ~below
        leak_around |= ((m >> last) ^ m) & (around >> last)
    return leak_up != NONE, leak_down != NONE, (leak_around & _1) != NONE


@njit()
def _link(marked: Words, L: int, y: int, k: int, right: Words, dirty: NDArray[np.bool_]) -> None:
    """Let marks cross the border between cell k and the next one of the row, either way."""
    cells = dirty.shape[1]
    after = k + 1 if k + 1 < cells else 0
    low, high = _offset(y, k, cells), _offset(y, after, cells)
    last = np.uint64(min(64, L - 64 * k) - 1)
    low_waits, high_waits = _differ(marked, low, high, right, last)
    if low_waits or high_waits:
        for w in range(LANES):
            either = (marked[low + w] >> last | marked[high + w]) & (right[low + w] >> last) & _1
            marked[low + w] |= either << last
            marked[high + w] |= either
    if low_waits:
        dirty[y, k] = True
    if high_waits:
        dirty[y, after] = True


@njit(forceinline=True)
def _differ(
    marked: Words, low: np.uint64, high: np.uint64, right: Words, last: np.uint64
) -> tuple[bool, bool]:
    """Whether a mark waits to cross the border into the lower cell, and into the higher one."""
    into_low, into_high = NONE, NONE
    for w in range(LANES):
        bond, below, above = right[low + w] >> last, marked[low + w] >> last, marked[high + w]
        into_low |= bond & above & ~below
        into_high |= bond & below & ~above
    return (into_low & _1) != NONE, (into_high & _1) != NONE
