"""Exact values for the very estimator that a number was measured with."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray

from rgflow.analysis.exact_fits import Field, exact_dimension, exact_magnetization_fit


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
    return (np.nan, np.nan) if file is None else exact_magnetization_fit(file, window)
