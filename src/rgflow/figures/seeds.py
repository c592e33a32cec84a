"""Numbers of several trainings put side by side; the spread over seeds is the error."""

from collections.abc import Callable, Mapping, Sequence

import xarray


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
