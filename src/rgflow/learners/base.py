"""What a learner is to the stages: something that passes configurations up and down."""

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

CHUNK_ROWS = 4096
"""Rows that pass through a layer at a time; draws come from one stream, chunk by chunk."""


class Learner(Protocol):
    """A machine of two layers of +-1 units, each drawn from the other.

    Whatever its own parameters and units are, it is spoken to in +-1. What trains it is its own
    affair. :func:`rgflow.learners.flow.flow` samples it: up and down are all that it takes.
    """

    @property
    def n_visible(self) -> int:
        """Number of visible units."""

    @property
    def n_hidden(self) -> int:
        """Number of hidden units."""

    def up(
        self, visible: NDArray[Any], rng: np.random.Generator | None = None
    ) -> NDArray[np.float32]:
        """Return hidden units (n, n_hidden): means given `visible`, or draws with `rng`."""

    def down(
        self, hidden: NDArray[Any], rng: np.random.Generator | None = None
    ) -> NDArray[np.float32]:
        """Return visible units (n, n_visible): means given `hidden`, or draws with `rng`."""

    def free_energy(self, visible: NDArray[Any]) -> NDArray[Any]:
        """Return -ln p(v) of rows (n, n_visible) of +-1, up to a constant that is ln Z."""
