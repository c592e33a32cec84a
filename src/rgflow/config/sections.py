"""The sections of the configuration: their keys, defaults, ranges and meanings."""

import math
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, model_validator

from rgflow.config import temperatures
from rgflow.errors import ConfigError


def _as_temperature(value: object) -> float:
    """Accept a number or "Tc"; pydantic turns the ValueError into a message with the key."""
    try:
        return temperatures.parse(value if isinstance(value, str | int | float) else str(value))
    except ConfigError as error:
        raise ValueError(error.what) from error


def _as_text(temperature: float) -> float | str:
    at_critical = temperature == temperatures.T_CRITICAL
    return temperatures.CRITICAL_LABEL if at_critical else temperature


Temperature = Annotated[
    float,
    BeforeValidator(_as_temperature, json_schema_input_type=float | Literal["Tc"]),
    PlainSerializer(_as_text),
]
Name = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
Size = Annotated[int, Field(ge=2, le=1024)]
Count = Annotated[int, Field(ge=1)]


class Section(BaseModel):
    """Base of all sections: frozen, unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class TemperatureGrid(Section):
    """Equidistant temperatures; the word `grid` means those of the thermometers' classes."""

    first: Temperature = Field(0.0, description="lowest class (J/k_B)")
    last: Temperature = Field(5.9, description="highest class (J/k_B)")
    step: float = Field(0.1, gt=0, description="distance of two classes (J/k_B)")

    @model_validator(mode="after")
    def _rises(self) -> "TemperatureGrid":
        if self.last < self.first:
            raise ValueError(f"last is {self.last}, below first, {self.first}")
        try:
            self.values()
        except ConfigError as error:
            raise ValueError(error.what) from error
        return self

    def values(self) -> tuple[float, ...]:
        """Return the temperatures from first to last."""
        return temperatures.grid(self.first, self.last, self.step)


Temperatures = Literal["grid"] | TemperatureGrid | tuple[Temperature, ...]


class SampleSet(Section):
    """Monte Carlo configurations of one lattice size at several temperatures."""

    L: Size = Field(description="linear size of the torus")
    temperatures: Temperatures = Field(
        description='list of temperatures, {first, last, step}, or "grid" for all classes'
    )
    samples: Count = Field(description="configurations per temperature")


class Sampling(Section):
    """Monte Carlo (stage sample)."""

    algorithm: Literal["auto", "metropolis", "cluster", "swendsen_wang", "transfer"] = Field(
        "auto", description="auto picks the fastest correct sampler for each (L, T)"
    )
    samples: Count = Field(
        2000, description="configurations per temperature that is needed and in none of the sets"
    )
    critical_samples: Count = Field(8000, description="the same at the critical temperature")
    sets: tuple[SampleSet, ...] = Field(
        (), description="numbers of configurations that differ from these; each (L, T) once"
    )


class Probe(Section):
    """MLP thermometer (stage train-probe)."""

    lattices: tuple[Size, ...] = Field(
        (), description="sizes with a thermometer, besides those that are needed"
    )
    coarse: tuple[Size, ...] = Field(
        (), description="sizes whose thermometer knows every second class only (saves time)"
    )
    hidden: Count = Field(80, description="hidden units")
    epochs: Count = Field(60, description="largest number of passes (the paper: 3000)")
    patience: Count = Field(15, description="stop after so many passes without improvement")
    batch_size: Count = Field(500, description="samples per update")
    learning_rate: float = Field(3e-3, gt=0, description="step size of Adam")
    augment: bool = Field(
        True, description="move training samples by random lattice symmetries in each pass"
    )
    validation_share: float = Field(
        0.4, gt=0, lt=1, description="fraction of samples held out for evaluation"
    )


Lengths = Annotated[tuple[Annotated[int, Field(ge=0)], ...], Field(min_length=1)]
FlowKind = Literal["mean", "sampled", "none"]
Reading = Literal["literal", "corrected", "neighbour", "subject"]
LayerPair = tuple[Annotated[int, Field(ge=0)], Count]


