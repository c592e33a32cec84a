"""Exact two-point function along an axis of the finite torus, at any size and temperature.

B. Kaufman and L. Onsager, Phys. Rev. 76, 1244 (1949). The product of r neighbouring pairs of spins
in a row is a product of fermions, so that in each of the four terms of Kaufman's Z (see
:mod:`rgflow.models.ising.kaufman`) the correlation is an r x r Toeplitz determinant,

    <s_0 s_r> = sum_a P_a det[G_a(i - j)] / sum_a P_a,
    G_a(n) = (1/L) sum_l exp(-i n q_l) phase(q_l) F_a(L g_l / 2),      q_l = l pi / L,

with odd l for P1, P2 and even l for P3, P4, and F = tanh for the products of cosh, coth for those
of sinh. The phase is that of (1 - alpha_1 e^{iq})(1 - alpha_2 e^{-iq}), alpha_1 = z (1 - z)/(1 + z)
and alpha_2 = (1 - z)/(1 + z)/z, with z = tanh K; at q = 0 it is 1 and g_0 carries the sign.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import toeplitz

from rgflow.models.base.arguments import validate_size, validate_temperature

_FROZEN = 0.1
"""Below this temperature a flipped spin costs a factor exp(-80): every correlation is 1."""

Floats = NDArray[np.float64]


def row_correlation(L: int, T: float, distances: Sequence[int]) -> Floats:
    """Exact <s(0,0) s(0,r)> at each distance r, shape (len(distances),), to about 1e-11.

    Parameters
    ----------
    L : int
        Sites a side, >= 2.
    T : float
        Temperature, >= 0.
    distances : sequence of int
        Taken around the torus.

    Raises
    ------
    ParameterError
        If `L` or `T` is out of range.
    """
    L, T = validate_size(L), validate_temperature(T)
    nearest = [min(r % L, -r % L) for r in distances]
    if T < _FROZEN:
        return np.ones(len(nearest))
    odd, even = _Modes(L, 1.0 / T, first=1), _Modes(L, 1.0 / T, first=0)
    largest = max(odd.log_cosh, even.log_cosh)
    total, sums = 0.0, np.zeros(len(nearest))
    for modes in (odd, even):
        cosh = math.exp(modes.log_cosh - largest)
        total += cosh * (1.0 + modes.sinh_ratio)
        for place, r in enumerate(nearest):
            sums[place] += cosh * (modes.tanh_term(r) + modes.coth_term(r))
    return np.asarray(sums / total)


class _Modes:
    """The modes of one boundary condition.

    At T_c g_0 vanishes, and the product of sinh with it, while coth(L g_0 / 2) is infinite. Their
    product is finite: the determinant is linear in F of this mode, which enters with rank one.
    """

    def __init__(self, L: int, K: float, first: int) -> None:
        self._q = (2 * np.arange(L) + first) * math.pi / L
        s, z = math.sinh(2 * K), math.tanh(K)
        # cosh g - 1 as a sum of squares keeps g accurate near the critical point
        excess = (math.sqrt(s) - 1 / math.sqrt(s)) ** 2 + 2 * np.sin(self._q / 2) ** 2
        g = 2 * np.arcsinh(np.sqrt(excess / 2))
        near, far = z * (1 - z) / (1 + z), (1 - z) / (1 + z) / z
        turn = np.exp(1j * self._q)
        phase = (1 - near * turn) * (1 - far / turn)
        self._has_zero = first == 0
        if self._has_zero:
            g[0], phase[0] = 2 * K + math.log(z), 1.0
        self._phase = phase / np.abs(phase)
        half = L * g / 2
        self._tanh = np.tanh(half)
        self.log_cosh = float(np.sum(np.abs(half) + np.log1p(np.exp(-2 * np.abs(half)))))
        self.sinh_ratio = float(np.prod(self._tanh))
        """Product of sinh over product of cosh."""

    def tanh_term(self, r: int) -> float:
        """Return the determinant of the product of cosh."""
        return self._determinant(self._tanh, r)

    def coth_term(self, r: int) -> float:
        """Return the determinant of the product of sinh, times `sinh_ratio`."""
        if not self._has_zero:
            return self.sinh_ratio * self._determinant(1 / self._tanh, r)
        zero, rest = float(self._tanh[0]), self._tanh[1:]
        without = self._determinant(np.append(0.0, 1 / rest), r)
        slope = self._determinant(np.append(1.0, 1 / rest), r) - without
        return float(np.prod(rest)) * (zero * without + slope)

    def _determinant(self, factor: Floats, r: int) -> float:
        n = np.arange(r)[:, None]
        terms = self._phase * factor / len(factor)
        down = np.real(np.exp(-1j * n * self._q) @ terms)
        right = np.real(np.exp(1j * n * self._q) @ terms)
        return float(np.linalg.det(toeplitz(down, right))) if r else 1.0
