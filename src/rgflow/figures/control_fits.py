"""Fitted numbers of machines and of controls, put side by side (Figure b6)."""

from collections.abc import Sequence
from typing import Any

import xarray

from rgflow.analysis.exact_fits import exact_dimension, exact_magnetization_fit
from rgflow.figures.classes import near_critical
from rgflow.figures.fits import over_seeds

NUMBERS = ("delta_sigma", "delta_m", "t_c")


def fits_of_source(files: Sequence[xarray.Dataset], length: int) -> xarray.Dataset:
    """Return each number of one source over seeds, or of one run with its bootstrap error.

    Parameters
    ----------
    files : sequence of xarray.Dataset
        FIT files of one source, one per seed.
    length : int
        Flow length; a file of one length, like that of Monte Carlo data, leaves no choice.

    Returns
    -------
    xarray.Dataset
        Every number by class or window, its standard error (`_error`), the share of seeds whose
        fit failed (`_undetermined`) and each seed's value (`_single`).
    """

    def choice(file: xarray.Dataset) -> dict[str, Any]:
        lengths = file["length"].values
        return {
            "length": int(lengths[0]) if lengths.size == 1 else length,
            "thermometer": "mlp",
            "estimator": "open",
            "near_temperature": near_critical(file, below=1, above=1),
        }

    parts = [over_seeds(files, prefix, choice, single_run=True) for prefix in NUMBERS]
    unused = [f"{prefix}_{end}" for prefix in NUMBERS for end in ("low", "high")]
    return xarray.merge(parts, join="exact").drop_vars(unused)


def exact_fits(file: xarray.Dataset, data: xarray.Dataset) -> xarray.Dataset:
    """Return the numbers that the fits give for an EXACT file, at the choices of `data`."""
    windows = [str(window) for window in data["window"].values]
    fits = [exact_magnetization_fit(file, _temperatures(window)) for window in windows]
    near = data["near_temperature"].values
    sigma = exact_dimension(file, "spin").reindex(
        near_temperature=near, method="nearest", tolerance=1e-6
    )
    along = {"window": data["window"].values}
    return xarray.Dataset(
        {
            "delta_sigma_exact": sigma.assign_coords(near_temperature=near),
            "delta_m_exact": xarray.DataArray([delta for delta, _ in fits], along),
            "t_c_exact": xarray.DataArray([t_c for _, t_c in fits], along),
        }
    )


def _temperatures(window: str) -> list[float]:
    """Return the class temperatures (J/k_B) that the name of a fit window lists."""
    return [float(word) for word in window.replace(",", " ").split()]
