"""What an optimizer does with the gradient; its memory is arrays that a checkpoint can hold."""

import math

import numpy as np

from rgflow.config.recipes import Recipe
from rgflow.learners.rbm.gradient import accumulate_gradient
from rgflow.learners.rbm.kernels import Floats, adam_step, decay
from rgflow.learners.rbm.products import Parameters
from rgflow.learners.rbm.statistics import Statistics


class OptimizerState:
    """Applies a recipe's updates to `parameters`.

    Attributes
    ----------
    memory : dict of str to array
        Velocity or moments, flat float32; empty for ``sgd``.
    """

    def __init__(self, parameters: Parameters, recipe: Recipe) -> None:
        self._parameters, self._recipe = parameters, recipe
        self._gradient = Parameters.zeros(*parameters.weights.shape)
        names = {"sgd": (), "momentum": (), "adam": ("first_moment", "second_moment")}
        self.memory: dict[str, Floats] = {
            name: np.zeros_like(parameters.flat) for name in names[recipe.optimizer]
        }
        if recipe.optimizer == "momentum":
            self.memory["velocity"] = self._gradient.flat

    def apply(self, statistics: Statistics, update: int) -> None:
        """Make update number `update` (the first is 1) from collected statistics."""
        recipe, rate = self._recipe, self._recipe.learning_rate
        if recipe.optimizer == "sgd":
            # The gradient goes straight into the parameters: no temporary, no addition.
            self._decay(self._parameters, rate)
            self._accumulate(self._parameters, statistics, step=rate, keep=1.0)
        elif recipe.optimizer == "momentum":
            self._accumulate(self._gradient, statistics, step=1.0, keep=recipe.momentum)
            self._pull_back()
            self._parameters.flat[:] += np.float32(rate) * self._gradient.flat
        else:
            self._accumulate(self._gradient, statistics, step=1.0, keep=0.0)
            self._pull_back()
            self._adam(update)

    def _accumulate(
        self, target: Parameters, statistics: Statistics, *, step: float, keep: float
    ) -> None:
        """Add `step` times the averaged gradient to `keep` times the target."""
        accumulate_gradient(
            target,
            statistics.visible,
            statistics.hidden,
            statistics.visible_weight,
            step=step / self._recipe.batch_size,
            keep=keep,
            spins=statistics.spins,
        )

    def _decay(self, target: Parameters, step: float) -> None:
        """W -= step (l1 sign W + l2 W), with the W before the update."""
        l1, l2 = self._recipe.l1, self._recipe.l2
        if l1 or l2:
            decay(target.weights.reshape(-1), np.float32(step * l1), np.float32(step * l2))

    def _pull_back(self) -> None:
        """Add the decay of the weights to the gradient."""
        weights, gradient = self._parameters.weights, self._gradient.weights
        if self._recipe.l1:
            gradient -= np.float32(self._recipe.l1) * np.sign(weights)
        if self._recipe.l2:
            gradient -= np.float32(self._recipe.l2) * weights

    def _adam(self, update: int) -> None:
        """Adam with the bias corrections drawn into the step and epsilon left outside them."""
        beta1, beta2 = self._recipe.beta1, self._recipe.beta2
        step = self._recipe.learning_rate * math.sqrt(1 - beta2**update) / (1 - beta1**update)
        adam_step(
            self._parameters.flat,
            self._gradient.flat,
            self.memory["first_moment"],
            self.memory["second_moment"],
            *(np.float32(value) for value in (beta1, beta2, step, self._recipe.epsilon)),
        )
