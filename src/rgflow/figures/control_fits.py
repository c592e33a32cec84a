"""Fitted numbers of machines and of controls, put side by side (Figure b6)."""

from collections.abc import Sequence
from functools import partial

import xarray

from rgflow.analysis.exact_fits import exact_dimension, exact_magnetization_fit
from rgflow.analysis.inputs import choose
from rgflow.figures.machines import flow_kind
from rgflow.figures.magnetization import longest
from rgflow.figures.seeds import mean_and_error, stacked

NUMBERS = ("delta_sigma", "delta_m", "t_c")
LENGTH = 26
"""Flow length at which the paper finds convergence."""
CLASSES = [2.2, 2.3]


def fits_of_source(files: Sequence[xarray.Dataset]) -> xarray.Dataset:
    """Return each number of one machine over seeds, or of one run with its bootstrap error.

    Parameters
    ----------
    files : sequence of xarray.Dataset
        FIT files of one source, one per seed.

    Returns
    -------
    xarray.Dataset
        Every number by class or window, its standard error (`_error`), the share of seeds without
        an answer (`_undetermined`) and each seed's value (`_single`).
    """
    columns: dict[str, xarray.DataArray] = {}
    for prefix in NUMBERS:
        together = stacked(files, partial(_columns, prefix=prefix))
        answered = together[f"{prefix}_status"] == 0
        single = together[prefix].where(answered)
        mean, error = mean_and_error(single)
        bootstrap = together[f"{prefix}_bootstrap"].where(answered).mean("seed")
        columns |= {
            prefix: mean,
            f"{prefix}_error": error if len(files) > 1 else bootstrap,
            f"{prefix}_undetermined": 1.0 - answered.mean("seed"),
            f"{prefix}_single": single,
        }
    return xarray.Dataset(columns)


def _columns(file: xarray.Dataset, prefix: str) -> xarray.Dataset:
    kinds = [str(kind) for kind in file["kind"].values]
    place = {
        "kind": kinds[0] if len(kinds) == 1 else flow_kind(file.attrs["source"]),
        "length": longest(file, LENGTH),
        "thermometer": "mlp",
        "estimator": "open",
        "near_temperature": CLASSES,
    }
    names = [prefix, f"{prefix}_status", f"{prefix}_bootstrap"]
    dims = file[prefix].dims
    part = choose(file[names], {dim: label for dim, label in place.items() if dim in dims})
    return part.drop_vars([str(name) for name in part.coords if name not in part.dims])


def exact_fits(file: xarray.Dataset, data: xarray.Dataset) -> xarray.Dataset:
    """Return the numbers that the fits give for an EXACT file, at the choices of `data`."""
    windows = [str(window) for window in data["window"].values]
    fits = [
        exact_magnetization_fit(file, [float(word) for word in window.replace(",", " ").split()])
        for window in windows
    ]
    sigma = exact_dimension(file, "spin").reindex(
        near_temperature=data["near_temperature"].values, method="nearest", tolerance=1e-6
    )
    sigma = sigma.assign_coords(near_temperature=data["near_temperature"].values)
    along = {"window": data["window"].values}
    return xarray.Dataset(
        {
            "delta_sigma_exact": sigma,
            "delta_m_exact": xarray.DataArray([delta for delta, _ in fits], along),
            "t_c_exact": xarray.DataArray([t_c for _, t_c in fits], along),
        }
    )
