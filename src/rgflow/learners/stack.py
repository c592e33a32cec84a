"""Stacks of machines: the hidden units of one layer are the data of the next."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from rgflow.config.choices import Units
from rgflow.errors import ParameterError
from rgflow.learners.base import CHUNK_ROWS, Learner
from rgflow.learners.threads import one_thread


def pass_up(
    learner: Learner, visible: npt.NDArray[Any], units: Units, rng: np.random.Generator
) -> npt.NDArray[Any]:
    """Return the hidden layer's units for each row of `visible`.

    Parameters
    ----------
    learner : Learner
    visible : array (n, n_visible)
        int8 of +-1 or float32 within [-1, 1].
    units : {"mean", "sampled"}
        Conditional means, or +-1 drawn with them.
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
    if visible.ndim != 2 or visible.shape[1] != learner.n_visible:
        raise ParameterError(
            f"array of shape {visible.shape} for a machine of {learner.n_visible} visible units",
            remedy="check that the layers of the stack fit together",
        )
    if units not in ("mean", "sampled"):
        raise ParameterError(f"hidden units {units!r}", remedy="use 'mean' or 'sampled'")
    drawn = units == "sampled"
    hidden = np.empty((len(visible), learner.n_hidden), np.int8 if drawn else np.float32)
    with one_thread():
        for first in range(0, len(visible), CHUNK_ROWS):
            rows = slice(first, first + CHUNK_ROWS)
            hidden[rows] = learner.up(visible[rows], rng if drawn else None)
    return hidden


def pass_through(
    stack: Sequence[Learner],
    visible: npt.NDArray[Any],
    between: Units,
    rng_of_layer: Callable[[int], np.random.Generator],
    top: Units | None = None,
) -> list[npt.NDArray[Any]]:
    """Return the hidden units of every layer, lowest first.

    Parameters
    ----------
    stack : sequence of Learner
        Lowest first.
    visible : array (n, n_visible of the lowest machine)
    between : {"mean", "sampled"}
        What every layer passes up.
    rng_of_layer : callable (int) -> numpy.random.Generator
        The stream of layer 1, 2, ...; called for ``sampled`` and ``mean`` alike.
    top : {"mean", "sampled"}, optional
        What the last layer gives, if not what those below pass up.
    """
    layers = []
    for layer, learner in enumerate(stack, start=1):
        units = top if top is not None and layer == len(stack) else between
        visible = pass_up(learner, visible, units, rng_of_layer(layer))
        layers.append(visible)
    return layers
