"""Local operators of a spin configuration: the spin itself and the energy density epsilon.

``spin``   s(y, x)
``bond``   s(y, x) s(y+1, x): epsilon as the authors' code has it (one bond, first lattice axis)
``star``   s(y, x) times the sum of its four neighbours: their alternative

The lattice is periodic. Nothing is subtracted here: the mean is taken over a class of
configurations, see :func:`rgflow.observables.correlator.correlator`.
"""

from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import ParameterError

Operator = Literal["spin", "bond", "star"]


def operator_field(spins: NDArray[Any], operator: Operator) -> NDArray[np.float64]:
    """Field of the operator, ``(n, L, L)`` float64, for ±1 or real-valued configurations."""
    _check(operator)
    field: NDArray[np.float64] = spins.astype(np.float64)
    down = np.roll(field, -1, axis=1)
    if operator == "spin":
        return field
    if operator == "bond":
        return field * down
    up, right, left = (np.roll(field, shift, axis) for shift, axis in ((1, 1), (-1, 2), (1, 2)))
    return field * (down + up + right + left)


def operator_planes(words: NDArray[np.uint64], operator: Operator) -> list[NDArray[np.uint64]]:
    """Packed ±1 fields ``(n_words, L, L)`` whose sum is the operator's field."""
    _check(operator)
    if operator == "spin":
        return [words]
    bond_y = words ^ np.roll(words, -1, axis=1)
    if operator == "bond":
        return [bond_y]
    bond_x = words ^ np.roll(words, -1, axis=2)
    return [bond_y, np.roll(bond_y, 1, axis=1), bond_x, np.roll(bond_x, 1, axis=2)]


def _check(operator: str) -> None:
    if operator not in get_args(Operator):
        raise ParameterError(
            f"operator {operator!r}", remedy=f"use one of {', '.join(get_args(Operator))}"
        )
