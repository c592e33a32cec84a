"""What theory says of the observables that are tested, at any size and temperature."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from rgflow.certify.series import probed_distances
from rgflow.models.base.exact import Moments
from rgflow.models.ising import kaufman
from rgflow.models.ising.row_correlation import row_correlation
from rgflow.models.ising.transfer import exact_moments, exact_two_point

LARGEST_TRANSFER = 10
"""Largest lattice with transfer matrices: 1 s a temperature; L = 11 would take 6 s."""


@dataclass(frozen=True)
class Expected:
    """Exact values of the L x L torus at one temperature.

    Attributes
    ----------
    L, T : int and float
    energy, specific_heat : float
        Per site (Kaufman).
    correlation : float64 (distances,)
        C(r) along an axis at `probed_distances` (Kaufman and Onsager).
    moments : Moments or None
        Of m, up to `LARGEST_TRANSFER`.
    wave : float or None
        Structure factor at k = 2 pi / L, up to `LARGEST_TRANSFER`.
    """

    L: int
    T: float
    energy: float
    specific_heat: float
    correlation: NDArray[np.float64]
    moments: Moments | None
    wave: float | None


@lru_cache(maxsize=8)
def expected(L: int, T: float) -> Expected:
    """Return the exact values.

    Raises
    ------
    ParameterError
        If `L` is below 2, or `T` negative or not finite.
    """
    exact = kaufman.energy_moments(L, T)
    small = L <= LARGEST_TRANSFER
    return Expected(
        L,
        T,
        exact.per_site,
        float(kaufman.specific_heat(L, T)),
        row_correlation(L, T, probed_distances(L)),
        exact_moments(L, T) if small else None,
        structure_factor(exact_two_point(L, T), 1) if small else None,
    )


def structure_factor(two_point: NDArray[np.float64], mode: int) -> float:
    """Sum of <s(0) s(r)> exp(i k r) at k = (2 pi mode / L, 0), of a table (L, L)."""
    L = len(two_point)
    return float(two_point.sum(axis=0) @ np.cos(2 * np.pi * mode * np.arange(L) / L))
