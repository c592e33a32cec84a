"""The restricted Boltzmann machine of +-1 units: its energy and its conditional laws.

Equations are those of de Mello Koch et al.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from rgflow.errors import ParameterError
from rgflow.learners.units import units_of

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class RBM:
    """A machine with joint law p(v, h) = exp(-E(v, h)) / Z, eq. (1).

    Parameters
    ----------
    weights : array (n_visible, n_hidden)
        Couplings W_ia.
    visible_bias : array (n_visible,)
        Fields b_i on the visible units.
    hidden_bias : array (n_hidden,)
        Fields c_a on the hidden units.

    Raises
    ------
    ParameterError
        If the shapes do not fit together.

    Notes
    -----
    Units are +-1, so the conditional means are tanh of the local fields, without a factor 2.
    Methods compute in the dtype of the parameters (float32 after training).
    """

    weights: Array
    visible_bias: Array
    hidden_bias: Array

    def __post_init__(self) -> None:
        shapes = (self.weights.shape, self.visible_bias.shape, self.hidden_bias.shape)
        if self.weights.ndim != 2 or self.weights.shape != shapes[1] + shapes[2]:
            raise ParameterError(
                f"weights {shapes[0]}, visible bias {shapes[1]} and hidden bias {shapes[2]} "
                "do not make a machine",
                remedy="weights must be (n_visible, n_hidden), the biases one number per unit",
            )

    @property
    def n_visible(self) -> int:
        """Number of visible units."""
        return int(self.weights.shape[0])

    @property
    def n_hidden(self) -> int:
        """Number of hidden units."""
        return int(self.weights.shape[1])

    def astype(self, dtype: npt.DTypeLike) -> "RBM":
        """Return the machine with its parameters in another precision."""
        return RBM(
            self.weights.astype(dtype),
            self.visible_bias.astype(dtype),
            self.hidden_bias.astype(dtype),
        )

    def hidden_field(self, visible: Array) -> Array:
        """Local fields x_a = sum_i v_i W_ia + c_a on the hidden units, (n, n_hidden)."""
        return visible.astype(self.weights.dtype, copy=False) @ self.weights + self.hidden_bias

    def visible_field(self, hidden: Array) -> Array:
        """Local fields y_i = sum_a W_ia h_a + b_i on the visible units, (n, n_visible)."""
        return hidden.astype(self.weights.dtype, copy=False) @ self.weights.T + self.visible_bias

    def up(self, visible: Array, rng: np.random.Generator | None = None) -> npt.NDArray[np.float32]:
        """Return tanh x_a, or draws from eq. (11) with `rng`, given v; (n, n_hidden)."""
        return units_of(self.hidden_field(visible), rng)

    def down(
        self, hidden: Array, rng: np.random.Generator | None = None
    ) -> npt.NDArray[np.float32]:
        """Return tanh y_i, or draws from eq. (12) with `rng`, given h; (n, n_visible)."""
        return units_of(self.visible_field(hidden), rng)

    def mean_hidden(self, visible: Array) -> Array:
        """Conditional means <h_a> = tanh x_a given v, eq. (13); (n, n_hidden)."""
        return np.tanh(self.hidden_field(visible))

    def mean_visible(self, hidden: Array) -> Array:
        """Conditional means <v_i> = tanh y_i given h, eq. (14); (n, n_visible)."""
        return np.tanh(self.visible_field(hidden))

    def energy(self, visible: Array, hidden: Array) -> Array:
        """Energy E(v, h) of eq. (1) for each row, (n,)."""
        pairs = np.einsum("na,na->n", self.hidden_field(visible), hidden)
        return -pairs - visible @ self.visible_bias

    def free_energy(self, visible: Array) -> Array:
        """Free energy F(v) = -b.v - sum_a ln 2cosh x_a, so that p(v) = exp(-F(v)) / Z; (n,)."""
        bias = visible.astype(self.weights.dtype, copy=False) @ self.visible_bias
        return -bias - log_2cosh(self.hidden_field(visible)).sum(axis=1)

    def hidden_free_energy(self, hidden: Array) -> Array:
        """Free energy of the hidden layer, -c.h - sum_i ln 2cosh y_i; (n,)."""
        bias = hidden.astype(self.weights.dtype, copy=False) @ self.hidden_bias
        return -bias - log_2cosh(self.visible_field(hidden)).sum(axis=1)


def log_2cosh(x: Array) -> Array:
    """ln(2 cosh x) without overflow."""
    size = np.abs(x)
    return size + np.log1p(np.exp(-2 * size))
