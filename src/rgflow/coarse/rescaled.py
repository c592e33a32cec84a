"""Average / 2^(-Delta_sigma) in every step, Delta_sigma = 1/8.

That keeps the two-point function of the critical lattice fixed.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.coarse import average

TITLE = "rescaled average"
FIELD_RESCALING = 2.0 ** (1 / 8)


def block(
    spins: NDArray[Any], steps: int, _: np.random.Generator | None = None
) -> NDArray[np.float32]:
    """Return rescaled averages, float32."""
    # Once, at the end: averages of ±1 are exact, and blocks that cancel stay exactly zero.
    return average.block(spins, steps) * np.float32(FIELD_RESCALING**steps)
