"""Reading Monte Carlo configurations by temperature, with their held-out part."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rgflow.contracts.gather import GATHER
from rgflow.contracts.sample import SAMPLE
from rgflow.errors import DataError
from rgflow.store import Dataset, Variable, read_any


def read_samples(paths: Sequence[Path]) -> list[Dataset]:
    """Return the Monte Carlo configurations of one lattice size, one dataset a temperature.

    Parameters
    ----------
    paths : sequence of Path
        Files of the stage sample, or of gather, which hold several temperatures each.

    Returns
    -------
    list of Dataset
        With ``spins`` and the attributes ``L`` and ``temperature``, in rising temperature.

    Raises
    ------
    DataError
        If a file breaks its contract or the sizes differ.
    """
    files = [(path, part) for path in paths for part in _by_temperature(path)]
    L = files[0][1].attrs["L"]
    for path, file in files:
        if file.attrs["L"] != L:
            raise DataError(
                f"holds lattices of L={file.attrs['L']}, the first file of L={L}",
                where=path,
                remedy="give samples of one size",
            )
    return sorted((file for _, file in files), key=lambda file: float(file.attrs["temperature"]))


def _by_temperature(path: Path) -> list[Dataset]:
    contract, file = read_any(path, (SAMPLE, GATHER))
    if contract is SAMPLE:
        return [file]
    temperature, first = np.unique(file["temperature"], return_index=True)
    parts = np.split(file["spins"], first[1:])
    return [
        Dataset(
            {"spins": Variable(("sample", "y", "x"), part)}, {**file.attrs, "temperature": float(T)}
        )
        for T, part in zip(temperature, parts, strict=True)
    ]


def visible_units(samples: Sequence[Dataset], held_out_share: float = 0.0) -> NDArray[np.int8]:
    """Return the configurations as rows, (n, L^2), without the held-out end of each file."""
    parts = [_rows(file) for file in samples]
    return np.concatenate([part[: _kept(part, held_out_share)] for part in parts])


def held_out_units(samples: Sequence[Dataset], held_out_share: float) -> NDArray[np.int8]:
    """Return the held-out end of each file as rows, (n, L^2)."""
    parts = [_rows(file) for file in samples]
    return np.concatenate([part[_kept(part, held_out_share) :] for part in parts])


def _rows(file: Dataset) -> NDArray[np.int8]:
    return file["spins"].reshape(len(file["spins"]), -1)


def _kept(part: NDArray[np.int8], held_out_share: float) -> int:
    """Return how many configurations of a file are trained on."""
    return len(part) - round(held_out_share * len(part))
