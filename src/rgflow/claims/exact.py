"""Exact values for the very estimator that a number was measured with."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray

from rgflow.figures.exact_fits import Field, exact_dimension
from rgflow.stats.estimate import OK
from rgflow.stats.magnetization_law import magnetization_law


def of_lattice(files: Sequence[xarray.Dataset], size: int) -> xarray.Dataset | None:
    """Return the EXACT file of one lattice size, or None."""
    return next((file for file in files if int(file.attrs["L"]) == size), None)


def dimension(file: xarray.Dataset | None, prefix: str, labels: Mapping[str, Any]) -> float:
    """Return the scaling dimension that the fit gives for exact two-point functions.

    Parameters
    ----------
    file : xarray.Dataset or None
        An EXACT file of the lattice.
    prefix : {"delta_sigma", "delta_epsilon"}
        Which dimension.
    labels : mapping
        ``near_temperature``, ``estimator`` and, for the energy, ``epsilon_form``.

    Returns
    -------
    float
        NaN where there is no exact two-point function for this choice.
    """
    if file is None:
        return np.nan
    operator: Field = "spin" if prefix == "delta_sigma" else labels["epsilon_form"]
    values = exact_dimension(file, operator, labels["estimator"])
    temperature = values["near_temperature"].values
    same = np.isclose(temperature, labels["near_temperature"], rtol=0.0, atol=1e-9)
    return float(values.values[same][0]) if same.any() else np.nan


def magnetization_fit(file: xarray.Dataset | None, window: Sequence[float]) -> tuple[float, float]:
    """Return Delta_m and T_c fitted to the exact <|m|> at three temperatures, NaN if unknown."""
    if file is None:
        return np.nan, np.nan
    known = file["temperature_two_point"].values
    places = [np.flatnonzero(np.isclose(known, T, rtol=0.0, atol=1e-9)) for T in window]
    if any(place.size == 0 for place in places):
        return np.nan, np.nan
    m = file["abs_magnetization"].values[np.concatenate(places)]
    fit = magnetization_law(np.array(window, np.float64), m)
    if fit.status != OK:
        return np.nan, np.nan
    return float(fit["Delta_m"].value), float(fit["T_c"].value)
