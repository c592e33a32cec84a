"""Reading Monte Carlo configurations, which are checked, by temperature."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rgflow.contracts.gather import GATHER
from rgflow.contracts.sample import SAMPLE
from rgflow.contracts.schema import Contract
from rgflow.contracts.starts import STARTS
from rgflow.errors import DataError
from rgflow.loading.configurations import wrong_configurations
from rgflow.loading.models import shared_model
from rgflow.store import Dataset, Variable, read, read_any


def read_samples(paths: Sequence[Path]) -> list[Dataset]:
    """Return Monte Carlo configurations of one lattice model and size, a dataset per temperature.

    Parameters
    ----------
    paths : sequence of Path
        Files of the stage sample, or of gather, which hold several temperatures each.

    Returns
    -------
    list of Dataset
        With ``spins`` and the attributes ``model``, ``L`` and ``temperature``, in rising
        temperature.

    Raises
    ------
    DataError
        If a file breaks its contract, holds what cannot be (see `wrong_configurations`), or the
        models or sizes differ.
    """
    files = [(path, part) for path in paths for part in _by_temperature(path)]
    shared_model((path, str(file.attrs["model"])) for path, file in files)
    L = files[0][1].attrs["L"]
    for path, file in files:
        if file.attrs["L"] != L:
            raise DataError(
                f"holds lattices of L={file.attrs['L']}, the first file of L={L}",
                where=path,
                remedy="give samples of one size",
            )
    return sorted((file for _, file in files), key=lambda file: float(file.attrs["temperature"]))


def read_starts(path: Path) -> Dataset:
    """Return the configurations that flows start from.

    Raises
    ------
    DataError
        As of `read_samples`.
    """
    return read(path, _checked(STARTS, path))


def _by_temperature(path: Path) -> list[Dataset]:
    contract, file = read_any(path, (_checked(SAMPLE, path), _checked(GATHER, path)))
    if contract.stage == SAMPLE.stage:
        return [file]
    temperature, first = np.unique(file["temperature"], return_index=True)
    parts = np.split(file["spins"], first[1:])
    return [
        Dataset(
            {"spins": Variable(("sample", "y", "x"), part)}, {**file.attrs, "temperature": float(T)}
        )
        for T, part in zip(temperature, parts, strict=True)
    ]


def _checked(contract: Contract, path: Path) -> Contract:
    """Return the contract with the check of what the configurations are."""
    return replace(contract, content=partial(wrong_configurations, name=path.stem))


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
