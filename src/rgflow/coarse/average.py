"""Mean of the block, a real value; a second step averages averages. The paper's rule."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.coarse.blocks import block_sum

TITLE = "average"


def block(
    spins: NDArray[Any],
    steps: int,
    _: np.random.Generator | None = None,
) -> NDArray[np.float32]:
    """Return averages, float32; exact for ±1 spins up to 12 steps."""
    blocked: NDArray[np.float32] = spins.astype(np.float32)
    for _step in range(steps):
        blocked = block_sum(blocked) * np.float32(0.25)
    return blocked
