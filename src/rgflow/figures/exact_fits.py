"""The fit of the flow analysis, made to exact two-point functions instead of measured ones."""

from typing import Literal

import numpy as np
import xarray

from rgflow.correlations.geometry import pair_geometry
from rgflow.stats.estimate import OK
from rgflow.stats.fits import power_law

Field = Literal["spin", "bond"]


def exact_dimension(file: xarray.Dataset, field: Field) -> xarray.DataArray:
    """Return the scaling dimension that the authors' estimator gives for exact correlations.

    Translation invariance makes the average over the site pairs of the open estimator a weighted
    mean over displacements of the torus function; from that of the bond energy the square of its
    mean, the exact nearest-neighbour correlation, is subtracted.

    Parameters
    ----------
    file : xarray.Dataset
        An EXACT file.
    field : {"spin", "bond"}
        Which operator.

    Returns
    -------
    xarray.DataArray
        Along "near_temperature"; NaN where the fit has no answer. Empty where the lattice is too
        large for exact two-point functions.
    """
    size, temperature = int(file.attrs["L"]), file["temperature_two_point"].values
    if not temperature.size:
        return xarray.DataArray(np.empty(0), {"near_temperature": temperature})
    geometry = pair_geometry(size, "open")
    table = file[f"{field}_two_point"].transpose("temperature_two_point", "dy", "dx").values
    if field == "bond":
        table = table - file["spin_two_point"].values[:, 0, 1, None, None] ** 2
    along = table[:, geometry.dy % size, geometry.dx % size] * geometry.pairs_per_displacement
    products = np.array([geometry.by_distance(row) for row in along])
    fit = power_law(geometry.distance, products / geometry.pairs)
    values = np.where(fit.status == OK, fit["Delta"].value, np.nan)
    return xarray.DataArray(values, {"near_temperature": temperature})
