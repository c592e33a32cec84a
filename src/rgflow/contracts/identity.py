"""What a file is of: attributes that later stages group and select by, and never parse."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from rgflow.store import Dataset

IDENTITY: Mapping[str, type] = {"source": str, "machine": str, "control": str, "seed": int}
"""``source`` tells files of a stage apart; ``machine`` is the trained machine that a file is of, or
that a control is like; ``control`` is the module of :mod:`rgflow.controls` that made it. The last
two are empty where there is none."""


def identity(source: str, *, machine: str = "", control: str = "", seed: int = 0) -> dict[str, Any]:
    """Return the attributes of :data:`IDENTITY`."""
    return {"source": source, "machine": machine, "control": control, "seed": np.int32(seed)}


def identity_of(file: Dataset) -> dict[str, Any]:
    """Return the identity of a file as attributes for what is made from it."""
    return {name: file.attrs[name] for name in IDENTITY}


def of_layer(layer: Dataset) -> dict[str, Any]:
    """Return the identity of what is made from a trained layer, or from a control in its place."""
    machine, control = str(layer.attrs["machine"]), str(layer.attrs["control"])
    source = f"{control}_{machine}" if control else machine
    return identity(source, machine=machine, control=control, seed=int(layer.attrs["seed"]))
