"""A machine that nobody trained here in the place of a trained layer."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from rgflow.learners.rbm.model import RBM
from rgflow.learners.rbm.spectrum import singular_values
from rgflow.store import Dataset, Variable


def snapshot_of(machine: RBM, attributes: Mapping[str, Any]) -> Dataset:
    """Return the machine as the only snapshot of a training of no updates."""
    weights = machine.weights[None]
    return Dataset(
        {
            "update": Variable(("snapshot",), np.zeros(1)),
            "weights": Variable(("snapshot", "visible", "hidden"), weights),
            "visible_bias": Variable(("snapshot", "visible"), machine.visible_bias[None]),
            "hidden_bias": Variable(("snapshot", "hidden"), machine.hidden_bias[None]),
            "reconstruction_error": Variable(("snapshot",), np.zeros(1)),
            "singular_value": Variable(("snapshot", "mode"), singular_values(weights)),
        },
        attributes,
    )
