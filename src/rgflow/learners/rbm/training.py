"""Training a machine: updates, snapshots and checkpoints."""

import time
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from rgflow.config.recipes import Recipe
from rgflow.errors import TrainingError
from rgflow.learners.rbm.batches import checked_data
from rgflow.learners.rbm.run import Progress, State, Training, TrainingRun
from rgflow.learners.threads import one_thread

MONITORED_ROWS = 1000

__all__ = ["Checkpoint", "Training", "train"]


class Checkpoint(Protocol):
    """Where a long training keeps its state; the stage supplies it."""

    def load(self) -> State | None:
        """Return the state saved last, or None."""

    def save(self, state: State) -> None:
        """Keep `state`, whole or not at all; its arrays change after the call."""


def train(
    data: npt.NDArray[Any],
    n_hidden: int,
    recipe: Recipe,
    rng: np.random.Generator,
    *,
    held_out: npt.NDArray[Any] | None = None,
    checkpoint: Checkpoint | None = None,
    checkpoint_seconds: float = 60.0,
    progress: Progress | None = None,
) -> Training:
    """Train a machine with `n_hidden` hidden units on `data`.

    Parameters
    ----------
    data : array (n, n_visible)
        int8 of +-1, or float32 within [-1, 1] (means of the layer below).
    n_hidden : int
    recipe : Recipe
    rng : numpy.random.Generator
        Everything random follows from its state; equal states give equal bytes, also when the run
        was interrupted and resumed, and for any number of BLAS threads (one is used).
    held_out : array (m, n_visible), optional
        Data to measure the reconstruction error on; by default the first rows of `data`.
    checkpoint : Checkpoint, optional
        Asked once for a state to go on from, then given one every `checkpoint_seconds`.
    progress : callable (update, reconstruction_error), optional
        Called at every snapshot.

    Raises
    ------
    ConfigError
        If a batch is larger than the data.
    TrainingError
        If the data cannot be used; a DivergedError if a parameter is not finite or has run away.
    DataError
        If the checkpoint belongs to another run.
    """
    data = checked_data(data)
    if n_hidden < 1:
        raise TrainingError(f"{n_hidden} hidden units", remedy="a machine needs at least one")
    monitor = data if held_out is None else checked_data(held_out, data.shape[1])
    run = TrainingRun(data, n_hidden, recipe, rng, monitor[:MONITORED_ROWS])
    with one_thread():
        if checkpoint is not None and (state := checkpoint.load()) is not None:
            run.restore(state)
        else:
            run.keep_snapshot_if_due(progress)
        saved = time.monotonic()
        while run.update < recipe.updates:
            run.advance()
            run.keep_snapshot_if_due(progress)
            if checkpoint is not None and time.monotonic() - saved >= checkpoint_seconds:
                checkpoint.save(run.state())
                saved = time.monotonic()
    return run.result()
