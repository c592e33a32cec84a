"""Critical two-point functions of the spin and the energy density on the square torus."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

AMPLITUDE = 0.7033801577
"""<s_0 s_r> -> AMPLITUDE * r^(-1/4) on the infinite lattice at T_c (T. T. Wu 1966)."""

_NOME = np.exp(-np.pi)  # exp(i pi tau) at tau = i, the square torus
_TERMS = np.arange(8.0)  # nome^64 = 1e-87 is far below double precision


def critical_two_point(L: int, x: ArrayLike, y: ArrayLike) -> NDArray[np.float64]:
    """Continuum limit of <s_0 s_(x,y)> at T_c on the L x L torus.

    P. Di Francesco, H. Saleur and J.-B. Zuber, Nucl. Phys. B 290, 527 (1987), with
    z = (x + i y) / L and tau = i:

        A L^(-1/4) |theta_1'(0) / theta_1(z)|^(1/4)
            sum_{nu=1..4} |theta_nu(z/2)| / sum_{nu=2..4} |theta_nu(0)|.

    Parameters
    ----------
    L : int
        Sites a side.
    x, y : array_like
        Displacements in lattice units, not both multiples of L (there it is infinite).

    Returns
    -------
    float64 array of the broadcast shape of `x` and `y`
        Equal to the lattice's function up to corrections of order 1/r^2.
    """
    z = _nearest_image(L, x, y)
    torus = np.sum([np.abs(_theta(nu, z / 2)) for nu in (1, 2, 3, 4)], axis=0)
    plane = sum(_at_origin().values())
    with np.errstate(divide="ignore"):
        return np.asarray(
            AMPLITUDE * (L * np.abs(_theta(1, z)) / _slope()) ** -0.25 * torus / plane
        )


def critical_energy_two_point(L: int, x: ArrayLike, y: ArrayLike) -> NDArray[np.float64]:
    """Continuum limit of the connected energy correlator at T_c, 1/r^2 on the infinite lattice.

    Same reference; in every spin structure the fermion propagator is
    theta_nu(z) theta_1'(0) / (theta_nu(0) theta_1(z)), so that

        <e e> = |theta_1'(0) / theta_1(z)|^2 sum_{nu=2..4} |theta_nu(z)|^2 / |theta_nu(0)| / S,
        <e> = |theta_1'(0)| / S,        S = sum_{nu=2..4} |theta_nu(0)|,

    and this function is (<e e> - <e>^2) / L^2. Parameters as in `critical_two_point`.
    """
    z = _nearest_image(L, x, y)
    origin = _at_origin()
    plane = sum(origin.values())
    torus = np.sum([np.abs(_theta(nu, z)) ** 2 / value for nu, value in origin.items()], axis=0)
    with np.errstate(divide="ignore"):
        joint = (_slope() / np.abs(_theta(1, z))) ** 2 * torus / plane
    return np.asarray((joint - (_slope() / plane) ** 2) / L**2)


def _nearest_image(L: int, x: ArrayLike, y: ArrayLike) -> NDArray[np.complex128]:
    """Return z = (x + i y) / L; theta_1 grows with Im z: the nearest image is accurate."""
    real, imaginary = (np.mod(np.asarray(c) + L / 2, L) - L / 2 for c in (x, y))
    return np.asarray((real + 1j * imaginary) / L, dtype=np.complex128)


def _at_origin() -> dict[int, float]:
    """Return |theta_nu(0)| for nu = 2, 3, 4; theta_1 vanishes there."""
    origin = np.zeros((), dtype=np.complex128)
    return {nu: float(np.abs(_theta(nu, origin))) for nu in (2, 3, 4)}


def _slope() -> float:
    """Return theta_1'(0)."""
    half = _TERMS + 0.5
    return float(2 * np.sum((-1.0) ** _TERMS * _weights(half) * 2 * np.pi * half))


def _theta(nu: int, z: NDArray[np.complex128]) -> NDArray[np.complex128]:
    """Jacobi's theta_nu(pi z) of nome exp(-pi), for each z."""
    z = z[..., None]
    sign = (-1.0) ** _TERMS
    if nu in (1, 2):
        n = _TERMS + 0.5
        wave = sign * np.sin(2 * np.pi * n * z) if nu == 1 else np.cos(2 * np.pi * n * z)
        return np.asarray(2 * np.sum(_weights(n) * wave, axis=-1))
    wave = (sign if nu == 4 else 1.0) * np.cos(2 * np.pi * _TERMS * z)
    return np.asarray(2 * np.sum(_weights(_TERMS) * wave, axis=-1) - 1)


def _weights(n: NDArray[np.floating]) -> NDArray[np.float64]:
    return np.asarray(_NOME ** (n**2))
