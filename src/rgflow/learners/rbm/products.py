"""The parameters of a machine and the local fields on its layers, written to existing memory.

BLAS multiplies real values; spins take the sums with signs of
:mod:`rgflow.learners.rbm.signs` where those are faster.
"""

from dataclasses import dataclass

import numpy as np

from rgflow.learners.rbm.kernels import Floats
from rgflow.learners.rbm.model import RBM
from rgflow.learners.rbm.signs import add_product, pays


@dataclass(frozen=True)
class Parameters:
    """W, b and c as views of one flat float32 vector, so that an optimizer sees one array."""

    flat: Floats
    weights: Floats
    visible_bias: Floats
    hidden_bias: Floats

    @classmethod
    def zeros(cls, n_visible: int, n_hidden: int) -> "Parameters":
        """All parameters zero."""
        flat = np.zeros(n_visible * n_hidden + n_visible + n_hidden, np.float32)
        weights, visible_bias, hidden_bias = np.split(
            flat, [n_visible * n_hidden, n_visible * n_hidden + n_visible]
        )
        return cls(flat, weights.reshape(n_visible, n_hidden), visible_bias, hidden_bias)

    def machine(self) -> RBM:
        """Return a copy of the parameters as a machine."""
        return RBM(self.weights.copy(), self.visible_bias.copy(), self.hidden_bias.copy())


def hidden_field(
    parameters: Parameters, visible: Floats, out: Floats, *, spins: bool = False
) -> None:
    """Write x = v W + c to `out`.

    Parameters
    ----------
    parameters : Parameters
    visible : array (n, n_visible)
    out : array (n, n_hidden)
    spins : bool
        Promises that every value is +-1, which is faster in large machines.
    """
    if spins and pays(len(visible), *parameters.weights.shape):
        out[:] = parameters.hidden_bias
        add_product(visible, parameters.weights, out)
    else:
        np.matmul(visible, parameters.weights, out=out)
        out += parameters.hidden_bias


def visible_field(
    parameters: Parameters, hidden: Floats, out: Floats, *, spins: bool = False
) -> None:
    """Write y = h W^T + b to `out`; hidden (n, n_hidden), out (n, n_visible); `spins` as above."""
    if spins and pays(len(hidden), *parameters.weights.shape[::-1]):
        out[:] = parameters.visible_bias
        add_product(hidden, parameters.weights, out, turned=True)
    else:
        np.matmul(hidden, parameters.weights.T, out=out)
        out += parameters.visible_bias
