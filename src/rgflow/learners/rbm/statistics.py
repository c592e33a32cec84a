"""Both phases of the gradient for one batch, as a recipe wants them."""

import numpy as np

from rgflow.config.choices import Units
from rgflow.config.recipes import Recipe
from rgflow.learners.rbm.kernels import Floats, Words, activate
from rgflow.learners.rbm.products import Parameters, hidden_field, visible_field


class Statistics:
    """Stacked units of both phases: ``gradient = visible^T hidden / n_data``.

    Attributes
    ----------
    visible : array (n_data + n_model, n_visible)
        v above v~. The caller writes the batch to the first ``batch_size`` rows.
    hidden : array (n_data + n_model, n_hidden)
        h above -(n_data / n_model) h~.
    visible_weight : array (n_data + n_model,)
        1 above -(n_data / n_model).
    spins : bool
        Whether all of `visible` is +-1.
    chains : array (n_model, n_hidden)
        Hidden units of the persistent chains (``pcd``); without rows for ``cd``.
    """

    def __init__(
        self, parameters: Parameters, recipe: Recipe, lanes: Words, *, spins: bool
    ) -> None:
        n_visible, n_hidden = parameters.weights.shape
        n_data, persistent = recipe.batch_size, recipe.rule == "pcd"
        n_model = recipe.chains if persistent else n_data
        self._parameters, self._recipe, self._lanes = parameters, recipe, lanes
        self._data_are_spins, self._model_is_spins = spins, recipe.visible_model == "sampled"
        self.spins = self._data_are_spins and self._model_is_spins
        self._model_weight = np.float32(-n_data / n_model)
        self.visible = np.zeros((n_data + n_model, n_visible), np.float32)
        self.hidden = np.zeros((n_data + n_model, n_hidden), np.float32)
        self.visible_weight = np.ones(n_data + n_model, np.float32)
        self.visible_weight[n_data:] = self._model_weight
        self.chains = np.zeros((n_model if persistent else 0, n_hidden), np.float32)
        self._data = self.visible[:n_data], self.hidden[:n_data]
        self._model = self.visible[n_data:], self.hidden[n_data:]
        if persistent:  # Zero fields: the chains start from fair coins.
            self._activate(self.chains, "sampled")

    def collect(self) -> None:
        """Run both phases for the batch in the first rows of `visible`."""
        visible, hidden = self._data
        hidden_field(self._parameters, visible, hidden, spins=self._data_are_spins)
        self._activate(hidden, self._recipe.hidden_data)
        if self._recipe.rule == "pcd":
            self._run_persistent_chains()
        else:
            self._run_from_data()

    def _run_from_data(self) -> None:
        """Contrastive divergence: k up-down passes that start from the batch's hidden units."""
        visible, hidden = self._model
        source, drawn = self._data[1], self._recipe.hidden_data == "sampled"
        for last in self._passes():
            visible_field(self._parameters, source, visible, spins=drawn)
            self._activate(visible, self._recipe.visible_model)
            hidden_field(self._parameters, visible, hidden, spins=self._model_is_spins)
            units = self._recipe.hidden_model if last else self._recipe.hidden_data
            self._activate(hidden, units)
            source = hidden
        hidden *= self._model_weight

    def _run_persistent_chains(self) -> None:
        """Carry the chains on by k passes; drawn hidden units are kept for the next update."""
        visible, hidden = self._model
        for last in self._passes():
            visible_field(self._parameters, self.chains, visible, spins=True)
            self._activate(visible, self._recipe.visible_model)
            hidden_field(self._parameters, visible, self.chains, spins=self._model_is_spins)
            if last and self._recipe.hidden_model == "mean":
                hidden[:] = self.chains
                self._activate(hidden, "mean")
            self._activate(self.chains, "sampled")
        if self._recipe.hidden_model == "sampled":
            hidden[:] = self.chains
        hidden *= self._model_weight

    def _activate(self, field: Floats, units: Units) -> None:
        """Turn local fields into units in place."""
        activate(field, self._lanes if units == "sampled" else None)

    def _passes(self) -> list[bool]:
        """Return one flag a pass: is it the last?"""
        return [False] * (self._recipe.gibbs_steps - 1) + [True]
