"""Block-spin steps by any rule of this folder."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.coarse.registry import RULES
from rgflow.errors import ParameterError


def coarse_grain(
    spins: NDArray[Any], rule: str, steps: int, rng: np.random.Generator | None = None
) -> NDArray[Any]:
    """Apply block-spin steps to a stack of configurations.

    Parameters
    ----------
    spins : (n, L, L)
        ±1 configurations, or what else the rule takes.
    rule : str
        Name of a module of this folder.
    steps : int
        Number of steps k; L must be divisible by 2^k.
    rng : numpy.random.Generator, optional
        For rules that draw.

    Returns
    -------
    (n, L / 2^k, L / 2^k)
        float32 of rules whose blocks are real values, int8 of those that give ±1.

    Raises
    ------
    ParameterError
        If the shape does not allow the steps, there is no such rule, or it lacks random numbers.
    """
    size = spins.shape[-1]
    if spins.ndim != 3 or spins.shape[1] != size or steps < 0 or size % 2**steps:
        raise ParameterError(
            f"{steps} block-spin steps on lattices of shape {spins.shape}",
            remedy="give square lattices (n, L, L) with L divisible by 2^steps",
        )
    blocked: NDArray[Any] = RULES.load(rule).block(spins, steps, rng)
    return blocked
