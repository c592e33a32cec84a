"""Symmetries of the Ising lattice: translations, the square's eight symmetries, the global flip."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def move_randomly(spins: NDArray[Any], rng: np.random.Generator) -> NDArray[Any]:
    """Move every configuration ``(n, L, L)`` by a random symmetry of its own; returns a copy.

    Translations (all L^2), reflections of either axis, transposition and the global flip, each
    drawn uniformly and independently.
    """
    n, size = spins.shape[:2]
    shift_y, shift_x = rng.integers(0, size, (2, n, 1))
    mirror_y, mirror_x = rng.choice(np.array([-1, 1]), (2, n, 1))
    axis = np.arange(size)
    rows = (mirror_y * axis + shift_y) % size
    columns = (mirror_x * axis + shift_x) % size
    swap = rng.integers(0, 2, (n, 1, 1)) == 1
    y = np.where(swap, columns[:, None, :], rows[:, :, None])
    x = np.where(swap, rows[:, :, None], columns[:, None, :])
    site = (np.arange(n)[:, None, None] * size + y) * size + x
    sign = rng.choice(np.array([-1, 1], spins.dtype), (n, 1, 1))
    moved: NDArray[Any] = spins.reshape(-1)[site] * sign
    return moved
