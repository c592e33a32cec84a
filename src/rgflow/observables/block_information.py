"""The best coarse-graining of a 2 x 2 block, found by counting: I(h : E) of all odd functions h.

What a function h of the block V keeps of the world is its mutual information with an environment E
at some distance (M. Koch-Janusz and Z. Ringel, Nature Physics 14, 578 (2018)). One joint histogram
of V and E serves all functions.

Environment at buffer d: 12 sites of the square ring at distance d from the block (d = 1 touches
it), namely the ring's four corners and, on each side, the two sites that face the block; at d = 1
that is the whole ring, which by the Markov property tells all that the world knows of the block.
They keep all symmetries of the block.

The law of the spins does not change if all are flipped. The first spin of E is therefore set up by
flipping all where it is down, which halves the number of cells: with h odd,
I(h : E) = ln 2 + H(E') - H(h', E') of the flipped h' and E'.

Plug-in entropies of N blocks are too small by (cells - 1) / 2N to first order (Miller and Madow),
so that I is too large: with 2 x 2048 cells and N = 10^6 blocks by 0.001 nats. Blocks of one
configuration are correlated, which makes the true bias larger; the jackknife over configurations,
which knows of this, estimates it as well. Of I(V : E), with 16 x 2048 cells, many of them rare,
some bias remains: the bound that it sets is then too loose, never too tight. All is in nats.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rgflow.coarse.block_functions import by_class, odd_functions
from rgflow.errors import ParameterError
from rgflow.observables.block_kernels import count_states
from rgflow.stats.blocks import block_index, require_blocks
from rgflow.stats.estimate import Estimate, Floats
from rgflow.stats.resampling import jackknife

_BLOCK = ((0, 0), (0, 1), (1, 0), (1, 1))


@dataclass(frozen=True)
class Information:
    """Information in nats about the environment, of functions or of the whole block.

    Attributes
    ----------
    plain : (...) float64
        Plug-in values.
    miller_madow : (...) float64
        Their bias as if all blocks were independent.
    """

    plain: Floats
    miller_madow: Floats

    @property
    def corrected(self) -> Floats:
        """Plug-in values less the bias of Miller and Madow."""
        return np.asarray(self.plain - self.miller_madow)


@dataclass(frozen=True)
class Kept:
    """Information kept, with errors by jackknife over configurations.

    Attributes
    ----------
    value : Estimate of shape (classes,) or ()
        Corrected after Miller and Madow.
    plain, miller_madow, jackknife_bias : (classes,) or () float64
        Plug-in value and two estimates of its bias.
    """

    value: Estimate
    plain: Floats
    miller_madow: Floats
    jackknife_bias: Floats


def block_sites(L: int, buffer: int) -> NDArray[np.int64]:
    """Sites (blocks, 4 + 12) of every 2 x 2 block and of its environment, as indices y L + x.

    Raises
    ------
    ParameterError
        If L is odd, the buffer below 1, or the ring does not fit on the lattice.
    """
    if L % 2 or buffer < 1 or 2 * buffer + 2 > L:
        raise ParameterError(
            f"an environment at distance {buffer} of 2 x 2 blocks on L = {L}",
            remedy="give an even L of at least 2 buffer + 2, and a buffer of 1 or more",
        )
    low, high = -buffer, 1 + buffer
    facing = [(y, x) for y in (low, high) for x in (0, 1)]
    ring = [(y, x) for y in (low, high) for x in (low, high)]
    offsets = np.array([*_BLOCK, *ring, *facing, *((y, x) for x, y in facing)])
    corner = np.stack(np.meshgrid(*2 * [np.arange(0, L, 2)], indexing="ij"), -1).reshape(-1, 1, 2)
    y, x = np.moveaxis((corner + offsets) % L, -1, 0)
    return np.asarray(y * L + x)


def joint_counts(
    spins: NDArray[np.int8],
    sites: NDArray[np.int64],
    groups: int = 1,
    weights: Floats | None = None,
) -> Floats:
    """Joint histogram of block and environment, after setting the environment's first spin up.

    Parameters
    ----------
    spins : (n, L, L) int8
        ±1 configurations.
    sites : (blocks, 4 + environment sites) int64
        As of :func:`block_sites`.
    groups : int
        Runs of neighbouring configurations that get a histogram each.
    weights : (n,) float64, optional
        Probability of each configuration, of enumerated ones. Default: ones.

    Returns
    -------
    (groups, 16, 2^(environment sites - 1)) float64
    """
    n, block = len(spins), len(_BLOCK)
    counts = np.zeros((groups, 2**block, 2 ** (sites.shape[1] - block - 1)))
    index = block_index(n, groups) if groups > 1 else np.zeros(n, np.int64)
    flat = np.ascontiguousarray(spins.reshape(n, -1), dtype=np.int8)
    count_states(flat, sites, block, np.ones(n) if weights is None else weights, index, counts)
    return counts


def function_information(counts: Floats) -> Information:
    """I(h : E) of every odd function, (256,), from a histogram (16, cells)."""
    up = (odd_functions() > 0).astype(np.float64)
    around, total = counts.sum(axis=0), counts.sum()
    parts = [values @ counts for values in (up, 1.0 - up)]
    plain = np.log(2) + (sum(map(_logs, parts)) - _logs(around)) / total
    cells = sum(np.count_nonzero(part, axis=1) for part in parts)
    return Information(plain, (cells - np.count_nonzero(around)) / (2 * total))


def whole_information(counts: Floats) -> Information:
    """I(V : E) of the whole block, (), which no function can exceed, from a histogram."""
    around, block, total = counts.sum(axis=0), counts.sum(axis=1), counts.sum()
    # states of opposite spins are equally likely: H(V) = ln 2 + entropy of the pairs
    pairs = (block + block[::-1])[: len(block) // 2]
    entropies = total * np.log(2 * total) - _logs(pairs) - _logs(around) + _logs(counts.ravel())
    cells = np.count_nonzero(counts) - np.count_nonzero(pairs) - np.count_nonzero(around) + 1
    return Information(entropies / total, np.asarray(cells / (2 * total)))


def kept(counts: Floats, level: float = 0.95) -> tuple[Kept, Kept]:
    """Information kept by every class of functions and by the whole block (), with errors.

    Functions that a symmetry of the square makes of each other keep the same; their estimates are
    averaged, in the order of :func:`rgflow.coarse.block_functions.classes`.

    Parameters
    ----------
    counts : (groups, 16, cells) float64
        Histograms of at least two groups of configurations.
    level : float
        Coverage of the intervals.
    """
    require_blocks(len(counts))
    total = counts.sum(axis=0)

    def estimated(information: Callable[[Floats], Information]) -> Kept:
        everything = information(total)
        left_out = [information(total - group) for group in counts]
        corrected = np.stack([one.corrected for one in left_out])
        plain = np.mean([one.plain for one in left_out], axis=0)
        return Kept(
            jackknife(everything.corrected, corrected, level),
            everything.plain,
            everything.miller_madow,
            (len(counts) - 1) * (plain - everything.plain),
        )

    def of_classes(histogram: Floats) -> Information:
        one = function_information(histogram)
        return Information(by_class(one.plain), by_class(one.miller_madow))

    return estimated(of_classes), estimated(whole_information)


def _logs(counts: Floats) -> Floats:
    """Sum of c ln c along the last axis: N ln N less N times the plug-in entropy."""
    return np.asarray((counts * np.log(np.where(counts > 0, counts, 1.0))).sum(axis=-1))
