"""The matrix products of a machine, each one BLAS call into memory that exists already.

Arrays are C-ordered float32, so their transposes are what the Fortran interface wants and nothing
is copied. Results may depend on the number of BLAS threads; :func:`one_thread` fixes it.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass

import numpy as np
from scipy.linalg.blas import sgemm, sgemv
from threadpoolctl import threadpool_limits

from rgflow.rbm.kernels import Floats
from rgflow.rbm.model import RBM

SMALL_PRODUCT = 100**3
"""Up to so many multiplications OpenBLAS leaves out packing: a gradient takes 3/4 of the time."""

FEWEST_ROWS = 50
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


def hidden_field(parameters: Parameters, visible: Floats, out: Floats) -> None:
    """Write x = v W + c to `out`; visible (n, n_visible), out (n, n_hidden)."""
    out[:] = parameters.hidden_bias
    sgemm(1.0, parameters.weights.T, visible.T, 1.0, out.T, overwrite_c=True)


def visible_field(parameters: Parameters, hidden: Floats, out: Floats) -> None:
    """Write y = h W^T + b to `out`; hidden (n, n_hidden), out (n, n_visible)."""
    out[:] = parameters.visible_bias
    sgemm(1.0, parameters.weights.T, hidden.T, 1.0, out.T, trans_a=True, overwrite_c=True)


def accumulate_gradient(
    target: Parameters,
    visible: Floats,
    hidden: Floats,
    visible_weight: Floats,
    *,
    step: float,
    keep: float,
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
    """
    ones = np.ones_like(visible_weight)
    keep_weights = keep
    for rows in _row_blocks(len(visible), target.weights.size):
        v, h = visible[rows].T, hidden[rows].T
        sgemm(step, h, v, keep_weights, target.weights.T, trans_b=True, overwrite_c=True)
        keep_weights = 1.0
    sgemv(step, visible.T, visible_weight, keep, target.visible_bias, overwrite_y=True)
    sgemv(step, hidden.T, ones, keep, target.hidden_bias, overwrite_y=True)


def _row_blocks(n_rows: int, n_weights: int) -> list[slice]:
    """Cut the rows of a gradient so that small machines meet OpenBLAS's kernels without packing."""
    fitting = SMALL_PRODUCT // n_weights
    if fitting < FEWEST_ROWS or n_rows <= fitting:
        return [slice(0, n_rows)]
    step = -(-n_rows // -(-n_rows // fitting))
    return [slice(first, first + step) for first in range(0, n_rows, step)]
