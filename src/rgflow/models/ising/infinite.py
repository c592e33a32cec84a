"""The infinite square lattice: Onsager's energy, Yang's magnetization."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ellipk

from rgflow.errors import ParameterError
from rgflow.models.ising import BETA

BINDER_CRITICAL = 0.6106901
"""U4 = 1 - <m^4> / (3 <m^2>^2) at T_c on the square torus, L to infinity (Salas and Sokal 2000)."""


def onsager_energy(T: ArrayLike) -> NDArray[np.float64]:
    """Energy per site, L. Onsager, Phys. Rev. 65, 117 (1944); -sqrt 2 at T_c, -2 at T = 0.

    Parameters
    ----------
    T : array_like
        Temperatures, >= 0.

    Raises
    ------
    ParameterError
        If a temperature is negative or not finite.
    """
    with np.errstate(divide="ignore"):
        K = 1.0 / _temperatures(T)
    K = np.minimum(K, 100.0)  # the ground state to all digits
    coth, tanh = 1 / np.tanh(2 * K), np.tanh(2 * K)
    modulus = 2 * tanh / np.cosh(2 * K)
    factor = 2 * tanh**2 - 1
    # the elliptic integral diverges at T_c, where its factor vanishes: the product is 0
    integral = np.where(factor == 0, 0.0, ellipk(np.minimum(modulus**2, 1 - 1e-16)))
    return np.asarray(-coth * (1 + 2 / np.pi * factor * integral))


def yang_magnetization(T: ArrayLike) -> NDArray[np.float64]:
    """Spontaneous magnetization, C. N. Yang, Phys. Rev. 85, 808 (1952); 0 above T_c.

    ``m = (1 - sinh(2/T)^-4)^(1/8)`` for `T` >= 0.

    Raises
    ------
    ParameterError
        If a temperature is negative or not finite.
    """
    with np.errstate(divide="ignore"):
        K = 1.0 / _temperatures(T)
    return np.asarray(np.maximum(0.0, 1 - np.sinh(np.clip(2 * K, 1e-3, 80.0)) ** -4.0) ** BETA)


def _temperatures(T: ArrayLike) -> NDArray[np.float64]:
    temperatures = np.asarray(T, dtype=np.float64)
    if not np.all(np.isfinite(temperatures) & (temperatures >= 0)):
        raise ParameterError(f"temperature {T!r}", remedy="temperatures are finite and >= 0")
    return temperatures
