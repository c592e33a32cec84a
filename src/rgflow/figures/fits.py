"""Fitted numbers of several trainings put side by side; the spread over seeds is the error."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import xarray

from rgflow.analysis.aggregate import answered
from rgflow.figures.machines import flow_kind, side_by_side
from rgflow.figures.seeds import mean_and_error, named, stacked

Choice = Callable[[xarray.Dataset], Mapping[str, Any]]
"""Which thermometer, estimator, classes ... of a file to look at."""


def fitted(files: Sequence[xarray.Dataset], prefix: str, choice: Choice) -> xarray.Dataset:
    """Return one fitted number of FIT files over seeds, machine by machine.

    Parameters
    ----------
    files : sequence of xarray.Dataset
        FIT files of any number of machines and seeds.
    prefix : str
        Name of the number, like ``"delta_sigma"``.
    choice : callable
        Gives the labels to look at in a file; the flow is the machine's own.

    Returns
    -------
    xarray.Dataset
        Along "machine" and what the labels leave: what :func:`over_seeds` gives.
    """
    data = side_by_side(files, lambda mine: over_seeds(mine, prefix, choice))
    for dim in data.dims:
        if dim in files[0].coords:
            data[dim].attrs = dict(files[0][dim].attrs)
    return named(data, meanings(files[0], prefix))


def over_seeds(
    files: Sequence[xarray.Dataset], prefix: str, choice: Choice, *, single_run: bool = False
) -> xarray.Dataset:
    """Return one fitted number of one machine over its seeds.

    Parameters
    ----------
    files : sequence of xarray.Dataset
        FIT files of one machine, or of what is no machine.
    prefix : str
        Name of the number.
    choice : callable
        Gives the labels to look at in a file.
    single_run : bool
        Whether the error of a single file is that of its bootstrap.

    Returns
    -------
    xarray.Dataset
        The mean over the seeds whose fit did not fail, its standard error (`_error`), the mean
        regression interval (`_low`, `_high`), the share of seeds whose fit failed
        (`_undetermined`) and each seed's value (`_single`).
    """
    together = stacked(files, lambda file: _answers(file, prefix, choice))
    single = together[prefix]
    mean, error = mean_and_error(single)
    if single_run and len(files) == 1:
        error = together[f"{prefix}_bootstrap"].isel(seed=0, drop=True)
    return xarray.Dataset(
        {
            prefix: mean,
            f"{prefix}_error": error,
            f"{prefix}_low": together[f"{prefix}_low"].mean("seed"),
            f"{prefix}_high": together[f"{prefix}_high"].mean("seed"),
            f"{prefix}_undetermined": 1.0 - together["answered"].mean("seed"),
            f"{prefix}_single": single,
        }
    )


def meanings(file: xarray.Dataset, prefix: str) -> dict[str, tuple[str, str]]:
    """Return long name and units of what :func:`over_seeds` gives."""
    name, units = file[prefix].attrs["long_name"], file[prefix].attrs["units"]
    return {
        "seed": ("seed of the training", "1"),
        prefix: (f"{name}: mean over seeds", units),
        f"{prefix}_error": (f"{name}: standard error over seeds", units),
        f"{prefix}_low": (f"{name}: Student-t 90 % low, mean over seeds", units),
        f"{prefix}_high": (f"{name}: Student-t 90 % high, mean over seeds", units),
        f"{prefix}_undetermined": (f"{name}: share of seeds whose fit failed", "1"),
        f"{prefix}_single": (f"{name}: each seed", units),
    }


def _answers(file: xarray.Dataset, prefix: str, choice: Choice) -> xarray.Dataset:
    part = answered(file, prefix, {"kind": flow_kind(file), **choice(file)})
    part = part.drop_vars([str(name) for name in part.coords if name not in part.dims])
    return part.assign(answered=part[prefix].notnull())
