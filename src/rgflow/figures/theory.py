"""Critical temperatures and exponents that theory gives."""

from collections.abc import Iterable

import xarray

from rgflow.config.temperatures import T_CRITICAL

DELTA_SIGMA = 0.125
"""Scaling dimension of the spin, and exponent of the magnetization, in two dimensions (Onsager)."""
DELTA_EPSILON = 1.0
"""Scaling dimension of the energy in two dimensions."""
BLOCK = 2
"""Side of the blocks of one block-spin step, in lattice spacings."""
THERMAL_EIGENVALUE = 1.0
"""y_t = 1 / nu: coarsening by a factor of b multiplies T - T_c by b^y_t near T_c."""


def critical_temperature(file: xarray.Dataset) -> float:
    """Return the critical temperature of a file's model in J/k_B, the Ising model's by default."""
    return float(file.attrs.get("critical_temperature", T_CRITICAL))


def is_ising(file: xarray.Dataset) -> bool:
    """Tell whether a file is of the Ising model, of which more is known exactly."""
    return str(file.attrs.get("model", "ising")) == "ising"


def critical_label(temperatures: Iterable[float]) -> str:
    """Return ``"$T_c$ = 2.269"``, or the symbol alone where models of several stand together."""
    values = {f"{float(value):.3f}" for value in temperatures}
    return f"$T_c$ = {values.pop()}" if len(values) == 1 else "$T_c$"


def temperature_label(temperature: float, critical: float) -> str:
    """Return a temperature in words of a formula: ``"T_c"`` at the critical point."""
    return "T_c" if abs(temperature - critical) < 1e-6 else f"{temperature:g}"
