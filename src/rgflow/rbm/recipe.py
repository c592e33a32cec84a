"""Training recipes: a recipe is frozen data, never a code path of its own."""

import math
from dataclasses import dataclass, fields
from typing import Literal, get_args, get_origin

import numpy as np
import numpy.typing as npt

from rgflow.errors import ConfigError

Rule = Literal["cd", "pcd"]
Units = Literal["mean", "sampled"]
Optimizer = Literal["sgd", "momentum", "adam"]

COUNTS = ("gibbs_steps", "batch_size", "chains", "updates", "snapshots")
RATES = ("l1", "l2", "init_scale")
FRACTIONS = ("momentum", "beta1", "beta2")
POSITIVE = ("learning_rate", "epsilon")


@dataclass(frozen=True)
class Recipe:
    """How a machine is trained.

    The gradient of every recipe is <v h>_data - <v~ h~>_model and its like for the biases, eqs.
    (16)-(21); a recipe says where v~ and h~ come from and what is done with the gradient.

    Parameters
    ----------
    rule : {"cd", "pcd"}
        Where the model's chain starts: from the batch, or from where it ended the update before.
    gibbs_steps : int, >= 1
        Up-down passes k of the model's chain an update.
    hidden_data : {"mean", "sampled"}
        Hidden units of the data phase: tanh x or drawn from (11). With ``cd`` the same values drive
        the reconstruction, and hidden units between two passes (k > 1) are of this kind too.
    visible_model, hidden_model : {"mean", "sampled"}
        v~ and the last h~ of the model phase. A persistent chain is carried on by drawn hidden
        units whatever enters the gradient.
    optimizer : {"sgd", "momentum", "adam"}
        Step along the gradient g: ``W += lr g``; ``M = momentum M + g, W += lr M``; or Adam in the
        form with epsilon outside the bias correction (Kingma & Ba 2015, end of section 2), which is
        TensorFlow's and the authors'.
    learning_rate : float, > 0
    momentum, beta1, beta2 : float, 0 <= x < 1
    epsilon : float, > 0
    batch_size : int, >= 1
        Rows an update, taken from a shuffled epoch.
    l1, l2 : float, >= 0
        Decay of the weights (not of the biases): ``g -= l1 sign W + l2 W``.
    init_scale : float, >= 0
        Standard deviation of the first weights. Biases start at zero.
    chains : int, >= 1
        Persistent chains (``pcd`` only).
    updates : int, >= 1
    snapshots : int, >= 1
        Parameter snapshots kept: the last update; with 2 or more also update 0 (the untrained
        machine) and updates between, evenly spaced in the logarithm.
    name : str
        What messages call the recipe.

    Raises
    ------
    ConfigError
        If a value is outside its range; names the recipe and the field.
    """

    rule: Rule = "cd"
    gibbs_steps: int = 1
    hidden_data: Units = "sampled"
    visible_model: Units = "sampled"
    hidden_model: Units = "mean"
    optimizer: Optimizer = "sgd"
    learning_rate: float = 0.01
    momentum: float = 0.9
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    batch_size: int = 500
    l1: float = 0.0
    l2: float = 0.0
    init_scale: float = 0.01
    chains: int = 100
    updates: int = 10000
    snapshots: int = 12
    name: str = "custom"

    def __post_init__(self) -> None:
        for field in fields(self):
            choices = get_args(field.type) if get_origin(field.type) is Literal else None
            if choices:
                self._require(field.name, getattr(self, field.name) in choices, f"one of {choices}")
        for name in COUNTS:
            value = getattr(self, name)
            self._require(name, isinstance(value, int) and value >= 1, "a whole number, 1 or more")
        for name in RATES:
            self._require(name, 0 <= getattr(self, name) < math.inf, "0 or more")
        for name in FRACTIONS:
            self._require(name, 0 <= getattr(self, name) < 1, "at least 0 and below 1")
        for name in POSITIVE:
            self._require(name, 0 < getattr(self, name) < math.inf, "above 0")

    def _require(self, name: str, holds: bool, allowed: str) -> None:
        """Refuse a field outside its range."""
        if not holds:
            raise ConfigError(
                f"{name} = {getattr(self, name)!r}",
                where=f"training recipe {self.name!r}",
                remedy=f"{name} must be {allowed}",
            )

    def snapshot_updates(self) -> npt.NDArray[np.int64]:
        """Return the numbers of the updates after which the parameters are kept, ascending."""
        if self.snapshots == 1:
            return np.array([self.updates])
        between = np.round(np.geomspace(1, self.updates, self.snapshots - 1)).astype(np.int64)
        return np.union1d([0, self.updates], between)


PAPER_RECIPES: dict[str, Recipe] = {
    recipe.name: recipe
    for recipe in (
        Recipe(name="text", hidden_data="mean", visible_model="mean", hidden_model="mean"),
        Recipe(
            name="code",
            rule="pcd",
            hidden_data="sampled",
            visible_model="sampled",
            hidden_model="sampled",
            optimizer="adam",
            learning_rate=0.001,
            epsilon=0.01,
            batch_size=100,
            init_scale=0.05,
            chains=1,
        ),
        Recipe(name="cd"),
        Recipe(name="half", visible_model="mean"),
        Recipe(name="pcd", rule="pcd", hidden_data="mean", chains=100),
        Recipe(name="cd_l1", l1=0.01, batch_size=50, updates=3000),
    )
}
