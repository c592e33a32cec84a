"""A training run under way: everything that changes, and what comes out of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from rgflow.config.recipes import Recipe
from rgflow.errors import DataError, DivergedError
from rgflow.learners.rbm.batches import Batches
from rgflow.learners.rbm.kernels import Floats, count_beyond, seed_lanes
from rgflow.learners.rbm.model import RBM
from rgflow.learners.rbm.optimizer import OptimizerState
from rgflow.learners.rbm.products import Parameters
from rgflow.learners.rbm.statistics import Statistics

LARGEST_PARAMETER = np.float32(100.0)
"""A unit is saturated at a field of 8; a single weight beyond this limit has run away."""

State = Mapping[str, npt.NDArray[Any]]
Progress = Callable[[int, float], None]


@dataclass(frozen=True)
class Training:
    """A training run: its snapshots, the last of which is the trained machine.

    Attributes
    ----------
    recipe : Recipe
    updates : array (n_snapshots,) of int64
        Updates made before each snapshot.
    weights, visible_bias, hidden_bias : float32 arrays with n_snapshots in front
    reconstruction_error : array (n_snapshots,) of float64
        Mean of (v - v~)^2 after one mean up-down pass, on held-out data where there are any.
    """

    recipe: Recipe
    updates: npt.NDArray[np.int64]
    weights: Floats
    visible_bias: Floats
    hidden_bias: Floats
    reconstruction_error: npt.NDArray[np.float64]

    def machine(self, snapshot: int = -1) -> RBM:
        """Return the machine of one snapshot, by default the trained one."""
        return RBM(self.weights[snapshot], self.visible_bias[snapshot], self.hidden_bias[snapshot])

    @property
    def rbm(self) -> RBM:
        """The trained machine."""
        return self.machine()


class TrainingRun:
    """Everything that changes while a machine is trained."""

    def __init__(
        self,
        data: npt.NDArray[Any],
        n_hidden: int,
        recipe: Recipe,
        rng: np.random.Generator,
        monitor: npt.NDArray[Any],
    ) -> None:
        self._recipe, self._monitor, self.update = recipe, monitor, 0
        self._parameters = Parameters.zeros(data.shape[1], n_hidden)
        first_weights = rng.standard_normal(self._parameters.weights.shape, np.float32)
        self._parameters.weights[:] = np.float32(recipe.init_scale) * first_weights
        self._seed = int(rng.integers(2**63))
        self._lanes = seed_lanes(rng)
        self._batches = Batches(data, recipe, self._seed)
        self._statistics = Statistics(
            self._parameters, recipe, self._lanes, spins=data.dtype == np.int8
        )
        self._optimizer = OptimizerState(self._parameters, recipe)
        self._due = np.array(recipe.snapshot_updates(), np.int64)
        self._snapshots = np.zeros((len(self._due), self._parameters.flat.size), np.float32)
        self._errors = np.zeros(len(self._due))

    def advance(self) -> None:
        """Make one update."""
        self.update += 1
        statistics = self._statistics
        self._batches.fill(statistics.visible[: self._recipe.batch_size], self.update)
        statistics.collect()
        self._optimizer.apply(statistics, self.update)
        if count_beyond(self._parameters.flat, LARGEST_PARAMETER):
            raise DivergedError(
                f"parameters diverged at update {self.update} of {self._recipe.updates}: "
                f"the largest is {np.abs(self._parameters.flat).max():.3g}",
                where=f"recipe {self._recipe.model_dump(exclude_defaults=True)}",
                remedy=f"lower learning_rate (now {self._recipe.learning_rate}), or add l2 decay",
            )

    def keep_snapshot_if_due(self, progress: Progress | None) -> None:
        """Keep the parameters and their reconstruction error if the recipe asks for them now."""
        place = int(np.searchsorted(self._due, self.update))
        if self._due[place] != self.update:
            return
        machine = self._parameters.machine()
        visible = self._monitor.astype(np.float32)
        missed = visible - machine.mean_visible(machine.mean_hidden(visible))
        self._snapshots[place] = self._parameters.flat
        self._errors[place] = np.mean(missed**2, dtype=np.float64)
        if progress is not None:
            progress(self.update, float(self._errors[place]))

    def _arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return the arrays that a resumed run needs, by reference."""
        return {
            "parameters": self._parameters.flat,
            "chains": self._statistics.chains,
            "lanes": self._lanes,
            "snapshots": self._snapshots,
            "errors": self._errors,
            **self._optimizer.memory,
        }

    def state(self) -> State:
        """Return the state for a checkpoint."""
        return {"update": np.array([self.update, self._seed]), **self._arrays()}

    def restore(self, state: State) -> None:
        """Go on from a checkpoint's state."""
        mine = self.state()
        shapes = {name: array.shape for name, array in mine.items()}
        if {name: array.shape for name, array in state.items()} != shapes or (
            int(state["update"][1]) != self._seed
        ):
            raise DataError(
                "the checkpoint belongs to a run with another seed, recipe or size",
                remedy="delete the checkpoint to start the training anew",
            )
        self.update = int(state["update"][0])
        for name, array in self._arrays().items():
            array[:] = state[name]

    def result(self) -> Training:
        """Return the finished run."""
        n_visible, n_hidden = self._parameters.weights.shape
        weights, visible_bias, hidden_bias = np.split(
            self._snapshots, [n_visible * n_hidden, n_visible * n_hidden + n_visible], axis=1
        )
        return Training(
            self._recipe,
            self._due,
            weights.reshape(-1, n_visible, n_hidden),
            visible_bias,
            hidden_bias,
            self._errors,
        )
