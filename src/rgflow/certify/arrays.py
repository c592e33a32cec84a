"""Arrays of any shape and alphabet that are in use, as spins (chains, n, L, L) of +-1."""

import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import DataError

PREFERRED = ("samples", "spins", "configurations")
"""Names of the array that holds the configurations, where a file has several."""

SMALLEST_SIZE, FEWEST = 3, 10
"""Smallest lattice (at L = 2 bonds are double) and fewest configurations that are judged."""


def as_spins(
    values: NDArray[np.generic], chains: int | None, where: Path
) -> tuple[NDArray[np.int8], str]:
    """Return configurations as int8 (chains, n, L, L) of +-1, and what was converted in words.

    Parameters
    ----------
    values : array
        (n, L, L), (n, L^2) or (chains, n, L, L), of +-1 or of {0, 1}.
    chains : int, optional
        Chains that follow one another in a file without an axis for them.
    where : Path
        The file, for messages.

    Raises
    ------
    DataError
        If the shape, the type or a value is another.
    """
    values = _shaped(values, where)
    spins, note = _plus_minus(values, where)
    if chains is not None:
        spins = _split(spins, chains, where)
    if spins.shape[0] * spins.shape[1] < FEWEST:
        raise DataError(
            f"{spins.shape[0] * spins.shape[1]} configuration(s)",
            where=where,
            remedy=f"give at least {FEWEST}; hundreds make a judgement",
        )
    return spins, note


def choose(names: list[str], where: object) -> str:
    """Return the array that holds the configurations: of a known name, or the only one.

    Raises
    ------
    DataError
        If there is none, or no way to tell.
    """
    for name in PREFERRED:
        for one in names:
            if one.rsplit("/", 1)[-1] == name:
                return one
    if len(names) == 1:
        return names[0]
    raise DataError(
        f"holds {len(names)} arrays: {', '.join(names[:8]) or 'none'}",
        where=where,
        remedy=f"name the one with the configurations '{PREFERRED[0]}', or keep it alone",
    )


def _shaped(values: NDArray[np.generic], where: Path) -> NDArray[np.generic]:
    """Return values as (chains, n, L, L)."""
    shape = values.shape
    L = math.isqrt(shape[-1]) if values.ndim == 2 else shape[-1] if values.ndim > 2 else 0
    if values.ndim == 2 and shape[-1] == L**2:
        values = values.reshape(1, shape[0], L, L)
    elif values.ndim == 3 and shape[1] == L:
        values = values[None]
    elif not (values.ndim == 4 and shape[2] == L):
        raise DataError(
            f"an array of shape {shape} holds no square lattices",
            where=where,
            remedy="give (n, L, L), (n, L*L) or (chains, n, L, L); rectangles are not judged",
        )
    if L < SMALLEST_SIZE:
        raise DataError(
            f"lattices of L = {L}, from an array of shape {shape}",
            where=where,
            remedy=f"give lattices of {SMALLEST_SIZE} x {SMALLEST_SIZE} or more, samples first",
        )
    return values


def _plus_minus(values: NDArray[np.generic], where: Path) -> tuple[NDArray[np.int8], str]:
    """Return int8 of +-1, and how the values were converted."""
    if values.dtype.kind not in "biuf":
        raise DataError(
            f"values of type {values.dtype}", where=where, remedy="give numbers, +-1 or 0 and 1"
        )
    if values.dtype.kind == "f" and (bad := int(np.count_nonzero(~np.isfinite(values)))):
        raise DataError(
            f"{bad} of {values.size} values are NaN or infinite",
            where=where,
            remedy="leave out the configurations that hold them",
        )
    flat = values.ravel()
    one = flat == 1
    others = flat[~one]
    if (others == -1).all():
        return np.asarray(values, np.int8), "+-1"
    if (others == 0).all():
        spins = (2 * one.astype(np.int8) - 1).reshape(values.shape)
        return spins, "0 and 1, converted to -1 and +1"
    found = np.unique(others[: 1 << 20])[:4]
    raise DataError(
        f"values other than +-1 (or 0 and 1): {', '.join(f'{float(v):g}' for v in found)}",
        where=where,
        remedy="Ising spins are +-1, or 0 and 1 throughout; convert the file first",
    )


def _split(spins: NDArray[np.int8], chains: int, where: Path) -> NDArray[np.int8]:
    """Cut a file without an axis for chains into chains of equal length."""
    there, n, L, _ = spins.shape
    if there == chains:
        return spins
    if there > 1 or chains < 1 or n % chains:
        raise DataError(
            f"{there} x {n} configurations are no {chains} chains of equal length",
            where=where,
            remedy="give --chains a divisor of their number; chains follow one another",
        )
    return spins.reshape(chains, n // chains, L, L)
