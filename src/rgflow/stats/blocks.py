"""Cutting a series into blocks."""

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import ParameterError


def block_index(n: int, n_blocks: int) -> NDArray[np.int64]:
    """Block of each member ``(n,)`` of a series cut into runs of nearly equal length."""
    require_blocks(n_blocks)
    return np.arange(n) * n_blocks // max(n, 1)


def require_blocks(n_blocks: int) -> None:
    """Raise a ParameterError with fewer than two blocks."""
    if n_blocks < 2:
        raise ParameterError(
            f"{n_blocks} block(s) for an error", remedy="cut the data into at least two blocks"
        )
