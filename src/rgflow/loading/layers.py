"""Reading trained layers, and passing configurations up through them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.contracts.train_rbm import RBM as RBM_CONTRACT
from rgflow.errors import DataError
from rgflow.learners.rbm.flow import Kind
from rgflow.learners.rbm.model import RBM
from rgflow.learners.rbm.stack import pass_through, pass_up
from rgflow.store import Dataset, read


def machine_of(layer: Dataset, snapshot: int = -1) -> RBM:
    """Return the machine of one snapshot of a trained layer, by default the last."""
    return RBM(
        layer["weights"][snapshot], layer["visible_bias"][snapshot], layer["hidden_bias"][snapshot]
    )


def hidden_layers(
    layers: Sequence[Dataset],
    visible: NDArray[Any],
    between: Kind,
    stream_of_layer: Callable[[int], np.random.Generator],
    top: Kind,
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
