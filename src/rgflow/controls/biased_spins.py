"""Independent spins that share nothing but the magnetization with the data."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.controls.base import Ends, Given
from rgflow.errors import ParameterError

FORM = "flow"
OF = "lattice"
NEEDS = ("starts",)
STANDS = "control"
TITLE = "biased spins"


def make(given: Given) -> Ends:
    """Return lattices of the magnetization of each start, and spins drawn with it."""
    m = given.starts.mean(axis=(1, 2))
    mean = np.broadcast_to(m[:, None, None], given.starts.shape)
    return Ends(mean, biased_spins(m, given.starts.shape[1], given.streams("biased_spins")))


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
