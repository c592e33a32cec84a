"""Temperature classes around the critical point, and the mean class of what a thermometer read."""

import numpy as np
import xarray

from rgflow.analysis.aggregate import mean_of_classes
from rgflow.analysis.inputs import describe
from rgflow.errors import DataError
from rgflow.figures.theory import critical_temperature

_AROUND = 0.22
"""Smallest distance from the critical temperature, over it, that counts as near."""


def near_critical(file: xarray.Dataset, below: int, above: int) -> list[float]:
    """Return the near classes right below and right above the critical temperature, rising.

    Raises
    ------
    DataError
        If the file has none but the critical temperature itself.
    """
    near, critical = np.unique(file["near_temperature"].values), critical_temperature(file)
    cold, hot = near[near < critical - 1e-6], near[near > critical + 1e-6]
    chosen = [*cold[-below:].tolist(), *hot[:above].tolist()]
    if not chosen:
        raise DataError(
            f"{describe(file)} has no class near the critical temperature {critical:.4g}",
            remedy="add classes below and above it to `measure.near` and run the stage again",
        )
    return chosen


def around_critical(file: xarray.Dataset) -> tuple[float, float]:
    """Return a range (J/k_B) around the critical temperature that has all near classes."""
    near, critical = file["near_temperature"].values, critical_temperature(file)
    return (
        min((1.0 - _AROUND) * critical, float(near.min())),
        max((1.0 + _AROUND) * critical, float(near.max())),
    )


def mean_class(count: xarray.DataArray) -> xarray.DataArray:
    """Return the mean class temperature of counts along "temperature"; NaN where there is none."""
    classes = count["temperature"].values
    return xarray.apply_ufunc(
        lambda number: mean_of_classes(classes, number), count, input_core_dims=[["temperature"]]
    )
