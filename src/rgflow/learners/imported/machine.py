"""A restricted Boltzmann machine in somebody else's units, and its exact translation to +-1."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import ParameterError
from rgflow.learners.rbm.model import RBM
from rgflow.learners.units import units_of

UNITS = ("+-1", "{0,1}")
Array = NDArray[Any]


@dataclass(frozen=True)
class ImportedMachine:
    """A machine with p(v, h) = exp(-E) / Z, E = -v.W.h - b.v - c.h, in its own units.

    It is a learner: what goes in and comes out is +-1, whatever its own units are. Spins s and t
    stand for v = (1 + s) / 2 and h = (1 + t) / 2 where those are {0,1}.

    Parameters
    ----------
    weights : array (n_visible, n_hidden)
    visible_bias : array (n_visible,)
    hidden_bias : array (n_hidden,)
    units : {"+-1", "{0,1}"}

    Raises
    ------
    ParameterError
        If the shapes do not fit together, or the units are others.
    """

    weights: Array
    visible_bias: Array
    hidden_bias: Array
    units: str

    def __post_init__(self) -> None:
        RBM(self.weights, self.visible_bias, self.hidden_bias)  # refuses shapes that do not fit
        if self.units not in UNITS:
            raise ParameterError(
                f"machine of {self.units!r} units", remedy=f"units are {' or '.join(UNITS)}"
            )

    @property
    def n_visible(self) -> int:
        """Number of visible units."""
        return int(self.weights.shape[0])

    @property
    def n_hidden(self) -> int:
        """Number of hidden units."""
        return int(self.weights.shape[1])

    def up(self, visible: Array, rng: np.random.Generator | None = None) -> NDArray[np.float32]:
        """Return hidden units (n, n_hidden) as +-1, or their means, given visible ones of +-1."""
        return self._units(self._own(visible) @ self.weights + self.hidden_bias, rng)

    def down(self, hidden: Array, rng: np.random.Generator | None = None) -> NDArray[np.float32]:
        """Return visible units (n, n_visible) as +-1, or their means, given hidden ones of +-1."""
        return self._units(self._own(hidden) @ self.weights.T + self.visible_bias, rng)

    def free_energy(self, visible: Array) -> NDArray[np.float64]:
        """Return -ln p(v) up to a constant, (n,), for rows of +-1."""
        own = self._own(visible)
        field = own @ self.weights + self.hidden_bias
        other = 0.0 if self._binary else -field  # the exponent of a unit that is not 1
        return np.asarray(-own @ self.visible_bias - np.logaddexp(field, other).sum(axis=1))

    def converted(self) -> RBM:
        """Return the machine of +-1 units with the same law, in float64.

        Of {0,1} units the energy is, up to a constant, that of spins with W' = W / 4,
        b'_i = b_i / 2 + sum_a W_ia / 4 and c'_a = c_a / 2 + sum_i W_ia / 4.
        """
        W, b, c = (
            np.asarray(values, np.float64)
            for values in (self.weights, self.visible_bias, self.hidden_bias)
        )
        if not self._binary:
            return RBM(W, b, c)
        return RBM(W / 4, b / 2 + W.sum(axis=1) / 4, c / 2 + W.sum(axis=0) / 4)

    @property
    def _binary(self) -> bool:
        return self.units == "{0,1}"

    def _own(self, spins: Array) -> Array:
        """Return +-1 units, or their means, in the machine's own units, float64."""
        values = np.asarray(spins, np.float64)
        return (1 + values) / 2 if self._binary else values

    def _units(self, field: Array, rng: np.random.Generator | None) -> NDArray[np.float32]:
        """Return units of local fields x; one of {0,1} is 1 with probability 1 / (1 + exp(-x))."""
        return units_of(field / 2 if self._binary else field, rng)
