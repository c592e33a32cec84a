"""Kaufman's exact solution of the finite torus: ln Z, energy, specific heat, entropy.

B. Kaufman, Phys. Rev. 76, 1232 (1949). With K = 1/T on L x L sites,

    Z = 1/2 (2 sinh 2K)^(L^2/2) [ P1 + P2 + P3 + P4 ],
    P1 = prod 2 cosh(L g_{2r+1}/2),   P2 = prod 2 sinh(L g_{2r+1}/2),
    P3 = prod 2 cosh(L g_{2r}/2),     P4 = prod 2 sinh(L g_{2r}/2),      r = 0 .. L-1,

where cosh g_l = cosh 2K coth 2K - cos(l pi/L) and g_0 = 2K + ln tanh K keeps its sign: it is
negative above T_c, and so is P4. Everything is done with logarithms of the P, so that L is
unlimited; the factor of g_0 in P4 vanishes at T_c and is therefore kept out of the logarithm.
The prefactor and the P diverge in opposite ways as K goes to 0; at high T they are multiplied
beforehand, mode by mode (`_high_temperature`).
"""

import math
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rgflow.models.base.arguments import validate_size, validate_temperature

# Below this, differences of the P lose the digits that the first excitations need.
_LOW_T = 0.35
# Above this, the divergence of the prefactor at K = 0 costs more digits than there are modes.
_HIGH_T = 8.0


class _Derivatives(NamedTuple):
    """ln Z and its first and second derivative in K, for the whole lattice."""

    log_z: float
    first: float
    second: float


class EnergyMoments(NamedTuple):
    """Mean energy per site, and variance of the total energy, of one configuration."""

    per_site: float
    variance: float


def energy_moments(L: int, T: float) -> EnergyMoments:
    """Exact mean and variance of the energy at one temperature `T` >= 0, in one evaluation.

    Raises
    ------
    ParameterError
        If `L` or `T` is out of range.
    """
    found = _derivatives(validate_size(L), validate_temperature(T))
    return EnergyMoments(-found.first / L**2, found.second)


def log_partition(L: int, T: ArrayLike) -> NDArray[np.float64]:
    """Logarithm of the partition function of the L x L torus.

    Parameters
    ----------
    L : int
        Sites a side, >= 2.
    T : array_like
        Temperatures, >= 0. At T = 0, where Z diverges, the result is infinite.

    Returns
    -------
    float64 array of the shape of `T`

    Raises
    ------
    ParameterError
        If `L` or a temperature is out of range.
    """
    return _over_temperatures(L, T, lambda T, d: d.log_z if T > 0 else math.inf)


def energy_per_site(L: int, T: ArrayLike) -> NDArray[np.float64]:
    """Mean energy per site ``u = - (d ln Z / d K) / L^2``; -2 at T = 0. See `log_partition`."""
    return _over_temperatures(L, T, lambda _, d: -d.first / L**2)


def specific_heat(L: int, T: ArrayLike) -> NDArray[np.float64]:
    """Specific heat per site ``C = K^2 (d^2 ln Z / d K^2) / L^2``; 0 at T = 0."""
    return _over_temperatures(L, T, lambda T, d: d.second / (L * T) ** 2 if T > 0 else 0.0)


def energy_variance(L: int, T: ArrayLike) -> NDArray[np.float64]:
    """Variance ``d^2 ln Z / d K^2`` of the total energy H of one configuration."""
    return _over_temperatures(L, T, lambda _, d: d.second)


def entropy(L: int, T: ArrayLike) -> NDArray[np.float64]:
    """Entropy ``S = ln Z + K <H>`` of one configuration, in nats; ln 2 at T = 0."""
    return _over_temperatures(L, T, lambda T, d: d.log_z - d.first / T if T > 0 else math.log(2.0))


def _over_temperatures(
    L: int, T: ArrayLike, value: Callable[[float, _Derivatives], float]
) -> NDArray[np.float64]:
    L = validate_size(L)
    temperatures = np.asarray(T, dtype=np.float64)
    flat = [validate_temperature(t) for t in temperatures.ravel()]
    return np.array([value(t, _derivatives(L, t)) for t in flat]).reshape(temperatures.shape)


@lru_cache(maxsize=4096)
def _derivatives(L: int, T: float) -> _Derivatives:
    if T < _LOW_T:
        return _low_temperature(L, T)
    return _kaufman(L, 1.0 / T) if T <= _HIGH_T else _high_temperature(L, 1.0 / T)


def _low_temperature(L: int, T: float) -> _Derivatives:
    """Two orders in exp(-4K): single flipped spins, then pairs (and rows at L = 3)."""
    singles = 6 if L == 2 else L**2  # at L = 2 half the lattice costs as much as one spin
    pairs = {2: 0, 3: 24}.get(L, 2 * L**2)
    if T == 0:
        return _Derivatives(math.inf, 2.0 * L**2, 0.0)
    K = 1.0 / T
    one, two = singles * math.exp(-8 * K), pairs * math.exp(-12 * K)
    return _Derivatives(
        math.log(2.0) + 2.0 * L**2 * K + one + two,
        2.0 * L**2 - 8 * one - 12 * two,
        64 * one + 144 * two,
    )


