"""Sign of the block's sum, ties broken by fair coins."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.coarse.blocks import block_sum
from rgflow.errors import ParameterError

TITLE = "majority"


def block(
    spins: NDArray[Any], steps: int, rng: np.random.Generator | None = None
) -> NDArray[np.int8]:
    """Return spins, int8 of ±1; random numbers are the coins.

    Raises
    ------
    ParameterError
        If there are no random numbers.
    """
    if rng is None:
        raise ParameterError("the majority rule needs random numbers for its ties")
    blocked: NDArray[np.int8] = spins.astype(np.int8)
    for _ in range(steps):
        blocked = np.sign(block_sum(blocked))
        ties = blocked == 0
        blocked[ties] = 2 * rng.integers(0, 2, np.count_nonzero(ties), np.int8) - 1
    return blocked
