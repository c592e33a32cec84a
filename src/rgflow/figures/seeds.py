"""Numbers of several trainings put side by side; the spread over seeds is the error."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import xarray

from rgflow.analysis.inputs import choose
from rgflow.figures.machines import flow_kind, ordered


def by_source(
    files: Sequence[xarray.Dataset], attribute: str = "source"
) -> Iterator[tuple[str, list[xarray.Dataset]]]:
    """Give each machine with its files, ordered by seed; literal readings of the paper first.

    The `attribute` that names it is "machine" in files that belong to machines only.
    """
    for source in ordered(str(file.attrs[attribute]) for file in files):
        mine = [file for file in files if file.attrs[attribute] == source]
        yield source, sorted(mine, key=lambda file: int(file.attrs["seed"]))


def mean_and_error(values: xarray.DataArray) -> tuple[xarray.DataArray, xarray.DataArray]:
    """Return mean and standard error over the dimension "seed", leaving NaN out.

    The error of fewer than two seeds is NaN: one seed says nothing of the spread.
    """
    count = values.notnull().sum("seed")
    deviation = values - values.mean("seed")
    variance = (deviation**2).sum("seed") / (count - 1).where(count > 1)
    return values.mean("seed"), (variance / count) ** 0.5


def stacked(
    files: Sequence[xarray.Dataset], part: Callable[[xarray.Dataset], xarray.Dataset]
) -> xarray.Dataset:
    """Return `part` of each file along a new dimension "seed", labelled by the files' seeds."""
    seeds = xarray.DataArray([int(file.attrs["seed"]) for file in files], dims="seed", name="seed")
    return joined([part(file) for file in files], seeds)


def joined(parts: Sequence[xarray.Dataset], along: xarray.DataArray) -> xarray.Dataset:
    """Return datasets put together along a new dimension; what a part lacks becomes NaN."""
    return xarray.concat(
        parts,
        dim=along,
        data_vars="all",
        coords="minimal",
        compat="override",
        join="outer",
        combine_attrs="drop",
    )


def named(data: xarray.Dataset, meanings: Mapping[str, tuple[str, str]]) -> xarray.Dataset:
    """Give variables of a dataset their long name and units, as (long_name, units)."""
    for name, (long_name, units) in meanings.items():
        data[name].attrs = {"long_name": long_name, "units": units}
    return data


def fitted(
    files: Sequence[xarray.Dataset], prefix: str, labels: Mapping[str, Any]
) -> xarray.Dataset:
    """Aggregate one fitted number of FIT files over seeds, machine by machine.

    Parameters
    ----------
    files : sequence of xarray.Dataset
        FIT files of any number of machines and seeds.
    prefix : str
        Name of the number, like ``"delta_sigma"``.
    labels : mapping
        Which thermometer, estimator, classes ... to take; the flow's kind is the machine's own.

    Returns
    -------
    xarray.Dataset
        Along "machine" and what `labels` leaves: the mean over the seeds whose fit has an answer,
        its standard error (`_error`), the mean regression interval (`_low`, `_high`), the share of
        seeds without an answer (`_undetermined`) and each seed's value (`_single`).
    """
    rows, names = [], []
    for machine, mine in by_source(files):
        kind = {"kind": flow_kind(machine)} if "kind" not in labels else {}
        part = partial(_columns, prefix=prefix, labels={**labels, **kind})
        together = stacked(mine, part)
        rows.append(_summary(together, prefix))
        names.append(machine)
    machines = xarray.DataArray(names, dims="machine", name="machine")
    return _meanings(joined(rows, machines), files[0], prefix)


def _columns(file: xarray.Dataset, prefix: str, labels: Mapping[str, Any]) -> xarray.Dataset:
    names = [prefix, *(f"{prefix}_{end}" for end in ("low", "high", "status"))]
    dims = file[prefix].dims
    part = choose(file, {dim: label for dim, label in labels.items() if dim in dims})[names]
    return part.drop_vars([str(name) for name in part.coords if name not in part.dims])


def _summary(together: xarray.Dataset, prefix: str) -> xarray.Dataset:
    answered = together[f"{prefix}_status"] == 0
    single = together[prefix].where(answered)
    mean, error = mean_and_error(single)
    return xarray.Dataset(
        {
            prefix: mean,
            f"{prefix}_error": error,
            f"{prefix}_low": together[f"{prefix}_low"].where(answered).mean("seed"),
            f"{prefix}_high": together[f"{prefix}_high"].where(answered).mean("seed"),
            f"{prefix}_undetermined": 1.0 - answered.mean("seed"),
            f"{prefix}_single": single,
        }
    )


def _meanings(data: xarray.Dataset, file: xarray.Dataset, prefix: str) -> xarray.Dataset:
    name, units = file[prefix].attrs["long_name"], file[prefix].attrs["units"]
    for dim in data.dims:
        if dim in file.coords:
            data[dim].attrs = dict(file[dim].attrs)
    return named(
        data,
        {
            "machine": ("trained machine, or source of the configurations", "1"),
            "seed": ("seed of the training", "1"),
            prefix: (f"{name}: mean over seeds", units),
            f"{prefix}_error": (f"{name}: standard error over seeds", units),
            f"{prefix}_low": (f"{name}: Student-t 90 % low, mean over seeds", units),
            f"{prefix}_high": (f"{name}: Student-t 90 % high, mean over seeds", units),
            f"{prefix}_undetermined": (f"{name}: share of seeds whose fit has no answer", "1"),
            f"{prefix}_single": (f"{name}: each seed", units),
        },
    )
