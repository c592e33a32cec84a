"""Kernel of the joint histogram of a block and its surroundings."""

import numpy as np
from numpy.typing import NDArray

from rgflow.compiled import njit


@njit()
def count_states(
    spins: NDArray[np.int8],
    sites: NDArray[np.int64],
    first: int,
    weights: NDArray[np.float64],
    group: NDArray[np.int64],
    counts: NDArray[np.float64],
) -> None:
    """Add the weight of every configuration to the cell of each of its blocks.

    Parameters
    ----------
    spins : (n, L^2) int8
        ±1 configurations.
    sites : (blocks, block sites + environment sites) int64
        The first `first` of a row are the block's.
    first : int
    weights, group : (n,)
        Weight of each configuration, and the histogram that it goes into.
    counts : (groups, 2^first, 2^(environment sites - 1)) float64
        All spins are flipped where the first one of the environment is down.
    """
    for n in range(spins.shape[0]):
        lattice, histogram = spins[n], counts[group[n]]
        for b in range(sites.shape[0]):
            place = sites[b]
            reference = lattice[place[first]]
            block, around = np.int64(0), np.int64(0)
            for k in range(first):
                block |= np.int64(lattice[place[k]] != reference) << k
            for k in range(first + 1, place.size):
                around |= np.int64(lattice[place[k]] != reference) << (k - first - 1)
            histogram[block, around] += weights[n]
