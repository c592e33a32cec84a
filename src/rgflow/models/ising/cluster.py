"""Cluster update for 32 lattices at once: bits are sites, and a flood fill finds the clusters.

Layout. A row of a lattice is cut into cells of up to 64 sites; ``words[cell * LANES + lattice]``
holds one cell of one lattice, bit = site, 1 = up, and cell number ``y * cells_in_row + k``. Rows
shorter than 64 sites leave the high bits unused; they are never seeds and have no bonds.

One update of a lattice (Swendsen and Wang 1987, Wolff 1989):

1. activate each bond between equal spins with probability 1 - exp(-2/T), all bonds of a cell at
   once with Bernoulli masks (`random_words`);
2. choose a fixed number of random sites, the seeds, without looking at spins or bonds;
3. flip every cluster of sites joined by active bonds that holds a seed.

Given the bonds, all 2^clusters choices of cluster signs have the same weight (Fortuin and
Kasteleyn), and which clusters flip does not depend on the signs: so detailed balance holds for
any number of seeds. One seed is Wolff's algorithm.

Each bond has 12 private random bits and, if they tie, takes its decision from a tail word whose
bits are independent from site to site and shared only with the same bond of the other 31
lattices. Inside a lattice all bonds are therefore independent, with a probability exact to 2^-36.
"""

import numpy as np
from numpy.typing import NDArray

from rgflow.compiled import njit
from rgflow.models.ising.counting import count_rows
from rgflow.models.ising.flood import fill
from rgflow.models.ising.packing import unpack_rows
from rgflow.models.ising.random_words import (
    ALL,
    LANES,
    NONE,
    Lane,
    Masks,
    Words,
    bernoulli,
    probability_bits,
    seed_lanes,
    step,
)

_ONE = np.uint64(1)
_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)


