"""The matrix products of a machine, each one call that adds into memory that exists already.

BLAS multiplies real values; spins take the sums with signs of :mod:`rgflow.rbm.signs` where those
are faster. Arrays are C-ordered float32, so their transposes are what BLAS's Fortran interface
wants and nothing is copied. Its results may depend on the number of BLAS threads;
:func:`one_thread` fixes it.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass

import numpy as np
from scipy.linalg.blas import sgemm, sgemv
from threadpoolctl import threadpool_limits

from rgflow.rbm.kernels import Floats
from rgflow.rbm.model import RBM
from rgflow.rbm.signs import add_product, add_transposed_product, pays, transposed

SMALL_PRODUCT = 100**3
"""Up to so many multiplications OpenBLAS leaves out packing: a gradient takes 3/4 of the time."""

FEWEST_ROWS_BLOCK = 50
"""Below, reading and writing the weights once more a block costs what the kernel saves."""


def one_thread() -> AbstractContextManager[object]:
    """Context in which BLAS uses one thread, so that the same input gives the same bytes."""
    return threadpool_limits(limits=1, user_api="blas")


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

    @classmethod
    def of(cls, rbm: RBM) -> "Parameters":
        """Copy a machine's parameters."""
        parameters = cls.zeros(rbm.n_visible, rbm.n_hidden)
        parameters.weights[:] = rbm.weights
        parameters.visible_bias[:] = rbm.visible_bias
        parameters.hidden_bias[:] = rbm.hidden_bias
        return parameters

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
    out[:] = parameters.hidden_bias
    if spins and pays(len(visible), *parameters.weights.shape):
        add_product(visible, parameters.weights, out)
    else:
        sgemm(1.0, parameters.weights.T, visible.T, 1.0, out.T, overwrite_c=True)


def visible_field(
    parameters: Parameters, hidden: Floats, out: Floats, *, spins: bool = False
) -> None:
    """Write y = h W^T + b to `out`; hidden (n, n_hidden), out (n, n_visible); `spins` as above."""
    out[:] = parameters.visible_bias
    if spins and pays(len(hidden), *parameters.weights.shape[::-1]):
        add_product(hidden, transposed(parameters.weights), out)
    else:
        sgemm(1.0, parameters.weights.T, hidden.T, 1.0, out.T, trans_a=True, overwrite_c=True)


def accumulate_gradient(
    target: Parameters,
    visible: Floats,
    hidden: Floats,
    visible_weight: Floats,
    *,
    step: float,
    keep: float,
    spins: bool = False,
) -> None:
    """``target = keep target + step gradient``, both phases stacked, straight into the target.

    Parameters
    ----------
    target : Parameters
        Changed in place.
    visible : array (n_data + n_model, n_visible)
        Rows of the data phase above those of the model phase.
    hidden : array (n_data + n_model, n_hidden)
        Likewise; the model rows carry the factor -n_data / n_model.
    visible_weight : array (n_data + n_model,)
        The same factors, 1 and -n_data / n_model, for the visible bias.
    step, keep : float
        `step` includes the 1 / n_data of the averages in (16)-(21).
    spins : bool
        Promises that all of `visible` is +-1.
    """
    ones = np.ones_like(visible_weight)
    if spins and pays(visible.shape[1], *hidden.shape):
        if keep != 1:
            np.multiply(target.weights, np.float32(keep), out=target.weights)
        add_transposed_product(visible, np.float32(step) * hidden, target.weights)
    else:
        _add_blocks(target.weights, visible, hidden, step, keep)
    sgemv(step, visible.T, visible_weight, keep, target.visible_bias, overwrite_y=True)
    sgemv(step, hidden.T, ones, keep, target.hidden_bias, overwrite_y=True)


def _add_blocks(target: Floats, visible: Floats, hidden: Floats, step: float, keep: float) -> None:
    """``target = keep target + step visible^T hidden``.

    The rows are cut so that small machines meet OpenBLAS's kernels without packing.
    """
    fitting = SMALL_PRODUCT // target.size
    blocks = -(-len(visible) // fitting) if fitting >= FEWEST_ROWS_BLOCK else 1
    size = -(-len(visible) // blocks)
    for first in range(0, len(visible), size):
        v, h = visible[first : first + size].T, hidden[first : first + size].T
        sgemm(step, h, v, keep, target.T, trans_b=True, overwrite_c=True)
        keep = 1.0
