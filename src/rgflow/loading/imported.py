"""Machines from elsewhere in the place of a trained first layer."""

from pathlib import Path

import numpy as np

from rgflow.contracts.imported import IMPORTED
from rgflow.contracts.train_rbm import RBM as RBM_CONTRACT
from rgflow.errors import DataError, ParameterError
from rgflow.learners.base import Learner
from rgflow.learners.imported.machine import ImportedMachine
from rgflow.loading.snapshots import snapshot_of
from rgflow.store import read, write

LARGEST_DIFFERENCE = 1e-3
"""How far conditional means may move when parameters are rounded to float32."""


def import_machine(path: Path, output: Path) -> None:
    """Write the machine of a file as a trained first layer, which every stage takes.

    Parameters
    ----------
    path : Path
        File by :data:`rgflow.contracts.imported.IMPORTED`.
    output : Path
        File as of the stage train-rbm, recipe "imported"; its random streams are named after the
        machine.

    Raises
    ------
    DataError
        If the file breaks its contract, its units are others, or float32 cannot hold the machine.
    """
    file = read(path, IMPORTED)
    name = str(file.attrs["name"])
    try:
        machine = ImportedMachine(file["W"], file["b"], file["c"], str(file.attrs["units"]))
    except ParameterError as error:
        raise DataError(error.what, where=path, remedy=error.remedy) from error
    converted = machine.converted().astype(np.float32)
    if (moved := _difference(machine, converted)) > LARGEST_DIFFERENCE:
        raise DataError(
            f"conditional means move by {moved:.2g} when the parameters are rounded to float32",
            where=path,
            remedy="train with weight decay: the parameters are too large to judge",
        )
    attributes = {
        "machine": name,
        "control": "",
        "stream": name,
        "seed": np.int32(0),
        "layer": np.int32(1),
        "recipe": "imported",
        "training_size": np.int32(0),
    }
    write(output, snapshot_of(converted, attributes), RBM_CONTRACT)


def _difference(one: Learner, other: Learner) -> float:
    """Return the largest difference of conditional means, up and down, on coin-flip lattices."""
    coins = np.random.default_rng(0)
    visible, hidden = (
        coins.choice(np.array([-1, 1], np.int8), (100, n)) for n in (one.n_visible, one.n_hidden)
    )
    moved = [one.up(visible) - other.up(visible), one.down(hidden) - other.down(hidden)]
    return float(max(np.abs(part).max() for part in moved))
