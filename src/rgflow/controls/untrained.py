"""Machines that have learned nothing."""

import numpy as np

from rgflow.controls.base import Given
from rgflow.learners.rbm.model import RBM

FORM = "machine"
OF = "machine"
NEEDS = ("layers",)
STANDS = "control"
TITLE = "untrained"


def make(given: Given) -> RBM:
    """Return a machine with random weights that are as strong as those of the last layer."""
    trained, layer = given.layers[-1], len(given.layers)
    rng = given.streams(f"untrained_{given.stream}", given.seed, layer)
    deviation = float(trained.weights.std())
    return untrained_machine(trained.n_visible, trained.n_hidden, deviation, rng)


def untrained_machine(
    n_visible: int, n_hidden: int, deviation: float, rng: np.random.Generator
) -> RBM:
    """Machine before training: normal weights of mean zero (float32), no fields.

    Parameters
    ----------
    n_visible, n_hidden : int
        Sizes of the layers.
    deviation : float
        Standard deviation of the weights; give that of a trained machine to compare with it.
    rng : numpy.random.Generator
    """
    weights = (deviation * rng.standard_normal((n_visible, n_hidden))).astype(np.float32)
    return RBM(weights, np.zeros(n_visible, np.float32), np.zeros(n_hidden, np.float32))