class Machine(Section):
    """A learner, or a stack of them trained layer by layer, with its data and its role."""

    layers: tuple[Count, ...] = Field(
        min_length=2, description="units of each layer, input first; L x L for the input"
    )
    recipe: Name = Field(description="how it is trained: a key of `recipes`")
    L: Size = Field(description="linear size of the training configurations; from `layers`")
    model: Name = Field("ising", description="lattice model of the training configurations")
    temperatures: Temperatures = Field(
        "grid", description='their temperatures: a list, {first, last, step}, or "grid"'
    )
    seeds: Count = Field(5, description="independent trainings")
    between: Literal["mean", "sampled"] = Field(
        "sampled", description="what the next layer of a stack is trained on"
    )
    held_out_share: float = Field(
        0.1, gt=0, lt=1, description="fraction of samples held out for evaluation"
    )
    label: str = Field("", max_length=60, description="what figures and tables call it; its name")
    reading: Reading = Field(
        "subject",
        description="what it tests: the paper literally, corrected, a neighbouring choice, itself",
    )
    flow: FlowKind | None = Field(
        None,
        description="flow that the claims read: mean, sampled or none; sampled for a single layer",
    )
    lengths: Lengths | None = Field(None, description="lengths of its flows; `flow.lengths`")
    maps: tuple[LayerPair, ...] | None = Field(
        None, description="pairs (lower, upper) of layers that are correlated; all there are"
    )
    inputs: tuple[Temperature, ...] | None = Field(
        None,
        description="inputs whose layers a thermometer reads; T_c and a temperature on either side",
    )
    controls: tuple[Name, ...] | None = Field(
        None, description="controls that are made of it; all that apply"
    )
    single: Name | None = Field(
        None, description="of a stack: the machine of one layer that it is compared with"
    )
    smaller: Name | None = Field(None, description="its sister on a smaller lattice")
    variant_of: Name | None = Field(
        None, description="machine from which it differs in hidden units or temperatures"
    )
    stream: str | None = Field(
        None,
        pattern=r"^[A-Za-z0-9_.-]+$",
        description="name of its random streams; machines that are trained alike share theirs",
    )

    @model_validator(mode="before")
    @classmethod
    def _size_of_input(cls, values: Any) -> Any:
        """Take L from the input layer where it is not given."""
        if isinstance(values, dict) and "L" not in values:
            layers = values.get("layers")
            if isinstance(layers, list | tuple) and layers and isinstance(layers[0], int):
                return {**values, "L": math.isqrt(max(layers[0], 0))}
        return values

    @property
    def flow_kind(self) -> FlowKind:
        """Return which flow the claims read."""
        return self.flow or ("sampled" if len(self.layers) == 2 else "none")


Rates = Annotated[tuple[Annotated[float, Field(gt=0)], ...], Field(min_length=1)]


class Multiverse(Section):
    """A machine under every choice that the paper leaves open (stage multiverse)."""

    machine: Name | None = Field(
        None, description="whose layers, lattice and training temperatures are used; none: left out"
    )
    recipes: tuple[Name, ...] = Field((), description="recipes that are varied")
    learning_rates: Rates = Field(
        (1e-3, 1e-2, 3e-2), description="step sizes, each in place of the recipe's"
    )
    batch_sizes: Annotated[tuple[Count, ...], Field(min_length=1)] = Field(
        (100,), description="samples per update, each in place of the recipe's"
    )
    init_scales: Rates = Field((0.01, 0.05), description="standard deviations of the first weights")
    snapshots: Count = Field(
        2, description="how many of the last snapshots are read: lengths of training"
    )
    seeds: Count = Field(1, description="independent trainings of each choice")


class Flow(Section):
    """RBM flows (stage flow)."""

    lengths: Lengths = Field((1, 4, 11, 26), description="up-down passes (the paper: 1 to 29)")
    starts_per_temperature: Count = Field(
        100, description="Monte Carlo configurations of each class that a flow starts from"
    )


class Assessment(Section):
    """What machines learned (stage assess-rbm)."""

    chains: Annotated[int, Field(ge=2)] = Field(
        100, description="chains of the annealed importance sampling of ln Z"
    )
    steps: Count = Field(300, description="annealing steps of each chain")
    settle_starts: Annotated[int, Field(ge=2)] = Field(
        500, description="held-out configurations that the settling flow starts from, at most"
    )
    settle_length: Count = Field(
        50, description="up-down passes after which the sampled flow counts as settled"
    )


class CoarseSet(Section):
    """Lattices to be coarse-grained."""

    L: Size = Field(description="linear size before the first step")
    temperatures: tuple[Temperature, ...] = Field(description="temperatures")
    steps: Annotated[int, Field(ge=1, le=8)] = Field(description="block-spin steps")


class CoarseGraining(Section):
    """Block-spin RG (stage coarse-grain)."""

    transformations: Annotated[tuple[Name, ...], Field(min_length=1)] = Field(
        ("average", "rescaled", "majority", "decimation"),
        description="the first is the paper's; its maps are those of Figures 7, 9 and 11",
    )
    sets: tuple[CoarseSet, ...] = Field(
        (), description="what is coarse-grained, besides the lattices of subjects"
    )
    jackknife_blocks: Annotated[int, Field(ge=2)] = Field(
        50, description="blocks of configurations for the errors of the MCRG exponents (stage mcrg)"
    )


class Measurement(Section):
    """Observables by temperature class (stage measure)."""

    lattices: tuple[Size, ...] = Field(
        (), description="sizes whose Monte Carlo data are measured, besides those of the flows"
    )
    near: Annotated[tuple[Temperature, ...], Field(min_length=1)] | None = Field(
        None,
        description="classes whose two-point functions are kept; T_c and three on either side",
    )
    blocks: Annotated[int, Field(ge=2)] = Field(
        10, description="blocks of configurations per class for the error analysis"
    )


Window = tuple[Temperature, Temperature, Temperature]


class Fit(Section):
    """Fits (stage fit)."""

    windows: Annotated[tuple[Window, ...], Field(min_length=1)] | None = Field(
        None,
        description="class temperatures of the magnetization fits (the paper's choice is not "
        "known); the three classes below T_c, and the two below with the one above",
    )
    bootstrap: Annotated[int, Field(ge=10)] = Field(
        100, description="bootstrap repetitions over blocks"
    )


class Correlation(Section):
    """Hidden-visible maps (stage correlate)."""

    checkerboards: Annotated[tuple[Count, ...], Field(min_length=1)] = Field(
        (4, 8, 16), description="block sizes of the checkerboards (Figure 13)"
    )
    pattern_size: Size = Field(32, description="linear size of noise and checkerboards")
