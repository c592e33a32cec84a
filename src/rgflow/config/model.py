"""The configuration model: all sections together.

``config.yaml`` holds the paper's experiment by these keys; the JSON schema and the parameter table
are generated from here (:mod:`render`). What an experiment leaves open is derived from what it asks
for, in :mod:`rgflow.plan`.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from rgflow.config.defaults import RECIPES
from rgflow.config.recipes import Recipe
from rgflow.config.sections import (
    Assessment,
    CoarseGraining,
    Correlation,
    Fit,
    Flow,
    Machine,
    Measurement,
    Multiverse,
    Name,
    Probe,
    Sampling,
    Section,
    TemperatureGrid,
)


def _listed(value: object) -> object:
    """Take a word for a list of one."""
    return (value,) if isinstance(value, str) else value


ClaimSets = Annotated[
    tuple[Name, ...],
    BeforeValidator(_listed, json_schema_input_type=Name | tuple[Name, ...]),
    Field(min_length=1),
]


class Config(Section):
    """The whole experiment."""

    name: Name = Field("mine", description="results go to results/<name>")
    alone: bool = Field(
        False, description="true: without the paper's experiment; nothing of config.yaml counts"
    )
    seed: int = Field(1906, ge=0, description="root of every named random stream")
    claims: ClaimSets = Field(
        ("demellokoch2020", "open_questions"),
        description="sets of claims, or one; each is judged on a ledger of its own",
    )
    temperature_grid: TemperatureGrid | None = Field(
        None,
        description="thermometer classes; those of the machine with most training temperatures",
    )
    sample: Sampling = Field(Sampling(), description="Monte Carlo (stage sample)")
    probe: Probe = Field(Probe(), description="MLP thermometer (stage train-probe)")
    recipes: dict[Name, Recipe] = Field(RECIPES, description="how machines are trained")
    machines: dict[Name, Machine] = Field({}, description="what is trained on what, and its role")
    multiverse: Multiverse = Field(
        Multiverse(), description="choices that the paper leaves open (stage multiverse)"
    )
    flow: Flow = Field(Flow(), description="RBM flows (stage flow)")
    assess: Assessment = Field(Assessment(), description="learning (stage assess-rbm)")
    coarse_grain: CoarseGraining = Field(
        CoarseGraining(), description="block-spin RG (stage coarse-grain)"
    )
    measure: Measurement = Field(Measurement(), description="observables (stage measure)")
    fit: Fit = Field(Fit(), description="fits (stage fit)")
    correlate: Correlation = Field(Correlation(), description="maps (stage correlate)")

    @model_validator(mode="before")
    @classmethod
    def _named_entries(cls, values: Any) -> Any:
        """Take out machines and recipes that are null; lay recipes over those known by name."""
        if not isinstance(values, dict):
            return values
        values = dict(values)
        for key in ("machines", "recipes"):
            if isinstance(entries := values.get(key), Mapping):
                values[key] = {name: one for name, one in entries.items() if one is not None}
        if isinstance(recipes := values.get("recipes"), Mapping):
            known = {name: recipe.model_dump() for name, recipe in RECIPES.items()}
            values["recipes"] = known | {
                name: {**known.get(name, {}), **recipe} if isinstance(recipe, Mapping) else recipe
                for name, recipe in recipes.items()
            }
        return values
