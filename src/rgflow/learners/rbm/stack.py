"""Stacks of machines: the hidden units of one layer are the data of the next."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from rgflow.errors import ParameterError
from rgflow.learners.rbm.flow import CHUNK_ROWS, Kind
from rgflow.learners.rbm.model import RBM
from rgflow.learners.rbm.threads import one_thread
from rgflow.learners.rbm.units import units_of


def pass_up(
    rbm: RBM, visible: npt.NDArray[Any], units: Kind, rng: np.random.Generator
) -> npt.NDArray[Any]:
    """Return the hidden layer's units for each row of `visible`.

    Parameters
    ----------
    rbm : RBM
    visible : array (n, n_visible)
        int8 of +-1 or float32 within [-1, 1].
    units : {"mean", "sampled"}
        tanh x, or +-1 drawn from (11).
    rng : numpy.random.Generator
        Used for ``sampled`` only.

    Returns
    -------
    array (n, n_hidden)
        float32 means or int8 of +-1: what :func:`rgflow.learners.rbm.training.train` takes as data.

    Raises
    ------
    ParameterError
        If the machine has another number of visible units, or `units` is unknown.
    """
    if visible.ndim != 2 or visible.shape[1] != rbm.n_visible:
        raise ParameterError(
            f"array of shape {visible.shape} for a machine of {rbm.n_visible} visible units",
            remedy="check that the layers of the stack fit together",
        )
    if units not in ("mean", "sampled"):
        raise ParameterError(f"hidden units {units!r}", remedy="use 'mean' or 'sampled'")
    drawn = units == "sampled"
    hidden = np.empty((len(visible), rbm.n_hidden), np.int8 if drawn else np.float32)
    with one_thread():
        for first in range(0, len(visible), CHUNK_ROWS):
            rows = slice(first, first + CHUNK_ROWS)
            hidden[rows] = units_of(rbm.hidden_field(visible[rows]), rng if drawn else None)
    return hidden


def pass_through(
    stack: Sequence[RBM],
    visible: npt.NDArray[Any],
    units: Kind,
    rng_of_layer: Callable[[int], np.random.Generator],
) -> list[npt.NDArray[Any]]:
    """Return the hidden units of every layer, lowest first.

    Parameters
    ----------
    stack : sequence of RBM
        Lowest first.
    visible : array (n, n_visible of the lowest machine)
    units : {"mean", "sampled"}
    rng_of_layer : callable (int) -> numpy.random.Generator
        The stream of layer 1, 2, ...; called for ``sampled`` and ``mean`` alike.
    """
    layers = []
    for layer, rbm in enumerate(stack, start=1):
        visible = pass_up(rbm, visible, units, rng_of_layer(layer))
        layers.append(visible)
    return layers
