"""The sections of the configuration: their keys, defaults, ranges and meanings."""

from typing import Annotated, Literal

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
Transformation = Literal["average", "rescaled", "majority", "decimation"]


class Section(BaseModel):
    """Base of all sections: frozen, unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class TemperatureGrid(Section):
    """Equidistant temperatures; the word `grid` means those of the thermometers' classes."""

    first: Temperature = Field(0.0, description="lowest class (J/k_B)")
    last: Temperature = Field(5.9, description="highest class (J/k_B)")
    step: float = Field(0.1, gt=0, description="distance of two classes (J/k_B)")

    @model_validator(mode="after")
    def _rises(self) -> "TemperatureGrid":
        if self.last < self.first:
            raise ValueError(f"last is {self.last}, below first, {self.first}")
        return self

    def values(self) -> tuple[float, ...]:
        """Return the temperatures from first to last."""
        return temperatures.grid(self.first, self.last, self.step)


Temperatures = Literal["grid"] | TemperatureGrid | tuple[Temperature, ...]


_EVERY_SECOND = TemperatureGrid(first=0.0, last=5.8, step=0.2)


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
    sets: tuple[SampleSet, ...] = Field(
        (
            SampleSet(L=10, temperatures="grid", samples=2000),
            SampleSet(L=10, temperatures=(temperatures.T_CRITICAL,), samples=8000),
            SampleSet(
                L=9,
                temperatures=(2.0, 2.1, 2.2, temperatures.T_CRITICAL, 2.3, 2.4, 2.5),
                samples=8000,
            ),
            SampleSet(L=8, temperatures=_EVERY_SECOND, samples=1000),
            SampleSet(L=16, temperatures=_EVERY_SECOND, samples=1000),
            SampleSet(L=32, temperatures=_EVERY_SECOND, samples=500),
            SampleSet(L=32, temperatures=(temperatures.T_CRITICAL,), samples=4000),
            SampleSet(L=64, temperatures=(temperatures.T_CRITICAL,), samples=4000),
            SampleSet(L=64, temperatures=(2.0, 3.0), samples=500),
        ),
        description="what is sampled; each (L, T) once",
    )


class Probe(Section):
    """MLP thermometer (stage train-probe)."""

    lattices: tuple[Size, ...] = Field(
        (8, 10, 16, 32), description="sizes with a thermometer; each needs its classes sampled"
    )
    coarse: tuple[Size, ...] = Field(
        (8, 16, 32), description="those of them that know every second class only"
    )
    hidden: Count = Field(80, description="hidden units")
    epochs: Count = Field(60, description="largest number of passes (the paper: 3000)")
    patience: Count = Field(15, description="stop after so many passes without improvement")
    batch_size: Count = Field(500, description="samples per update")
    learning_rate: float = Field(3e-3, gt=0, description="step size of Adam")
    augment: bool = Field(
        True, description="move training samples by random lattice symmetries in each pass"
    )
    validation_share: float = Field(0.4, gt=0, lt=1, description="held-out share of the samples")


class Machine(Section):
    """An RBM, or a stack trained layer by layer, with its training data (stage train-rbm)."""

    layers: tuple[Count, ...] = Field(
        min_length=2, description="units of each layer, input first; L x L for the input"
    )
    recipe: Name = Field(description="how it is trained: a key of `recipes`")
    L: Size = Field(description="linear size of the training configurations")
    temperatures: Temperatures = Field(
        description='their temperatures: a list, {first, last, step}, or "grid"'
    )
    seeds: Count = Field(description="independent trainings")
    between: Literal["mean", "sampled"] = Field(
        "sampled", description="what the next layer of a stack is trained on"
    )
    held_out_share: float = Field(
        0.1, gt=0, lt=1, description="share of the samples that only judges (stage assess-rbm)"
    )


Lengths = Annotated[tuple[Annotated[int, Field(ge=0)], ...], Field(min_length=1)]


class Flow(Section):
    """RBM flows (stage flow)."""

    machines: tuple[Name, ...] = Field(
        ("text", "code", "cd", "half", "pcd", "cd_l1"), description="keys of `machines`"
    )
    lengths: Lengths = Field((1, 4, 11, 26), description="up-down passes (the paper: 1 to 29)")
    sparse: tuple[Name, ...] = Field(
        ("half", "pcd", "cd_l1"),
        description="those of the machines that flow `sparse_lengths` only",
    )
    sparse_lengths: Lengths = Field((1, 26), description="their up-down passes")
    starts_per_temperature: Count = Field(
        100, description="Monte Carlo configurations of each class that a flow starts from"
    )

    def lengths_of(self, machine: str) -> tuple[int, ...]:
        """Return the lengths of a machine's flows."""
        return self.sparse_lengths if machine in self.sparse else self.lengths


class Assessment(Section):
    """What the machines of the flows, and others beside them, learned (stage assess-rbm)."""

    by_hidden: tuple[Name, ...] = Field(
        ("cd_16", "cd", "cd_196"),
        description="machines that differ in their hidden units (Figure b7)",
    )
    by_temperatures: tuple[Name, ...] = Field(
        ("cd_cold", "cd_critical", "cd", "cd_hot"),
        description="machines that differ in what temperatures they are trained on (Figure b7)",
    )
    chains: Annotated[int, Field(ge=2)] = Field(
        100, description="chains of the annealed importance sampling of ln Z"
    )
    steps: Count = Field(300, description="its annealing steps")
    settle_starts: Count = Field(
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

    transformations: tuple[Transformation, ...] = Field(
        ("average", "rescaled", "majority", "decimation"),
        description="average is the paper's; its maps are those of Figures 7, 9 and 11",
    )
    sets: tuple[CoarseSet, ...] = Field(
        (
            CoarseSet(L=32, temperatures=(temperatures.T_CRITICAL,), steps=2),
            CoarseSet(L=64, temperatures=(2.0, temperatures.T_CRITICAL, 3.0), steps=3),
        ),
        description="what is coarse-grained; each (L, T) must be sampled",
    )


class Measurement(Section):
    """Observables by temperature class (stage measure)."""

    lattices: tuple[Size, ...] = Field(
        (9, 10), description="sizes whose Monte Carlo data are measured (Figures 5b, 6a)"
    )
    near: tuple[Temperature, ...] = Field(
        (2.0, 2.1, 2.2, temperatures.T_CRITICAL, 2.3, 2.4, 2.5),
        description="classes whose two-point functions are kept",
    )
    blocks: Annotated[int, Field(ge=2)] = Field(
        10, description="blocks of configurations per class for the error analysis"
    )


class Fit(Section):
    """Fits (stage fit)."""

    windows: tuple[tuple[Temperature, Temperature, Temperature], ...] = Field(
        ((2.0, 2.1, 2.2), (2.1, 2.2, 2.3)),
        description="class temperatures of the magnetization fit; the paper's choice is not known",
    )
    bootstrap: Annotated[int, Field(ge=10)] = Field(
        100, description="bootstrap repetitions over blocks"
    )


class Correlation(Section):
    """Hidden-visible maps (stage correlate)."""

    checkerboards: tuple[Count, ...] = Field(
        (4, 8, 16), description="block sizes of the checkerboards (Figure 13)"
    )
    pattern_size: Size = Field(32, description="linear size of noise and checkerboards")
