"""Reading what several verbs read: configurations by temperature, trained layers."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.config.recipes import Units
from rgflow.contracts.sample import SAMPLE
from rgflow.contracts.train_rbm import RBM as RBM_CONTRACT
from rgflow.errors import DataError
from rgflow.rbm.model import RBM
from rgflow.rbm.stack import pass_through, pass_up
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


def machine_of(layer: Dataset, snapshot: int = -1) -> RBM:
    """Return the machine of one snapshot of a trained layer, by default the last."""
    return RBM(
        layer["weights"][snapshot], layer["visible_bias"][snapshot], layer["hidden_bias"][snapshot]
    )


def hidden_layers(
    layers: Sequence[Dataset],
    visible: NDArray[Any],
    between: Units,
    stream_of_layer: Callable[[int], np.random.Generator],
    top: Units,
) -> list[NDArray[Any]]:
    """Return the hidden units of every layer for each row of `visible`, lowest layer first.

    Layers below the last pass up what `between` says, the last gives what `top` says.
    """
    machines = [machine_of(layer) for layer in layers]
    below = pass_through(machines[:-1], visible, between, stream_of_layer)
    highest = below[-1] if below else visible
    return [*below, pass_up(machines[-1], highest, top, stream_of_layer(len(machines)))]


def read_layers(paths: Sequence[Path]) -> list[Dataset]:
    """Return the trained layers of one machine, lowest first.

    Raises
    ------
    DataError
        If a file breaks its contract, or the layers are not 1, 2, ... of one machine and seed.
    """
    layers = [read(path, RBM_CONTRACT) for path in paths]
    for number, (path, layer) in enumerate(zip(paths, layers, strict=True), start=1):
        origin: tuple[Any, ...] = (layer.attrs["machine"], layer.attrs["seed"])
        expected = (layers[0].attrs["machine"], layers[0].attrs["seed"])
        if layer.attrs["layer"] != number or origin != expected:
            raise DataError(
                f"is layer {layer.attrs['layer']} of {origin}, expected {number} of {expected}",
                where=path,
                remedy="give the layers of one machine in order",
            )
    return layers
