"""Reading trained layers, from the input upwards."""

from collections.abc import Sequence
from pathlib import Path

from rgflow.contracts.train_rbm import RBM as RBM_CONTRACT
from rgflow.errors import DataError
from rgflow.learners.rbm.model import RBM
from rgflow.store import Dataset, read


def machine_of(layer: Dataset, snapshot: int = -1) -> RBM:
    """Return the machine of one snapshot of a trained layer, by default the last."""
    return RBM(
        layer["weights"][snapshot], layer["visible_bias"][snapshot], layer["hidden_bias"][snapshot]
    )


def machines_of(layers: Sequence[Dataset]) -> list[RBM]:
    """Return the trained machine of each layer."""
    return [machine_of(layer) for layer in layers]


def read_layers(paths: Sequence[Path]) -> list[Dataset]:
    """Return the trained layers of one machine, lowest first.

    Raises
    ------
    DataError
        If a file breaks its contract, or the layers are not 1, 2, ... of one machine and seed.
    """
    layers = [read(path, RBM_CONTRACT) for path in paths]
    for number, (path, layer) in enumerate(zip(paths, layers, strict=True), start=1):
        origin, expected = _origin(layer), _origin(layers[0])
        if layer.attrs["layer"] != number or origin != expected:
            raise DataError(
                f"is layer {layer.attrs['layer']} of {origin}, expected {number} of {expected}",
                where=path,
                remedy="give the layers of one machine in order",
            )
    return layers


def _origin(layer: Dataset) -> str:
    names = ("control", "machine", "seed")
    return ", ".join(f"{name} {layer.attrs[name]}" for name in names if layer.attrs[name] != "")
