"""The first spin of the block."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

TITLE = "decimation"


def block(
    spins: NDArray[Any], steps: int, _: np.random.Generator | None = None
) -> NDArray[np.int8]:
    """Return spins, int8 of ±1."""
    width = 2**steps
    return np.ascontiguousarray(spins[:, ::width, ::width].astype(np.int8))
