"""The files a figure is made from, checked by role and picked by label."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
import xarray

from rgflow.contracts.schema import Contract
from rgflow.errors import DataError, NotComputed

Inputs = Mapping[str, Sequence[xarray.Dataset]]
"""The datasets of every role of a figure."""


def role(
    inputs: Inputs, name: str, contract: Contract, *, optional: bool = False
) -> Sequence[xarray.Dataset]:
    """Return the datasets of a role, all of them from the stage of `contract`.

    Raises
    ------
    DataError
        If the role has no file, or one of another stage.
    """
    files = inputs.get(name, ())
    if not files and not optional:
        raise DataError(
            f"no file is given for '{name}'",
            remedy=f"give at least one file of the stage '{contract.stage}'",
        )
    for file in files:
        stage = file.attrs.get("rgflow_stage")
        if stage != contract.stage:
            raise DataError(
                f"a file for '{name}' comes from the stage '{stage}'",
                remedy=f"give files of the stage '{contract.stage}'",
            )
    return files


def of_size(files: Sequence[xarray.Dataset], size: int) -> Sequence[xarray.Dataset]:
    """Return the files of one lattice size.

    Raises
    ------
    DataError
        If there is none.
    """
    found = [file for file in files if int(file.attrs["L"]) == int(size)]
    if not found:
        raise DataError(
            f"{describe(files[0])} is of another size than the flows, L = {size}",
            remedy="add this size to `measure.lattices` of the configuration",
        )
    return found


def positions(
    file: xarray.Dataset, dim: str, wanted: Sequence[Any], *, every: bool = False
) -> list[int]:
    """Return where along `dim` the labels in `wanted` are, leaving out those that are not there.

    Raises
    ------
    NotComputed
        If no label is there, or, with `every`, if one is not.
    """
    labels = file[dim].values
    found = [
        int(np.flatnonzero(match)[0]) for label in wanted if (match := _equal(labels, label)).any()
    ]
    if not found or (every and len(found) < len(wanted)):
        raise NotComputed(
            f"{describe(file)} has no {dim} {' or '.join(map(str, wanted))}, only "
            f"{', '.join(map(str, labels))}",
            remedy="add it to the configuration and run the stage again",
        )
    return found


def choose(file: xarray.Dataset, labels: Mapping[str, Any]) -> xarray.Dataset:
    """Return the part of a dataset at the given labels; a list of labels keeps its dimension.

    Raises
    ------
    NotComputed
        If a label is not in the file; of a list, if none is.
    """
    picks: dict[Hashable, Any] = {}
    for dim, wanted in labels.items():
        if isinstance(wanted, list):
            picks[dim] = positions(file, dim, wanted)
        else:
            picks[dim] = positions(file, dim, [wanted])[0]
    return file.isel(picks)


def describe(file: xarray.Dataset) -> str:
    """Return words that name a file of a source and a seed in a message."""
    stage = file.attrs.get("rgflow_stage", "unknown")
    words = [f"the file of stage '{stage}'"]
    words += [f"{key} {file.attrs[key]}" for key in ("source", "seed") if key in file.attrs]
    return ", ".join(words)


def _equal(labels: np.ndarray[Any, Any], label: Any) -> np.ndarray[Any, Any]:
    if isinstance(label, str):
        return np.asarray(labels == label)
    return np.isclose(labels.astype(float), label, rtol=0.0, atol=1e-6)
