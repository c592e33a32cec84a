"""Distance on the critical torus, read off its exact spin two-point function.

The continuum limit of the critical Ising model on a square torus has (Di Francesco, Saleur and
Zuber 1987), with ``z = (x + i y) / L`` and modulus ``tau = i``,

    C(x, y) ~ L^(-1/4) |theta_1'(0) / theta_1(z)|^(1/4)
              sum_{nu=1..4} |theta_nu(z / 2)| / sum_{nu=2..4} |theta_nu(0)| .

On the infinite plane ``C ~ r^(-1/4)``. The conformal distance is the r at which the plane has the
torus' value: ``r = L (C L^(1/4))^(-4)``; it tends to the Euclidean distance at short range.
"""

import numpy as np
from numpy.typing import NDArray

# exp(-pi (n + 1/2)^2) is below 1e-28 from n = 4 on, also for arguments within the unit cell.
_TERMS = 6


def conformal_distance(
    x: NDArray[np.int64], y: NDArray[np.int64], size: int
) -> NDArray[np.float64]:
    """Distance of the displacements ``(x, y)`` on the critical L x L torus, in lattice units.

    Parameters
    ----------
    x, y : (n,) integers
        Displacements with ``|x|, |y| <= L / 2``; zero displacement gives zero.
    size : int
        L.

    Returns
    -------
    (n,) float64
    """
    z = (np.asarray(x) + 1j * np.asarray(y)).astype(np.complex128) / size
    half = z / 2
    sectors = _theta(1, half) + _theta(2, half) + _theta(3, half) + _theta(4, half)
    origin = np.zeros(1, np.complex128)
    normalization = _theta(2, origin) + _theta(3, origin) + _theta(4, origin)
    chord = _theta(1, z) / _theta_1_derivative()
    return size * chord * (normalization / sectors) ** 4


def _theta(nu: int, z: NDArray[np.complex128]) -> NDArray[np.float64]:
    """Modulus of a Jacobi theta function with periods 1 and tau = i."""
    n = np.arange(-_TERMS, _TERMS)
    half = 0.5 if nu in (1, 2) else 0.0
    sign = (-1.0) ** n if nu in (1, 4) else np.ones(n.size)
    nome = sign * np.exp(-np.pi * (n + half) ** 2)
    waves = np.exp(2j * np.pi * (n + half) * z[..., None])
    modulus: NDArray[np.float64] = np.abs((waves * nome).sum(axis=-1))
    return modulus


def _theta_1_derivative() -> float:
    n = np.arange(-_TERMS, _TERMS)
    terms = (-1.0) ** n * np.exp(-np.pi * (n + 0.5) ** 2) * 2 * np.pi * (n + 0.5)
    return float(abs(terms.sum()))
