"""Block-spin transformations on 2 x 2 blocks.

``average``     mean of the block, a real value; a second step averages averages (the paper)
``rescaled``    average / 2^(-Delta_sigma) in every step, Delta_sigma = 1/8: what keeps the
                two-point function of the critical lattice fixed
``majority``    sign of the block's sum, ties broken by fair coins
``decimation``  the block's first spin
"""

from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import ParameterError

Transformation = Literal["average", "rescaled", "majority", "decimation"]
FIELD_RESCALING = 2.0 ** (1 / 8)


def coarse_grain(
    spins: NDArray[Any],
    transformation: Transformation,
    steps: int,
    rng: np.random.Generator | None = None,
) -> NDArray[Any]:
    """Apply block-spin steps to a stack of configurations.

    Parameters
    ----------
    spins : (n, L, L)
        ±1 configurations; ``average`` and ``rescaled`` also take real values.
    transformation : {"average", "rescaled", "majority", "decimation"}
        See the module's text.
    steps : int
        Number of steps k; L must be divisible by 2^k.
    rng : numpy.random.Generator, optional
        Coins for the ties of ``majority``; the others need none.

    Returns
    -------
    (n, L / 2^k, L / 2^k)
        float32 for ``average`` (exact for ±1 spins up to 12 steps) and ``rescaled``, int8 of ±1
        for the other two.

    Raises
    ------
    ParameterError
        If the shape does not allow the steps, the transformation is unknown, or coins are missing.
    """
    if transformation not in get_args(Transformation):
        raise ParameterError(
            f"block-spin transformation {transformation!r}",
            remedy=f"use one of {', '.join(get_args(Transformation))}",
        )
    size = spins.shape[-1]
    if spins.ndim != 3 or spins.shape[1] != size or steps < 0 or size % 2**steps:
        raise ParameterError(
            f"{steps} block-spin steps on lattices of shape {spins.shape}",
            remedy="give square lattices (n, L, L) with L divisible by 2^steps",
        )
    if transformation == "majority" and rng is None:
        raise ParameterError("the majority rule needs random numbers for its ties")
    real = transformation in ("average", "rescaled")
    blocked: NDArray[Any] = spins.astype(np.float32 if real else np.int8)
    for _ in range(steps):
        if real:
            blocked = _block_sum(blocked) * np.float32(0.25)
        elif transformation == "majority":
            blocked = _majority(blocked, rng)
        else:
            blocked = np.ascontiguousarray(blocked[:, ::2, ::2])
    if transformation == "rescaled":
        # Once, at the end: averages of ±1 are exact, and blocks that cancel stay exactly zero.
        blocked *= np.float32(FIELD_RESCALING**steps)
    return blocked


def _block_sum(spins: NDArray[Any]) -> NDArray[Any]:
    left, right = spins[:, :, ::2], spins[:, :, 1::2]
    rows = left + right
    return rows[:, ::2] + rows[:, 1::2]


def _majority(spins: NDArray[np.int8], rng: np.random.Generator | None) -> NDArray[np.int8]:
    total = _block_sum(spins)
    blocked: NDArray[np.int8] = np.sign(total)
    ties = blocked == 0
    assert rng is not None
    blocked[ties] = 2 * rng.integers(0, 2, np.count_nonzero(ties), np.int8) - 1
    return blocked
