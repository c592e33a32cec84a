"""Symmetries of the Ising lattice: translations, the square's eight symmetries, the global flip."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.compiled import njit


def move_randomly(spins: NDArray[np.int8], rng: np.random.Generator) -> NDArray[np.int8]:
    """Move every configuration ``(n, L, L)`` by a random symmetry of its own; returns a copy.

    Translations (all L^2), reflections of either axis, transposition and the global flip, each
    drawn uniformly and independently.
    """
    n, size = spins.shape[:2]
    shifts = rng.integers(0, size, (n, 2))
    coins = rng.integers(0, 2, (n, 4), dtype=np.int8)
    moved = np.empty_like(spins)
    _move(spins, shifts, coins, moved)
    return moved


def compile_kernels() -> None:
    """Compile and cache the kernel of this module."""
    move_randomly(np.ones((1, 2, 2), np.int8), np.random.default_rng(0))


@njit()
def _move(
    spins: NDArray[np.int8], shifts: NDArray[Any], coins: NDArray[np.int8], moved: NDArray[np.int8]
) -> None:
    size = spins.shape[1]
    for k in range(spins.shape[0]):
        sign = np.int8(1 - 2 * coins[k, 0])
        for y in range(size):
            from_y = (size - 1 - y if coins[k, 1] else y) + shifts[k, 0]
            from_y -= size if from_y >= size else 0
            for x in range(size):
                from_x = (size - 1 - x if coins[k, 2] else x) + shifts[k, 1]
                from_x -= size if from_x >= size else 0
                spin = spins[k, from_x, from_y] if coins[k, 3] else spins[k, from_y, from_x]
                moved[k, y, x] = sign * spin
