"""Exact moments and two-point functions of a lattice model."""

from typing import Literal, NamedTuple, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from rgflow.models.base import part

EnergyForm = Literal["bond", "neighbours"]


class Moments(NamedTuple):
    """Moments of the magnetization per site, m, and the Binder cumulant 1 - <m^4>/(3 <m^2>^2)."""

    abs_m: float
    m2: float
    m4: float
    binder: float


class Exact(Protocol):
    """Members of a model's module ``exact``."""

    LARGEST_SIZE: float
    """Largest L for which these are computed in reasonable time; ``math.inf`` if any."""

    def exact_moments(self, L: int, T: float) -> Moments:
        """Moments of m at a temperature >= 0."""

    def exact_two_point(self, L: int, T: float) -> NDArray[np.float64]:
        """Return <s(0,0) s(y,x)> for every displacement, (L, L), axes (y, x)."""

    def exact_energy_two_point(
        self, L: int, T: float, form: EnergyForm = "bond"
    ) -> NDArray[np.float64]:
        """Return <e(0,0) e(y,x)>, nothing subtracted, (L, L).

        ``e(x) = s(x) s(x + e1)`` with e1 along x, or s(x) times the sum of its four neighbours.
        """


def exact(name: str) -> Exact:
    """Return the exact values of a model, which is imported now.

    Raises
    ------
    ParameterError
        If there is no such model, or it lacks members.
    """
    return cast(Exact, part.load(name, "exact", Exact))


def structure_factor(two_point: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return S(k) = sum_r <s(0) s(r)> exp(i k r) of a table (..., L, L), for k = 2 pi (ky, kx) / L.

    Real, as <s(0) s(r)> is even in r.
    """
    return np.asarray(np.fft.fft2(two_point).real)
