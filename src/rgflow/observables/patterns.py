"""Maps that are no machine's: white noise and checkerboards (Figures 12 and 13)."""

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import ParameterError


def white_noise(units: int, size: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Independent uniform values in [-1, 1], ``(units, L, L)``."""
    return rng.uniform(-1.0, 1.0, (units, size, size))


def checkerboard(size: int, block: int) -> NDArray[np.float64]:
    """±1 checkerboard ``(1, L, L)`` of square blocks, the block at the origin being +1.

    Raises
    ------
    ParameterError
        If two blocks do not tile the lattice.
    """
    if block < 1 or size % (2 * block):
        raise ParameterError(
            f"checkerboard of {block}-site blocks on a lattice of {size}",
            remedy="choose blocks with 2 x block dividing L",
        )
    colour = np.arange(size) // block % 2
    board = 1.0 - 2.0 * ((colour[:, None] + colour) % 2)
    return board[None].astype(np.float64)
