"""Numbers out of the stages' files, by label."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import xarray

from rgflow.analysis.inputs import Inputs, choose, describe
from rgflow.analysis.quantity import Quantity, over_seeds
from rgflow.errors import DataError
from rgflow.stats.estimate import OK

LENGTH = 26
"""Flow length at which the paper finds convergence."""


def from_roles(inputs: Inputs, roles: Iterable[str]) -> list[xarray.Dataset]:
    """Return the files of several roles; a role without a file adds none."""
    return [file for role in roles for file in inputs.get(role, ())]


def sources(files: Iterable[xarray.Dataset]) -> list[str]:
    """Return the sources of files without repeats, in their order."""
    return list(dict.fromkeys(str(file.attrs["source"]) for file in files))


def of_source(files: Iterable[xarray.Dataset], source: str, **attributes: Any) -> list[Any]:
    """Return the files of one source, and of equal further attributes, ordered by seed.

    Raises
    ------
    DataError
        If there is none.
    """
    wanted = {"source": source, **attributes}
    found = [file for file in files if all(file.attrs[key] == v for key, v in wanted.items())]
    if not found:
        words = ", ".join(f"{key} {value}" for key, value in wanted.items())
        raise DataError(f"not computed: no file of {words}")
    return sorted(found, key=lambda file: int(file.attrs.get("seed", 0)))


def last_length(file: xarray.Dataset) -> int:
    """Return the paper's flow length if the file has it, else its longest."""
    lengths = file["length"].values
    return LENGTH if LENGTH in lengths else int(lengths.max())


def fitted(
    files: Sequence[xarray.Dataset],
    prefix: str,
    labels: Mapping[str, Any],
    name: str,
    **known: Any,
) -> Quantity:
    """Return a fitted number of FIT files: over seeds, or with its bootstrap error if there is one.

    Parameters
    ----------
    files : sequence of xarray.Dataset
        FIT files of one source.
    prefix : str
        Like ``"delta_sigma"``.
    labels : mapping
        A label of every dimension of the number.
    name : str
        Name of the quantity.
    **known
        ``units``, ``paper`` and ``exact`` of the quantity.
    """
    columns = ("", "_error", "_bootstrap", "_status")
    table = []
    for file in files:
        place = {str(dim): labels[str(dim)] for dim in file[prefix].dims}
        part = choose(file[[f"{prefix}{column}" for column in columns]], place)
        value, error, bootstrap, status = (float(part[f"{prefix}{end}"]) for end in columns)
        answer = value if status == OK else np.nan
        table.append((answer, error, bootstrap))
    values, errors, bootstraps = zip(*table, strict=True)
    if len(files) > 1:
        return over_seeds(name, values, regression_errors=errors, **known)
    return Quantity(name, values[0], bootstraps[0], regression_error=errors[0], **known)


def counts(file: xarray.Dataset, labels: Mapping[str, Any]) -> np.ndarray[Any, Any]:
    """Return how many configurations each temperature class has."""
    return np.asarray(choose(file[["count"]], labels)["count"].values, np.float64)


def mean_class(file: xarray.Dataset, number: np.ndarray[Any, Any]) -> tuple[float, float]:
    """Return the mean class temperature of counts (temperature,) and its standard error.

    Raises
    ------
    DataError
        If there is no configuration.
    """
    temperature = np.asarray(file["temperature"].values, np.float64)
    total = number.sum()
    if total == 0:
        raise DataError(f"{describe(file)} has no configuration in any class")
    mean = float(number @ temperature / total)
    variance = float(number @ (temperature - mean) ** 2 / total)
    return mean, float(np.sqrt(variance / total))
