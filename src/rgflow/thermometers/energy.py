"""The energy thermometer: the temperature at which the lattice has a given mean energy."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.models.base.law import Law

_T_HOT = 100.0
_GRID = 160
_ACCURACY = 1e-11


@dataclass(frozen=True)
class EnergyTemperature:
    """Temperatures read from energies; arrays of the shape of the energies.

    Attributes
    ----------
    temperature : float64
        The exact u_L(T) equals the energy here; 0 at or below the ground state; infinite where the
        energy is above that of T = 100.
    standard_error : float64
        ``error / (du/dT)``; NaN where clipped or without an error of the energy.
    clipped : bool
        Whether the energy lies outside the range of u_L(T > 0).
    """

    temperature: NDArray[np.float64]
    standard_error: NDArray[np.float64]
    clipped: NDArray[np.bool_]


def energy_temperature(law: Law, L: int, energy: Any, error: Any = np.nan) -> EnergyTemperature:
    """Invert the exact energy per site ``u_L(T)`` of L x L sites.

    Parameters
    ----------
    law : Law
        Of the lattice model.
    L : int
        Linear size.
    energy : array_like
        Energies per site in J: of single configurations, or means of ensembles. Not finite: NaN.
    error : array_like, optional
        Their standard errors.

    Notes
    -----
    Energies between the ground state's and that of ``law.COLD``, 1e-10 above it, are read as that
    temperature; those beyond T = 100 as infinite.
    """
    u, error = np.broadcast_arrays(np.asarray(energy, np.float64), np.asarray(error, np.float64))
    ground = law.ground_energy(L) / L**2
    coldest, hottest = law.energy_per_site(L, np.array([law.COLD, _T_HOT]))
    temperature = np.full(u.shape, np.nan)
    temperature[u <= ground] = 0.0
    temperature[(u > ground) & (u <= coldest)] = law.COLD
    temperature[u > hottest] = np.inf
    inside = (u > coldest) & (u <= hottest)
    if inside.any():
        distinct, back = np.unique(u[inside], return_inverse=True)
        temperature[inside] = _invert(law, L, distinct)[back]
    slope = np.full(u.shape, np.nan)
    if inside.any():
        distinct, back = np.unique(temperature[inside], return_inverse=True)
        slope[inside] = law.specific_heat(L, distinct)[back]
    clipped = (u < ground) | (u > hottest)
    return EnergyTemperature(temperature, error / slope, clipped)


def _invert(law: Law, L: int, energy: NDArray[np.float64]) -> NDArray[np.float64]:
    """Newton's method from a table; u_L(T) rises, so that a bracket always contains the root."""
    grid = np.geomspace(law.COLD, _T_HOT, _GRID)
    table = np.maximum.accumulate(law.energy_per_site(L, grid))
    above = np.clip(np.searchsorted(table, energy), 1, _GRID - 1)
    low, high = grid[above - 1], grid[above]
    T = 0.5 * (low + high)
    for _ in range(50):
        miss = law.energy_per_site(L, T) - energy
        low, high = np.where(miss < 0, T, low), np.where(miss < 0, high, T)
        with np.errstate(divide="ignore", invalid="ignore"):
            newton = T - miss / law.specific_heat(L, T)
        step = np.where((newton > low) & (newton < high), newton, 0.5 * (low + high))
        done = np.abs(step - T) <= _ACCURACY * T
        T = step
        if done.all():
            break
    return T
