"""Sums over blocks, which several rules start from."""

from typing import Any

from numpy.typing import NDArray


def block_sum(spins: NDArray[Any]) -> NDArray[Any]:
    """Return the sum of each 2 x 2 block, (n, L, L) to (n, L / 2, L / 2) of the same type."""
    left, right = spins[:, :, ::2], spins[:, :, 1::2]
    rows = left + right
    return rows[:, ::2] + rows[:, 1::2]