class ClusterEnsemble:
    """32 independent L x L lattices, started from all spins up.

    Parameters
    ----------
    L : int
        Sites a side, >= 2.
    T : float
        Temperature, > 0.
    rng : np.random.Generator
        Source of the seeds of the lanes.
    seeds : int, optional
        Seeds of clusters a lattice and update; `number_of_seeds` unless told.
    """

    chains = int(LANES)

    def __init__(
        self, L: int, T: float, rng: np.random.Generator, seeds: int | None = None
    ) -> None:
        self._size = L
        self._seeds = number_of_seeds(L, T) if seeds is None else seeds
        self._lanes, self._scalar = seed_lanes(rng), seed_lanes(rng, 1)
        cells_in_row = -(-L // 64)
        self._words = np.full((L, cells_in_row, int(LANES)), ALL)
        self._words[:, -1] >>= np.uint64(64 * cells_in_row - L)
        self._activation = activation_bits(-np.expm1(-2.0 / T))

    def advance(self, steps: int) -> None:
        """Make `steps` updates of every lattice."""
        update(
            self._words.reshape(-1), self._size, steps, self._seeds,
            self._lanes, self._scalar, self._activation,
        )  # fmt: skip

    def count(self, broken: NDArray[np.int64], up: NDArray[np.int64]) -> None:
        """Count broken bonds and up spins of the first lattices, both int64 (<= chains,)."""
        count_rows(self._words.reshape(-1), self._size, broken, up)

    def write(self, spins: NDArray[np.int8], flip: NDArray[np.bool_]) -> None:
        """Write the first chains into `spins`, int8 (n, L, L), reversed where `flip`, bool (n,)."""
        unpack_rows(self._words, flip, spins)


def number_of_seeds(L: int, T: float) -> int:
    """Seeds at which an independent configuration costs least, from measurements at L = 16 .. 128.

    sqrt(L/2) up to T_c. Above, clusters shrink and their number grows as (L / xi)^2 with the
    correlation length ``1 / xi = ln coth K - 2K``: (L / xi)^2 / 2 more, at most 64 in all.
    """
    inverse_length = max(0.0, -np.log(np.tanh(1 / T)) - 2 / T)
    return min(64, max(1, round((L / 2) ** 0.5 + (L * inverse_length) ** 2 / 2)))


def activation_bits(p: float) -> tuple[Masks, Masks, Masks]:
    """Masks of 36 bits of a probability: the leading 12, and 24 for the tail words."""
    head, rest = probability_bits(p)
    middle, rest = probability_bits(float(rest) * 2.0**-64)
    low, _ = probability_bits(float(rest) * 2.0**-64)
    return head, middle, low


@njit()
def update(
    words: Words,
    L: int,
    updates: int,
    seeds: int,
    lanes: Words,
    scalar: Words,
    activation: tuple[Masks, Masks, Masks],
) -> None:
    """Make `updates` multi-seed cluster updates of all lattices, in place.

    Parameters
    ----------
    words : uint64 array (L * cells_in_row * LANES,)
        Spins, changed in place.
    seeds : int
        Seeds a lattice and update.
    lanes, scalar : uint64 arrays (4 * LANES,) and (4,)
        Generators of the bonds and of the seeds, changed in place.
    activation : tuple
        `activation_bits` of the bond probability.
    """
    cells = (L + 63) // 64
    right, down = np.empty(len(words), np.uint64), np.empty(len(words), np.uint64)
    marked = np.empty(len(words), np.uint64)
    vectors = (2 * L * cells + int(LANES) - 1) // int(LANES)
    tails = np.empty(vectors * int(LANES), np.uint64)
    for _ in range(updates):
        _draw_tails(tails, lanes, activation[1], activation[2])
        _draw_bonds(words, L, right, down, tails, lanes, activation[0])
        _plant(marked, L, seeds, scalar)
        fill(marked, L, right, down)
        for i in range(np.uint64(len(words))):
            words[i] ^= marked[i]


@njit(forceinline=True)
def _draw_tails(tails: Words, lanes: Words, middle: Masks, low: Masks) -> None:
    """Decide ties: bits 13 to 36 of the comparison, one word a cell and direction."""
    for first in range(np.uint64(0), np.uint64(len(tails)), LANES):
        for w in range(LANES):
            s: Lane = (lanes[w], lanes[LANES + w], lanes[LANES * 2 + w], lanes[LANES * 3 + w])
            s, less = bernoulli(s, low, NONE)
            s, less = bernoulli(s, middle, less)
            tails[first + w] = less
            lanes[w], lanes[LANES + w], lanes[LANES * 2 + w], lanes[LANES * 3 + w] = s


@njit(forceinline=True)
def _draw_bonds(
    words: Words, L: int, right: Words, down: Words, tails: Words, lanes: Words, head: Masks
) -> None:
    """Activate bonds: bit x of `right` joins x to x + 1, bit x of `down` joins row y to y + 1."""
    cells = (L + 63) // 64
    noise = np.empty(LANES, np.uint64)
    for y in range(L):
        for k in range(cells):
            here = np.uint64(y * cells + k) * LANES
            after = np.uint64(y * cells + (k + 1) % cells) * LANES
            below = np.uint64((y + 1) % L * cells + k) * LANES
            width = min(64, L - 64 * k)
            tail = 2 * (y * cells + k)
            _draw(noise, lanes, head, tails[tail])
            _join_right(words, here, after, np.uint64(width - 1), noise, right)
            if width > 32:
                _draw(noise, lanes, head, tails[tail + 1])
                first_bit = np.uint64(0)
            else:  # half a word of decisions is still unused
                first_bit = _HALF
            used = ALL >> np.uint64(64 - width)
            _join_down(words, here, below, used, noise, first_bit, down)


@njit(forceinline=True)
def _draw(noise: Words, lanes: Words, head: Masks, tail: np.uint64) -> None:
    for w in range(LANES):
        s: Lane = (lanes[w], lanes[LANES + w], lanes[LANES * 2 + w], lanes[LANES * 3 + w])
        s, noise[w] = bernoulli(s, head, tail)
        lanes[w], lanes[LANES + w], lanes[LANES * 2 + w], lanes[LANES * 3 + w] = s


@njit(forceinline=True)
def _join_right(
    words: Words, here: np.uint64, after: np.uint64, last: np.uint64, noise: Words, right: Words
) -> None:
    used = ALL >> (np.uint64(63) - last)
    for w in range(LANES):
        spins = words[here + w]
        neighbours = (spins >> _ONE) | ((words[after + w] & _ONE) << last)
        right[here + w] = ~(spins ^ neighbours) & noise[w] & used


@njit(forceinline=True)
def _join_down(
    words: Words,
    here: np.uint64,
    below: np.uint64,
    used: np.uint64,
    noise: Words,
    first_bit: np.uint64,
    down: Words,
) -> None:
    for w in range(LANES):
        equal = ~(words[here + w] ^ words[below + w])
        down[here + w] = equal & (noise[w] >> first_bit) & used


@njit(forceinline=True)
def _plant(marked: Words, L: int, seeds: int, scalar: Words) -> None:
    """Mark `seeds` random sites of each lattice."""
    cells, size = (L + 63) // 64, np.uint64(L)
    marked[:] = NONE
    s: Lane = (scalar[0], scalar[1], scalar[2], scalar[3])
    for w in range(LANES):
        for _ in range(seeds):
            u, s = step(s)
            # 32 random bits for each coordinate; the law of the seeds is free
            y, x = ((u >> _HALF) * size) >> _HALF, ((u & _LOW) * size) >> _HALF
            cell = y * np.uint64(cells) + (x >> np.uint64(6))
            marked[cell * LANES + w] |= _ONE << (x & np.uint64(63))
    scalar[0], scalar[1], scalar[2], scalar[3] = s
