"""The fits of the flow analysis, made to exact values instead of measured ones."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import xarray

from rgflow.observables.geometry import Estimator, pair_geometry
from rgflow.stats.estimate import OK
from rgflow.stats.fits import power_law
from rgflow.stats.magnetization_law import magnetization_law

Field = Literal["spin", "bond", "star"]
_NEIGHBOURS = {"bond": 1, "star": 4}


def exact_dimension(
    file: xarray.Dataset, field: Field, estimator: Estimator = "open"
) -> xarray.DataArray:
    """Return the scaling dimension that an estimator gives for exact correlations.

    Translation invariance makes the average over site pairs a weighted mean over displacements of
    the torus function; from that of the energy the square of its mean is subtracted: the exact
    nearest-neighbour correlation, times the neighbours of its form.

    Parameters
    ----------
    file : xarray.Dataset
        An EXACT file.
    field : {"spin", "bond", "star"}
        Which operator.
    estimator : {"open", "torus", "cft"}
        Which pairs and distances; by default those of the authors' code.

    Returns
    -------
    xarray.DataArray
        Along "near_temperature"; NaN where the fit has no answer. Empty where the lattice is too
        large for exact two-point functions.
    """
    size, temperature = int(file.attrs["L"]), file["temperature_two_point"].values
    if not temperature.size:
        return xarray.DataArray(np.empty(0), {"near_temperature": temperature})
    geometry = pair_geometry(size, estimator, field)
    table = file[f"{field}_two_point"].transpose("temperature_two_point", "dy", "dx").values
    if field != "spin":
        mean = _NEIGHBOURS[field] * file["spin_two_point"].values[:, 0, 1, None, None]
        table = table - mean**2
    along = table[:, geometry.dy % size, geometry.dx % size] * geometry.pairs_per_displacement
    products = np.array([geometry.by_distance(row) for row in along])
    fit = power_law(geometry.distance, products / geometry.pairs)
    values = np.where(fit.status == OK, fit["Delta"].value, np.nan)
    return xarray.DataArray(values, {"near_temperature": temperature})


def exact_magnetization_fit(file: xarray.Dataset, window: Sequence[float]) -> tuple[float, float]:
    """Return Delta_m and T_c fitted to the exact <|m|> at three temperatures.

    Parameters
    ----------
    file : xarray.Dataset
        An EXACT file.
    window : sequence of float
        Temperatures of the fit, in J/k_B.

    Returns
    -------
    (float, float)
        NaN where the fit has no answer or the file lacks a temperature.
    """
    known = file["temperature_two_point"].values
    places = [np.flatnonzero(np.isclose(known, T, rtol=0.0, atol=1e-9)) for T in window]
    if any(place.size == 0 for place in places):
        return np.nan, np.nan
    m = file["abs_magnetization"].values[np.concatenate(places)]
    fit = magnetization_law(np.array(window, np.float64), m)
    if fit.status != OK:
        return np.nan, np.nan
    return float(fit["Delta_m"].value), float(fit["T_c"].value)
