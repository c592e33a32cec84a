"""What a control is made from, and the ends of a flow that some controls make."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from rgflow.config.choices import Units
from rgflow.learners.rbm.model import RBM

Array = NDArray[Any]


class Streams(Protocol):
    """Named random streams of the controls."""

    def __call__(self, *name: str | int) -> np.random.Generator:
        """Return the stream of a name; the first part of a name is the control's."""


@dataclass(frozen=True)
class Given:
    """What ``make`` of a control is given; what its NEEDS do not name is empty.

    Attributes
    ----------
    streams : Streams
    starts : (n, L, L) int8
        Configurations that flows start from.
    layers : tuple of RBM
        Trained layers of a machine, lowest first.
    samples : tuple of (n, L, L) int8
        Monte Carlo configurations of each input temperature.
    temperatures : tuple of float
        Those temperatures, in J/k_B.
    training_samples : (n, L^2) int8
        What the machine was trained on, as rows.
    stream, seed : str, int
        Name of the machine's random streams, and number of its training.
    length : int
        Up-down passes of a flow.
    steps : int
        Lattices wanted of each input: block-spin steps, or layers of a stack.
    between : {"mean", "sampled"}
        What a stack passes up.
    """

    streams: Streams
    starts: Array = field(default_factory=lambda: np.empty((0, 0, 0), np.int8))
    layers: tuple[RBM, ...] = ()
    samples: tuple[Array, ...] = ()
    temperatures: tuple[float, ...] = ()
    training_samples: Array = field(default_factory=lambda: np.empty((0, 0), np.int8))
    stream: str = ""
    seed: int = 0
    length: int = 0
    steps: int = 0
    between: Units = "sampled"


class Ends(NamedTuple):
    """Ends of the mean and of the sampled flow, (n, L, L), and numbers to keep beside them."""

    mean: Array
    sampled: Array
    numbers: Mapping[str, float] = {}
