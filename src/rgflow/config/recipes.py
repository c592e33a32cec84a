"""Training recipes: frozen data, so that two machines differ by configuration, not by code."""

import math
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rgflow.config.choices import Units
from rgflow.errors import ConfigError


class Recipe(BaseModel):
    """How a machine is trained.

    The gradient of every recipe is <v h>_data - <v~ h~>_model and its like for the biases,
    eqs. (16)-(21) of de Mello Koch et al.; a recipe says where v~ and h~ come from and what the
    gradient is put into.
    Every field's description is its documentation.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: Literal["cd", "pcd"] = Field(
        "cd", description="model chain starts from the batch (cd) or where it ended (pcd)"
    )
    gibbs_steps: int = Field(1, ge=1, description="up-down passes k of the model chain per update")
    hidden_data: Units = Field(
        "sampled", description="hidden units of the data phase; with cd they drive the model phase"
    )
    visible_model: Units = Field("sampled", description="visible units of the model phase")
    hidden_model: Units = Field("mean", description="last hidden units of the model phase")
    optimizer: Literal["sgd", "momentum", "adam"] = Field(
        "sgd", description="what the gradient is put into"
    )
    learning_rate: float = Field(
        0.01, gt=0, allow_inf_nan=False, description="step size of an update"
    )
    momentum: float = Field(0.9, ge=0, lt=1, description="memory of the optimizer momentum")
    beta1: float = Field(0.9, ge=0, lt=1, description="Adam: memory of the gradient")
    beta2: float = Field(0.999, ge=0, lt=1, description="Adam: memory of its square")
    epsilon: float = Field(
        1e-8, gt=0, allow_inf_nan=False, description="Adam: added to the root of the mean square"
    )
    batch_size: int = Field(100, ge=1, description="samples per update, from a shuffled epoch")
    l1: float = Field(0.0, ge=0, allow_inf_nan=False, description="decay l1 sign(W) of the weights")
    l2: float = Field(0.0, ge=0, allow_inf_nan=False, description="decay l2 W of the weights")
    init_scale: float = Field(
        0.01, ge=0, allow_inf_nan=False, description="standard deviation of the first weights"
    )
    chains: int = Field(100, ge=1, description="persistent chains (pcd)")
    updates: int = Field(10_000, ge=1, description="parameter updates")
    snapshots: int = Field(
        6, ge=1, description="kept parameter sets, log-spaced in updates; 1 keeps the last only"
    )

    def snapshot_updates(self) -> tuple[int, ...]:
        """Return the updates after which the parameters are kept, in rising order."""
        if self.snapshots <= 2:
            return (0, self.updates)[-self.snapshots :]
        steps = self.snapshots - 2
        spaced = (round(math.exp(math.log(self.updates) * i / steps)) for i in range(steps + 1))
        return tuple(sorted({0, self.updates, *spaced}))


def recipe_of(values: Mapping[str, Any]) -> Recipe:
    """Return the recipe with these fields, of which options may have given the text.

    Raises
    ------
    ConfigError
        With every field that is outside its range.
    """
    try:
        return Recipe(**values)
    except ValidationError as error:
        mistakes = [
            f"{'.'.join(map(str, item['loc']))}: {item['msg']} (given: {item['input']!r})"
            for item in error.errors(include_url=False)
        ]
        raise ConfigError(
            "; ".join(mistakes), where="recipe", remedy="docs/parameters.md lists the fields"
        ) from None