def _high_temperature(L: int, K: float) -> _Derivatives:
    """Four products over momenta (p, q), 2 Z / 2^N = AA + 2 AP - PP, without large factors.

    Doing the product over q in Kaufman's terms backwards,

        prod (1 + s^2 - s (cos p + cos q))^(1/2),        s = sinh 2K,

    with odd (A) or even (P) multiples of pi/L as momenta; PP is negative above T_c. The momenta of
    a product have cosines that sum to 0, which is used to take the largest part out of the first
    derivative; the rest is of the order of the result.
    """
    s, c = math.sinh(2 * K), math.cosh(2 * K)
    odd, even = (np.cos(np.pi / L * np.arange(first, 2 * L, 2)) for first in (1, 0))
    rows = []
    for p, q in ((odd, odd), (odd, even), (even, even)):
        sigma = p[:, None] + q
        mode = 1 + s**2 - s * sigma
        slope = 2 * c * (2 * s - sigma) / mode
        first = np.sum(2 * c * s * (2 + s * sigma - sigma**2) / mode)
        second = np.sum((8 * c**2 + 4 * s * (2 * s - sigma)) / mode - slope**2)
        rows.append([np.sum(np.log1p(s**2 - s * sigma)), first, second])
    log, first, second = 0.5 * np.array(rows).T
    share = np.array([0.5, 1.0, -0.5]) * np.exp(log - log[0])
    total = share.sum()
    share /= total
    mean = share @ first
    return _Derivatives(
        L**2 * math.log(2.0) + log[0] + math.log(total),
        float(mean),
        float(share @ second + share @ (first - mean) ** 2),
    )


def _kaufman(L: int, K: float) -> _Derivatives:
    s, c = math.sinh(2 * K), math.cosh(2 * K)
    # d/dK and d^2/dK^2 of cosh 2K coth 2K = s + 1/s
    slope, bend = 2 * c * (1 - s**-2), 4 * s * (1 - s**-2) + 8 * c**2 / s**3
    level = np.arange(1, 2 * L)
    # cosh g - 1, written as a sum of squares, keeps g accurate near the critical point
    excess = (math.sqrt(s) - 1 / math.sqrt(s)) ** 2 + 2 * np.sin(level * math.pi / (2 * L)) ** 2
    g = 2 * np.arcsinh(np.sqrt(excess / 2))
    g1 = slope / np.sinh(g)
    g2 = (bend - np.cosh(g) * g1**2) / np.sinh(g)
    odd, even = slice(0, None, 2), slice(1, None, 2)
    zero = _zero_mode(L, K, s, c)
    # The slope that all products share is left out of them: its square is L^2 times the variance.
    shared = float(L / 2 * np.sum(g1[odd]))

    terms = [
        _product(L, g[odd], g1[odd], g2[odd], +1, shared),
        _product(L, g[odd], g1[odd], g2[odd], -1, shared),
        _times(_product(L, g[even], g1[even], g2[even], +1, shared), zero[0]),
        _times(_product(L, g[even], g1[even], g2[even], -1, shared), zero[1]),
    ]
    largest = max(log for log, _ in terms)
    p, p1, p2 = np.sum([math.exp(log - largest) * factors for log, factors in terms], axis=0)
    half_sites = L**2 / 2
    return _Derivatives(
        half_sites * math.log(2 * s) - math.log(2.0) + largest + math.log(p),
        2 * half_sites * c / s + shared + p1 / p,
        -4 * half_sites / s**2 + p2 / p - (p1 / p) ** 2,
    )


_Scaled = tuple[float, NDArray[np.float64]]
"""(log of a common factor, [value, first derivative, second derivative])."""


def _product(
    L: int,
    g: NDArray[np.float64],
    g1: NDArray[np.float64],
    g2: NDArray[np.float64],
    parity: int,
    shared: float,
) -> _Scaled:
    """Return exp(-shared K) prod (e^(Lg/2) + parity e^(-Lg/2)); the product's logarithm apart."""
    small = parity * np.exp(-L * g)
    ratio = (1 - small) / (1 + small)  # tanh (parity +1) or coth (parity -1) of L g / 2
    first = np.sum(L / 2 * g1 * ratio) - shared
    second = np.sum(L / 2 * g2 * ratio + (L / 2 * g1) ** 2 * (1 - ratio**2))
    log = float(np.sum(L / 2 * g + np.log1p(small)))
    return log, np.array([1.0, first, first**2 + second])


def _zero_mode(L: int, K: float, s: float, c: float) -> tuple[_Scaled, _Scaled]:
    """2 cosh(L g_0/2) and 2 sinh(L g_0/2), without a logarithm of the second one."""
    g, g1, g2 = 2 * K + math.log(math.tanh(K)), 2 + 2 / s, -4 * c / s**2
    up, down = math.exp(L * (g - abs(g)) / 2), math.exp(-L * (g + abs(g)) / 2)
    a, b = L / 2 * g1, L / 2 * g2

    def scaled(value: float, partner: float) -> _Scaled:
        return L * abs(g) / 2, np.array([value, a * partner, b * partner + a**2 * value])

    return scaled(up + down, up - down), scaled(up - down, up + down)


def _times(left: _Scaled, right: _Scaled) -> _Scaled:
    (log_f, (f, f1, f2)), (log_h, (h, h1, h2)) = left, right
    return log_f + log_h, np.array([f * h, f1 * h + f * h1, f2 * h + 2 * f1 * h1 + f * h2])
