"""RBM flows, eqs. (37)-(38): configurations passed up and down through a trained machine."""

from collections.abc import Callable
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt

from rgflow.errors import ParameterError
from rgflow.learners.rbm.model import RBM
from rgflow.learners.rbm.threads import one_thread
from rgflow.learners.rbm.units import units_of

Kind = Literal["mean", "sampled"]
Start = Literal["data", "up", "down", "random", "stripes"]
StreamOfStep = Callable[[int], np.random.Generator]

CHUNK_ROWS = 4096


def flow(
    rbm: RBM, start: npt.NDArray[Any], length: int, kind: Kind, rng_of_step: StreamOfStep
) -> npt.NDArray[Any]:
    """Return v(length), the end of the flow that starts from v(0) = `start`.

    Parameters
    ----------
    rbm : RBM
    start : array (n, n_visible)
        Values within [-1, 1].
    length : int, >= 0
        Number of up-down passes.
    kind : {"mean", "sampled"}
        Pass on tanh values, or draw both layers from (11) and (12).
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
        If kind, length or the start's shape or values cannot be used.
    """
    if kind not in get_args(Kind) or length < 0:
        raise ParameterError(
            f"flow of kind {kind!r} and length {length}",
            remedy=f"kinds are {get_args(Kind)}, lengths 0 or more",
        )
    if start.ndim != 2 or start.shape[1] != rbm.n_visible or not (np.abs(start) <= 1).all():
        raise ParameterError(
            f"flow from an array of shape {start.shape}",
            remedy=f"give (n, {rbm.n_visible}) values within [-1, 1]",
        )
    if kind == "sampled" and not (np.abs(start) == 1).all():
        raise ParameterError("sampled flow from values other than +-1", remedy="give spins")
    visible = start.astype(np.float32 if kind == "mean" else np.int8)
    with one_thread():
        for step in range(1, length + 1):
            rng = rng_of_step(step) if kind == "sampled" else None
            for first in range(0, len(visible), CHUNK_ROWS):
                rows = slice(first, first + CHUNK_ROWS)
                hidden = units_of(rbm.hidden_field(visible[rows]), rng)
                visible[rows] = units_of(rbm.visible_field(hidden), rng)
    return visible


def starts(
    kind: Start, n: int, L: int, rng: np.random.Generator, data: npt.NDArray[Any] | None = None
) -> npt.NDArray[np.int8]:
    """Return `n` configurations of an L x L lattice for flows to start from, (n, L^2) int8.

    Parameters
    ----------
    kind : {"data", "up", "down", "random", "stripes"}
        Rows drawn without repetition from `data`; all +1; all -1; fair coins; horizontal stripes of
        width max(1, L // 4) (a frozen low-temperature state), shifted and turned at random.
    n, L : int
    rng : numpy.random.Generator
    data : array (m, L^2) of +-1, optional
        Needed for ``data``.

    Raises
    ------
    ParameterError
        If the kind is unknown, or there are not enough data.
    """
    if kind == "data":
        if data is None or data.ndim != 2 or data.shape[1] != L * L or len(data) < n:
            have = None if data is None else data.shape
            raise ParameterError(
                f"{n} starts of size {L} x {L} from data of shape {have}",
                remedy=f"give at least {n} rows of {L * L} spins",
            )
        return data[rng.choice(len(data), n, replace=False)].astype(np.int8)
    if kind == "up":
        return np.ones((n, L * L), np.int8)
    if kind == "down":
        return -np.ones((n, L * L), np.int8)
    if kind == "random":
        return (2 * rng.integers(2, size=(n, L * L), dtype=np.int8) - 1).astype(np.int8)
    if kind == "stripes":
        return _stripes(n, L, rng)
    raise ParameterError(f"flow start {kind!r}", remedy=f"starts are {get_args(Start)}")


def _stripes(n: int, L: int, rng: np.random.Generator) -> npt.NDArray[np.int8]:
    width = max(1, L // 4)
    row = (np.arange(L) + rng.integers(2 * width, size=(n, 1))) // width % 2 * 2 - 1
    rows = np.repeat(row[:, :, None], L, axis=2)
    turned = rng.integers(2, size=(n, 1, 1)).astype(bool)
    return np.where(turned, rows.transpose(0, 2, 1), rows).reshape(n, L * L).astype(np.int8)
