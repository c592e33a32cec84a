"""Configurations that are neither a machine's nor a renormalized lattice's."""

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import ParameterError


def biased_spins(magnetization: NDArray[Any], L: int, rng: np.random.Generator) -> NDArray[np.int8]:
    """Independent spins with the magnetization, on average, of each given configuration.

    Parameters
    ----------
    magnetization : (n,)
        Magnetization per site of each configuration, -1 ... 1.
    L : int
        Linear size.
    rng : numpy.random.Generator

    Returns
    -------
    (n, L, L) int8
        ``p(s = +1) = (1 + m) / 2`` at every site.

    Raises
    ------
    ParameterError
        If a magnetization is outside -1 ... 1.
    """
    m = np.asarray(magnetization, np.float64)
    if not (np.abs(m) <= 1).all():
        raise ParameterError("magnetization per site outside -1 ... 1")
    up = rng.random((m.size, L, L), np.float32) < (0.5 * (1.0 + m))[:, None, None]
    return np.where(up, 1, -1).astype(np.int8)


def smoothing_step(
    field: NDArray[Any],
    a: float,
    c: float,
    kind: Literal["mean", "sampled"] = "mean",
    rng: np.random.Generator | None = None,
) -> NDArray[Any]:
    """Network-free step ``v <- tanh(a v + c * sum of the 4 neighbours)`` in place of an RBM pass.

    It has no hidden layer and has learned nothing. Sampled, with a = 0 and c = 1/T, it is the heat
    bath of the Ising model with all sites updated at once.

    Parameters
    ----------
    field : (n, L, L)
        ±1 or real-valued configurations on the torus.
    a, c : float
        Weight of the site itself and of each neighbour.
    kind : {"mean", "sampled"}
        Pass on the tanh values (float32), or draw ±1 spins (int8) with these means.
    rng : numpy.random.Generator, optional
        Needed by ``sampled``.

    Raises
    ------
    ParameterError
        If ``sampled`` has no random numbers.
    """
    v = field.astype(np.float32)
    neighbours = sum(np.roll(v, shift, axis) for shift in (1, -1) for axis in (1, 2))
    mean = np.tanh(np.float32(a) * v + np.float32(c) * neighbours)
    if kind == "mean":
        return mean
    if rng is None:
        raise ParameterError("sampled smoothing needs random numbers")
    up = rng.random(mean.shape, np.float32) < 0.5 * (1.0 + mean)
    return np.where(up, 1, -1).astype(np.int8)


def scramble(
    lattices: NDArray[Any],
    rng: np.random.Generator,
    *,
    sites: bool = True,
    signs: bool = True,
) -> NDArray[Any]:
    """Permute the sites and flip the signs of all lattices in the same random way.

    A hidden layer's units have no order and no sign of their own; a block-spin lattice treated so
    is what a thermometer would be shown if it came out of a machine.

    Parameters
    ----------
    lattices : (n, L, L)
        Block-spin lattices or hidden layers.
    rng : numpy.random.Generator
    sites, signs : bool
        Which of the two is scrambled.
    """
    flat = lattices.reshape(len(lattices), -1)
    if sites:
        flat = flat[:, rng.permutation(flat.shape[1])]
    if signs:
        flat = flat * rng.choice(np.array([-1, 1], lattices.dtype), flat.shape[1])
    return flat.reshape(lattices.shape)
