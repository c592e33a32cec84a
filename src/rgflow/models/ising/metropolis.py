"""Metropolis for 2048 lattices at once: one bit a spin, 64 replicas a word.

Layout. ``words[site * LANES + w]`` holds the spin of `site` in 64 replicas, bit = replica, 1 = up;
the replica's number is ``64 w + bit``. All replicas visit the sites in the same order, row by
row; what differs is their spins and their random numbers.

One update. With a, b, c, d = [the bond to neighbour 1..4 is broken], found by XOR, a flip costs
``dE = 4 (2 - number of broken bonds)``. With one uniform number r for each replica,

    three or four broken   flip;
    two broken             flip if r >= exp(-8/T);
    exactly one broken     flip if r < exp(-4/T);
    none broken            flip if r < exp(-8/T).

The first and the last two are Metropolis' min(1, exp(-dE/T)). Flips at no cost he always makes;
here they are made with a probability that is the same there and back, so that detailed balance
holds as well. It has to be below 1: sweeping in a fixed order and making every free flip, some
states are only reached from each other (8 of 512 at L = 3, 64 of 65536 at L = 4), and a run that
starts elsewhere never sees them. Using r makes it cost nothing, and near T_c it is 0.97.

The masks [r < exp(-4/T)] and [r < exp(-8/T)] come from 12 private bits a replica (`random_words`);
the shared tail is one 64-bit number a site, the same for all replicas. Each replica therefore
accepts with its probability exact to 2^-76, independently from one site to the next: its law is
that of a sequential chain run on its own.
"""

import numpy as np
from numpy.typing import NDArray

from rgflow.compiled import njit
from rgflow.models.ising.counting import count_sites
from rgflow.models.ising.packing import REPLICAS, unpack_sites
from rgflow.models.ising.random_words import (
    ALL,
    LANES,
    NONE,
    Lane,
    Words,
    bernoulli_two,
    probability_bits,
    seed_lanes,
    step,
)


class MetropolisEnsemble:
    """2048 independent replicas of an L x L lattice, started from all spins up.

    Parameters
    ----------
    L : int
        Sites a side, >= 2.
    T : float
        Temperature, > 0.
    rng : np.random.Generator
        Source of the seeds of the lanes.
    """

    chains = REPLICAS

    def __init__(self, L: int, T: float, rng: np.random.Generator) -> None:
        self._size = L
        self._lanes, self._tail = seed_lanes(rng), seed_lanes(rng, 1)
        self._words = np.full(L * L * int(LANES), ALL)
        self._one_broken = probability_bits(np.exp(-4.0 / T))
        self._none_broken = probability_bits(np.exp(-8.0 / T))

    def advance(self, steps: int) -> None:
        """Make `steps` sweeps: every spin of every replica is offered a flip in each."""
        sweep(
            self._words, self._size, steps, self._lanes, self._tail,
            self._one_broken, self._none_broken,
        )  # fmt: skip

    def count(self, broken: NDArray[np.int64], up: NDArray[np.int64]) -> None:
        """Count broken bonds and up spins of the first replicas, both int64 (<= chains,)."""
        count_sites(self._words, self._size, broken, up)

    def write(self, spins: NDArray[np.int8], flip: NDArray[np.bool_]) -> None:
        """Write the first chains into `spins`, int8 (n, L, L), reversed where `flip`, bool (n,)."""
        unpack_sites(self._words, flip, spins.reshape(len(spins), -1))


@njit()
def sweep(
    words: Words,
    L: int,
    sweeps: int,
    lanes: Words,
    tail: Words,
    one_broken: tuple[tuple[np.uint64, ...], np.uint64],
    none_broken: tuple[tuple[np.uint64, ...], np.uint64],
) -> None:
    """Make `sweeps` sequential Metropolis sweeps of all replicas, in place.

    Parameters
    ----------
    words : uint64 array (L * L * LANES,)
        Spins, changed in place.
    lanes, tail : uint64 arrays (4 * LANES,) and (4,)
        Generators of the private and of the shared bits, changed in place.
    one_broken, none_broken : tuple
        `probability_bits` of exp(-4/T) and exp(-8/T).
    """
    p, p_tail = one_broken
    q, q_tail = none_broken
    accept_p, accept_q = np.empty(LANES, np.uint64), np.empty(LANES, np.uint64)
    shared = (tail[0], tail[1], tail[2], tail[3])
    for _ in range(sweeps):
        for y in range(L):
            for x in range(L):
                u, shared = step(shared)
                _thresholds(
                    lanes, p, q, ALL if u < p_tail else NONE, ALL if u < q_tail else NONE,
                    accept_p, accept_q,
                )  # fmt: skip
                _flip(
                    words,
                    _offset(L, y, x),
                    _offset(L, (y + L - 1) % L, x),
                    _offset(L, (y + 1) % L, x),
                    _offset(L, y, (x + L - 1) % L),
                    _offset(L, y, (x + 1) % L),
                    accept_p,
                    accept_q,
                )
    tail[0], tail[1], tail[2], tail[3] = shared


@njit(forceinline=True)
def _offset(L: int, y: int, x: int) -> np.uint64:
    return np.uint64(y * L + x) * LANES


@njit(forceinline=True)
def _thresholds(
    lanes: Words,
    p: tuple[np.uint64, ...],
    q: tuple[np.uint64, ...],
    tail_p: np.uint64,
    tail_q: np.uint64,
    accept_p: Words,
    accept_q: Words,
) -> None:
    """Draw [r < p] and [r < q] for every replica. A loop of its own: see `_flip`."""
    for w in range(LANES):
        s: Lane = (lanes[w], lanes[LANES + w], lanes[LANES * 2 + w], lanes[LANES * 3 + w])
        s, accept_p[w], accept_q[w] = bernoulli_two(s, p, q, tail_p, tail_q)
        lanes[w], lanes[LANES + w], lanes[LANES * 2 + w], lanes[LANES * 3 + w] = s


@njit(forceinline=True)
def _flip(
    words: Words,
    here: np.uint64,
    above: np.uint64,
    below: np.uint64,
    left: np.uint64,
    right: np.uint64,
    accept_p: Words,
    accept_q: Words,
) -> None:
    """Flip one site where its replica accepts.

    Two short loops instead of one: the compiler gives up on vectorising a loop that needs too
    many checks for overlapping arrays.
    """
    for w in range(LANES):
        spin = words[here + w]
        a, b = spin ^ words[above + w], spin ^ words[below + w]
        c, d = spin ^ words[left + w], spin ^ words[right + w]
        vertical, horizontal = a | b, c | d
        two_or_more = (a & b) | (c & d) | (vertical & horizontal)
        three_or_more = (a & b & horizontal) | (c & d & vertical)
        one_or_none = ((vertical | horizontal) & accept_p[w]) | accept_q[w]
        accept = three_or_more | (two_or_more & ~accept_q[w]) | (one_or_none & ~two_or_more)
        words[here + w] = spin ^ accept
