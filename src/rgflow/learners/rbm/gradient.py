"""The averaged gradient of a batch, added straight into what it changes.

It is that of eqs. (16)-(21) of de Mello Koch et al.

Arrays are C-ordered float32, so their transposes are what BLAS's Fortran interface wants and
nothing is copied. Both phases are one stacked product, which saves two temporaries and an addition.
"""

import numpy as np
from scipy.linalg.blas import sgemm, sgemv

from rgflow.learners.rbm.kernels import Floats
from rgflow.learners.rbm.products import Parameters
from rgflow.learners.rbm.signs import add_transposed_product, pays

SMALL_PRODUCT = 100**3
"""Up to so many multiplications OpenBLAS leaves out packing: a gradient takes 3/4 of the time."""

FEWEST_ROWS_BLOCK = 50
"""Below, reading and writing the weights once more a block costs what the kernel saves."""


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
        `step` includes the 1 / n_data of the averages in eqs. (16)-(21).
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
