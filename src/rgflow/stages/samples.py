"""Reading Monte Carlo configurations by temperature, with their held-out part."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rgflow.contracts.sample import SAMPLE
from rgflow.errors import DataError
from rgflow.store import Dataset, read


def read_samples(paths: Sequence[Path]) -> list[Dataset]:
    """Return the Monte Carlo files of one lattice size, in rising temperature.

    Raises
    ------
    DataError
        If a file breaks its contract or the sizes differ.
    """
    files = [(path, read(path, SAMPLE)) for path in paths]
    L = files[0][1].attrs["L"]
    for path, file in files:
        if file.attrs["L"] != L:
            raise DataError(
                f"holds lattices of L={file.attrs['L']}, the first file of L={L}",
                where=path,
                remedy="give samples of one size",
            )
    return sorted((file for _, file in files), key=lambda file: float(file.attrs["temperature"]))


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
