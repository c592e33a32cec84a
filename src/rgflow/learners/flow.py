"""Flows: configurations passed up and down through a machine.

Those of an RBM are eqs. (37)-(38) of de Mello Koch et al.
"""

from collections.abc import Callable
from typing import Any, get_args

import numpy as np
import numpy.typing as npt

from rgflow.config.choices import Units
from rgflow.errors import ParameterError
from rgflow.learners.base import CHUNK_ROWS, Learner
from rgflow.learners.threads import one_thread

StreamOfStep = Callable[[int], np.random.Generator]


def flow(
    learner: Learner,
    start: npt.NDArray[Any],
    length: int,
    units: Units,
    rng_of_step: StreamOfStep,
) -> npt.NDArray[Any]:
    """Return v(length), the end of the flow that starts from v(0) = `start`.

    Parameters
    ----------
    learner : Learner
    start : array (n, n_visible)
        Values within [-1, 1].
    length : int, >= 0
        Number of up-down passes.
    units : {"mean", "sampled"}
        Pass on conditional means (of an RBM: tanh values), or draw both layers.
    rng_of_step : callable (int) -> numpy.random.Generator
        The stream of pass k = 1, 2, ...; not called for the mean flow. A flow of length 26 goes
        exactly through the configurations in which shorter flows with the same streams end.

    Returns
    -------
    array (n, n_visible)
        float32 within (-1, 1) for the mean flow, int8 of +-1 for the sampled flow; the start
        itself, in that type, for length 0.

    Raises
    ------
    ParameterError
        If units, length or the start's shape or values cannot be used.
    """
    if units not in get_args(Units) or length < 0:
        raise ParameterError(
            f"flow of {units!r} units and length {length}",
            remedy=f"units are {get_args(Units)}, lengths 0 or more",
        )
    if start.ndim != 2 or start.shape[1] != learner.n_visible or not (np.abs(start) <= 1).all():
        raise ParameterError(
            f"flow from an array of shape {start.shape}",
            remedy=f"give (n, {learner.n_visible}) values within [-1, 1]",
        )
    if units == "sampled" and not (np.abs(start) == 1).all():
        raise ParameterError("sampled flow from values other than +-1", remedy="give spins")
    visible = start.astype(np.float32 if units == "mean" else np.int8)
    with one_thread():
        for step in range(1, length + 1):
            rng = rng_of_step(step) if units == "sampled" else None
            for first in range(0, len(visible), CHUNK_ROWS):
                rows = slice(first, first + CHUNK_ROWS)
                visible[rows] = learner.down(learner.up(visible[rows], rng), rng)
    return visible
