"""Private random bits for many replicas at once: lanes of xoshiro256+ and Bernoulli masks.

A *lane* is one 64-bit word that steps its own xoshiro256+ generator (Blackman and Vigna, 2018);
`LANES` of them step together, eight to a vector register. A generator's state is a flat array
of ``4 * LANES`` words, ``state[k * LANES + lane]``, seeded from numpy's generator.

A Bernoulli mask is a word whose 64 bits are independent and 1 with probability p. Write p and a
uniform number r in binary; then [r < p] follows from their bits, least significant first, by

    less  <-  majority(not r_k, p_k, less),

because bit k decides unless r_k = p_k (and "not r_k" is as random as r_k). One step serves 64
decisions, each with its own r. `PRIVATE_BITS` bits of r are drawn for every mask bit. The bits of
p below those matter only if all of them tie, with probability 2^-PRIVATE_BITS, and are compared
with a random number shared between replicas (the kernels say between which), whose outcome is
the `less` that the private bits start from. So the law of each single replica has the
resolution of both parts together, and two replicas share a decision with probability
2^(-2 PRIVATE_BITS) = 6e-8.
"""

import numpy as np
from numpy.typing import NDArray

from rgflow.compiled import njit

Words = NDArray[np.uint64]
Masks = tuple[np.uint64, ...]
"""One word a bit of a probability."""

Lane = tuple[np.uint64, np.uint64, np.uint64, np.uint64]
"""State of one lane, held in registers inside a kernel."""

LANES = np.uint64(32)
"""Words in a vector of replicas: a compile-time constant, or nothing is vectorised. Unsigned,
like every index in the kernels, because a signed index costs a wrap-around test."""

PRIVATE_BITS = 12
"""Random bits that no two replicas share, for every decision of every replica."""

ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
NONE = np.uint64(0)

_SHIFT, _TURN, _TURN_BACK = np.uint64(17), np.uint64(45), np.uint64(19)


def seed_lanes(rng: np.random.Generator, lanes: int = int(LANES)) -> Words:
    """Fresh states for `lanes` generators, 256 random bits each, shape (4 * lanes,)."""
    return rng.integers(0, 2**64, size=4 * lanes, dtype=np.uint64)


def probability_bits(p: float) -> tuple[tuple[np.uint64, ...], np.uint64]:
    """Split a probability into masks for its leading bits and a threshold for the rest.

    Parameters
    ----------
    p : float
        Probability, 0 <= p <= 1; certainty is rounded down to the largest number below 1.

    Returns
    -------
    masks : tuple of PRIVATE_BITS uint64
        All ones where the bit of p is 1, least significant first.
    tail : uint64
        The bits of p below those, as a fraction of 2^64.
    """
    scaled = min(p, 1.0 - 2.0**-53) * 2.0**PRIVATE_BITS
    head = int(scaled)
    masks = tuple(ALL if head >> k & 1 else NONE for k in range(PRIVATE_BITS))
    return masks, np.uint64(int((scaled - head) * 2.0**64))


@njit(forceinline=True)
def step(s: Lane) -> tuple[np.uint64, Lane]:
    """Return the next 64 bits of a lane and its new state (xoshiro256+)."""
    s0, s1, s2, s3 = s
    word = s0 + s3
    shifted = s1 << _SHIFT
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    return word, (s0, s1, s2, (s3 << _TURN) | (s3 >> _TURN_BACK))


@njit(forceinline=True)
def _compare(s: Lane, p: np.uint64, less: np.uint64) -> tuple[Lane, np.uint64]:
    u, s = step(s)
    return s, (u & less) | (p & (u | less))


@njit(forceinline=True)
def _compare_two(
    s: Lane, p: np.uint64, q: np.uint64, less_p: np.uint64, less_q: np.uint64
) -> tuple[Lane, np.uint64, np.uint64]:
    u, s = step(s)
    return s, (u & less_p) | (p & (u | less_p)), (u & less_q) | (q & (u | less_q))


@njit(forceinline=True)
def bernoulli(s: Lane, p: tuple[np.uint64, ...], less: np.uint64) -> tuple[Lane, np.uint64]:
    """Mask [r < p], 64 private r of PRIVATE_BITS bits each, starting from the tail's outcome.

    The bits are written out because a loop over them would keep the caller's loop scalar.
    """
    s, less = _compare(s, p[0], less)
    s, less = _compare(s, p[1], less)
    s, less = _compare(s, p[2], less)
    s, less = _compare(s, p[3], less)
    s, less = _compare(s, p[4], less)
    s, less = _compare(s, p[5], less)
    s, less = _compare(s, p[6], less)
    s, less = _compare(s, p[7], less)
    s, less = _compare(s, p[8], less)
    s, less = _compare(s, p[9], less)
    s, less = _compare(s, p[10], less)
    s, less = _compare(s, p[11], less)
    return s, less


@njit(forceinline=True)
def bernoulli_two(
    s: Lane, p: tuple[np.uint64, ...], q: tuple[np.uint64, ...], a: np.uint64, b: np.uint64
) -> tuple[Lane, np.uint64, np.uint64]:
    """Masks [r < p] and [r < q] of the same r: two thresholds for the price of one number."""
    s, a, b = _compare_two(s, p[0], q[0], a, b)
    s, a, b = _compare_two(s, p[1], q[1], a, b)
    s, a, b = _compare_two(s, p[2], q[2], a, b)
    s, a, b = _compare_two(s, p[3], q[3], a, b)
    s, a, b = _compare_two(s, p[4], q[4], a, b)
    s, a, b = _compare_two(s, p[5], q[5], a, b)
    s, a, b = _compare_two(s, p[6], q[6], a, b)
    s, a, b = _compare_two(s, p[7], q[7], a, b)
    s, a, b = _compare_two(s, p[8], q[8], a, b)
    s, a, b = _compare_two(s, p[9], q[9], a, b)
    s, a, b = _compare_two(s, p[10], q[10], a, b)
    s, a, b = _compare_two(s, p[11], q[11], a, b)
    return s, a, b
