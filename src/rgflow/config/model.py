"""The configuration model: all sections together, the default machines, and what follows from them.

``config.yaml``, the JSON schema and the parameter table are generated from it (:mod:`render`).
"""

from pydantic import Field, model_validator

from rgflow.config import temperatures
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
    Name,
    Probe,
    Sampling,
    Section,
    TemperatureGrid,
    Temperatures,
)


def _flow_machine(recipe: str) -> Machine:
    return Machine(layers=(100, 81), recipe=recipe, L=10, temperatures="grid", seeds=5)


def _scanned(hidden: int, temperatures: Temperatures = "grid") -> Machine:
    return Machine(layers=(100, hidden), recipe="cd", L=10, temperatures=temperatures, seeds=2)


def _critical(layers: tuple[int, ...], recipe: str, L: int, seeds: int) -> Machine:
    T = (temperatures.T_CRITICAL,)
    return Machine(layers=layers, recipe=recipe, L=L, temperatures=T, seeds=seeds)


class Config(Section):
    """The whole experiment."""

    name: Name = Field("default", description="results go to results/<name>")
    seed: int = Field(1906, ge=0, description="root of every named random stream")
    temperature_grid: TemperatureGrid = Field(TemperatureGrid(), description="thermometer classes")
    sample: Sampling = Field(Sampling(), description="Monte Carlo (stage sample)")
    probe: Probe = Field(Probe(), description="MLP thermometer (stage train-probe)")
    recipes: dict[Name, Recipe] = Field(RECIPES, description="how machines are trained")
    machines: dict[Name, Machine] = Field(
        {
            "text": _flow_machine("text"),
            "code": _flow_machine("code"),
            "cd": _flow_machine("cd"),
            "half": _flow_machine("half"),
            "pcd": _flow_machine("pcd"),
            "cd_l1": _flow_machine("cd_l1"),
            "cd_16": _scanned(16),
            "cd_196": _scanned(196),
            "cd_cold": _scanned(81, TemperatureGrid(first=0.0, last=2.2)),
            "cd_critical": _scanned(81, (temperatures.T_CRITICAL,)),
            "cd_hot": _scanned(81, TemperatureGrid(first=2.3, last=5.9)),
            "stack32": _critical((1024, 256, 64), "bright32", 32, 3),
            "single32": _critical((1024, 64), "bright32", 32, 3),
            "stack32_text": _critical((1024, 256, 64), "text32", 32, 3),
            "single32_text": _critical((1024, 64), "text32", 32, 3),
            "stack64": _critical((4096, 1024, 256, 64), "bright64", 64, 3),
        },
        description="what is trained on what (stage train-rbm)",
    )
    flow: Flow = Field(Flow(), description="RBM flows (stage flow)")
    assess: Assessment = Field(Assessment(), description="learning (stage assess-rbm)")
    coarse_grain: CoarseGraining = Field(
        CoarseGraining(), description="block-spin RG (stage coarse-grain)"
    )
    measure: Measurement = Field(Measurement(), description="observables (stage measure)")
    fit: Fit = Field(Fit(), description="fits (stage fit)")
    correlate: Correlation = Field(Correlation(), description="maps (stage correlate)")

    @model_validator(mode="after")
    def _references_exist(self) -> "Config":
        """Check what one section asks of another."""
        from rgflow.config.references import problems

        if found := problems(self):
            raise ValueError("\n  ".join(found))
        return self

    def temperatures_of(self, value: Temperatures) -> tuple[float, ...]:
        """Return the temperatures that a list, a range, or the word `grid` stands for."""
        if isinstance(value, TemperatureGrid):
            return value.values()
        return self.temperature_grid.values() if value == "grid" else value

    def classes_of(self, L: int) -> tuple[float, ...]:
        """Return the temperatures that the thermometer of a size knows."""
        return self.temperature_grid.values()[:: 2 if L in self.probe.coarse else 1]

    def training_data(self) -> dict[str, tuple[int, tuple[float, ...]]]:
        """Return {name: (L, temperatures)} of training data with several temperatures.

        Each set once, called after its size and its first user: a thermometer, or a machine.
        """
        wanted = {f"L{L}": (L, self.classes_of(L)) for L in self.probe.lattices} | {
            f"L{machine.L}_{name}": (machine.L, self.temperatures_of(machine.temperatures))
            for name, machine in self.machines.items()
        }
        first = {data: name for name, data in reversed(wanted.items())}
        return {name: data for data, name in first.items() if len(data[1]) > 1}

    def samples(self) -> dict[tuple[int, float], int]:
        """Return configurations per (L, T)."""
        return {
            (block.L, T): block.samples
            for block in self.sample.sets
            for T in self.temperatures_of(block.temperatures)
        }
