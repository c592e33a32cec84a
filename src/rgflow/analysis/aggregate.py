"""Numbers of many configurations or of many trainings as one: mean classes, fits over replicas."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray
from numpy.typing import NDArray

from rgflow.analysis.inputs import choose, describe
from rgflow.analysis.quantity import Measurand, Quantity, over_seeds
from rgflow.errors import NotComputed
from rgflow.stats.estimate import OK

Floats = NDArray[np.float64]
COLUMNS = ("_error", "_low", "_high", "_bootstrap")
"""What stands beside a fitted number in a FIT file, its status left out."""


def mean_of_classes(temperature: Floats, count: Floats) -> Floats:
    """Return the mean class temperature of counts (..., temperature); NaN where there is none."""
    with np.errstate(invalid="ignore", divide="ignore"):
        mean: Floats = np.asarray(count @ temperature / count.sum(axis=-1))
    return mean


def mean_class(file: xarray.Dataset, count: Floats) -> tuple[float, float]:
    """Return the mean class temperature of counts (temperature,) and its standard error.

    Raises
    ------
    NotComputed
        If there is no configuration.
    """
    temperature = np.asarray(file["temperature"].values, np.float64)
    total = count.sum()
    if total == 0:
        raise NotComputed(f"{describe(file)} has no configuration in any class")
    mean = float(mean_of_classes(temperature, count))
    variance = float(count @ (temperature - mean) ** 2 / total)
    return mean, float(np.sqrt(variance / total))


def answered(file: xarray.Dataset, prefix: str, labels: Mapping[str, Any]) -> xarray.Dataset:
    """Return a fitted number and its errors, NaN where the fit failed.

    Parameters
    ----------
    file : xarray.Dataset
        A FIT file.
    prefix : str
        Like ``"delta_sigma"``.
    labels : mapping
        Labels of dimensions; those that the number has not are passed over, a list keeps its
        dimension.

    Returns
    -------
    xarray.Dataset
        Along what `labels` leaves: `prefix` and its `_error`, `_low`, `_high`, `_bootstrap`.

    Raises
    ------
    NotComputed
        If the file does not have a label.
    """
    names = [prefix, *(f"{prefix}{column}" for column in COLUMNS)]
    place = {dim: label for dim, label in labels.items() if dim in file[prefix].dims}
    part = choose(file[[*names, f"{prefix}_status"]], place)
    return part[names].where(part[f"{prefix}_status"] == OK)


def fitted(
    files: Sequence[xarray.Dataset],
    prefix: str,
    labels: Mapping[str, Any],
    of: Measurand,
    exact: float = np.nan,
) -> Quantity:
    """Return a fitted number of FIT files: over seeds, or of one file with its bootstrap error.

    Parameters
    ----------
    files : sequence of xarray.Dataset
        FIT files of one source.
    prefix : str
        Like ``"delta_sigma"``.
    labels : mapping
        A label of every dimension of the number.
    of : Measurand
        What the number is called.
    exact : float
        Its exact value.

    Raises
    ------
    NotComputed
        If a file does not have a label.
    """
    parts = [answered(file, prefix, labels) for file in files]
    values, errors, bootstraps = (
        [float(part[f"{prefix}{column}"]) for part in parts]
        for column in ("", "_error", "_bootstrap")
    )
    if len(files) > 1:
        return over_seeds(of, values, regression_errors=errors, exact=exact)
    return Quantity(of, values[0], bootstraps[0], regression_error=errors[0], exact=exact)
