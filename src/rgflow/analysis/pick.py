"""Files of a role by their attributes, and numbers out of one file by their labels."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import xarray

from rgflow.analysis.inputs import Inputs, choose
from rgflow.errors import NotComputed


def from_roles(inputs: Inputs, roles: Iterable[str]) -> list[xarray.Dataset]:
    """Return the files of several roles; a role without a file adds none."""
    return [file for role in roles for file in inputs.get(role, ())]


def sources(files: Iterable[xarray.Dataset]) -> list[str]:
    """Return the sources of files without repeats, in their order."""
    return list(dict.fromkeys(str(file.attrs["source"]) for file in files))


def matching(files: Iterable[xarray.Dataset], **attributes: Any) -> list[xarray.Dataset]:
    """Return the files with all these attributes, ordered by seed.

    Raises
    ------
    NotComputed
        If there is none.
    """
    found = [
        file
        for file in files
        if all(file.attrs.get(key) == value for key, value in attributes.items())
    ]
    if not found:
        words = ", ".join(f"{key} {value}" for key, value in attributes.items() if value != "")
        raise NotComputed(f"not computed: no file of {words}")
    return sorted(found, key=lambda file: int(file.attrs.get("seed", 0)))


def flow_length(file: xarray.Dataset, wanted: int | None = None) -> int:
    """Return a flow length if the file has it, else its longest."""
    lengths = file["length"].values
    return int(wanted) if wanted is not None and wanted in lengths else int(lengths.max())


def has_label(file: xarray.Dataset, dim: str, label: str) -> bool:
    """Tell whether a dimension of words has a label."""
    return label in [str(one) for one in file[dim].values]


def counts(file: xarray.Dataset, labels: Mapping[str, Any]) -> np.ndarray[Any, Any]:
    """Return how many configurations each temperature class has."""
    return np.asarray(choose(file[["count"]], labels)["count"].values, np.float64)
