"""Sorting configurations into temperature classes, and the classes into blocks."""

import numpy as np
from numpy.typing import NDArray

from rgflow.stats.blocks import block_index

MATCH = 1e-9
"""Two class temperatures are the same within this (J/k_B); labels carry six decimals."""


def class_of(temperatures: NDArray[np.float64], axis: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the index along `axis` of each temperature, -1 where it is none of the classes.

    Parameters
    ----------
    temperatures : (n,)
        Temperature of each configuration, in J/k_B.
    axis : (n_classes,)
        Class temperatures, rising.
    """
    if not axis.size:
        return np.full(temperatures.size, -1)
    nearest = np.abs(temperatures[:, None] - axis).argmin(axis=1)
    same = np.abs(axis[nearest] - temperatures) < MATCH
    return np.where(same, nearest, -1)


def blocks_of(classes: NDArray[np.int64], n_classes: int, n_blocks: int) -> NDArray[np.int64]:
    """Return the block of each configuration: its class cut into runs of nearly equal length.

    Neighbours in a Monte Carlo series stay together, so blocks are independent to the extent that
    they are longer than the autocorrelation time.

    Parameters
    ----------
    classes : (n,)
        Class of each configuration; -1 belongs to none and gets block 0.
    n_classes, n_blocks : int
        Number of classes and of blocks per class.
    """
    blocks = np.zeros(classes.size, np.int64)
    for index in range(n_classes):
        members = np.flatnonzero(classes == index)
        blocks[members] = block_index(members.size, n_blocks)
    return blocks


def group_sums(
    values: NDArray[np.float64], groups: NDArray[np.int64], n_groups: int
) -> NDArray[np.float64]:
    """Return the sum of `values` (n,) over each group; group -1 is left out."""
    inside = groups >= 0
    sums = np.bincount(groups[inside], values[inside], minlength=n_groups)
    return sums.astype(np.float64)
