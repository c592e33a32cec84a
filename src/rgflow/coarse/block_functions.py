"""All binary functions of a 2 x 2 block that are odd under s -> -s: 2^8 ways to coarse-grain.

State v of a block has bit k set where its spin k is down, the spins in the order (0,0), (0,1),
(1,0), (1,1) of (y, x). Function f is -1 on state v = 0 ... 7 (last spin up) where its bit v is set,
and the opposite on the flipped state 15 - v. Function 0 is the last spin itself.
"""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import ParameterError

FUNCTIONS = 256
SPINS: NDArray[np.int8] = (1 - 2 * (np.arange(16)[:, None] >> np.arange(4) & 1)).astype(np.int8)
"""Spins of every state, (16, 4)."""


@cache
def odd_functions() -> NDArray[np.int8]:
    """Values of every function on every state, (256, 16) of ±1."""
    half = 1 - 2 * (np.arange(FUNCTIONS)[:, None] >> np.arange(8) & 1)
    return np.concatenate([half, -half[:, ::-1]], axis=1).astype(np.int8)


def apply(spins: NDArray[Any], function: int) -> NDArray[np.int8]:
    """Return the lattices (n, L / 2, L / 2) that a function makes of ±1 spins (n, L, L).

    Raises
    ------
    ParameterError
        If L is odd or there is no such function.
    """
    if not 0 <= function < FUNCTIONS or spins.shape[-1] % 2 or spins.shape[-2] % 2:
        raise ParameterError(
            f"function {function} of the 2 x 2 blocks of lattices of shape {spins.shape}",
            remedy=f"give an even L and a function of 0 ... {FUNCTIONS - 1}",
        )
    down = (spins < 0).astype(np.uint8)
    rows = down[:, ::2] | down[:, 1::2] << 2
    state = rows[:, :, ::2] | rows[:, :, 1::2] << 1
    return np.asarray(odd_functions()[function][state])


def couplings(function: int) -> NDArray[np.float64]:
    """Coefficients (8,) of h = sum a_k s_k + sum b_k (product of the spins other than k)."""
    products = SPINS.prod(axis=1, keepdims=True) * SPINS
    terms = np.concatenate([SPINS, products], axis=1, dtype=np.float64)
    return np.asarray(odd_functions()[function] @ terms / 16)


@cache
def symmetry_class(function: int) -> int:
    """Smallest of the functions that the block's symmetries and h -> -h make of one.

    Only those that are +1 where all spins are up: the others would turn a magnetized lattice over.
    """
    square = np.arange(4).reshape(2, 2)
    turns = [np.rot90(square, k) for k in range(4)]
    places = [turn.ravel() for turn in turns] + [turn.T.ravel() for turn in turns]
    down = (SPINS < 0).astype(int)
    table = odd_functions()[function]
    moved = [table[down[:, place] @ (1 << np.arange(4))] for place in places]
    positive = [values[0] * values[:8] for values in moved]
    return min(int((half < 0) @ (1 << np.arange(8))) for half in positive)


@cache
def classes() -> tuple[int, ...]:
    """Return the representative of every symmetry class, rising."""
    return tuple(sorted({symmetry_class(function) for function in range(FUNCTIONS)}))


def by_class(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return means over the functions of each class, (classes,) of values (256,)."""
    member = np.searchsorted(classes(), [symmetry_class(f) for f in range(FUNCTIONS)])
    return np.asarray(np.bincount(member, values) / np.bincount(member))


def describe(function: int) -> str:
    """Say in words what a function does, up to the block's symmetries and its sign."""
    values = odd_functions()[symmetry_class(function)]
    total = SPINS.sum(axis=1, dtype=int)
    if (np.abs(values @ SPINS) == 16).any():
        return "one spin"
    if (values == np.sign(total))[total != 0].all():
        # against a spin, that is with the majority of the other three
        by = (values[total == 0] @ SPINS[total == 0] == 6).any()
        return "majority, ties by one spin" if by else "majority of three spins"
    a, b = np.split(couplings(function), 2)
    return f"linear {np.round(a, 3).tolist()}, cubic {np.round(b, 3).tolist()}"
