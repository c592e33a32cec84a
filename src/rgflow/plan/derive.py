"""What an experiment needs, derived from what it asks for.

Each choice that the configuration leaves open is made here, once: temperature classes, lattices
with a thermometer, block-spin lattices, classes near T_c, fit windows, samples.
"""

import hashlib
import json
import math
from collections.abc import Iterable
from functools import cached_property
from itertools import product
from typing import NamedTuple

from rgflow.config import temperatures
from rgflow.config.model import Config
from rgflow.config.recipes import Recipe
from rgflow.config.sections import TemperatureGrid, Temperatures
from rgflow.lattice_models import critical_point
from rgflow.plan.lattice import DEFAULT_MODEL, Lattice

SMALLEST, MOST_STEPS = 4, 3
"""Smallest lattice that blocking leads to, and the most steps, where the user asks for none."""
COLDER, HOTTER = 0.88, 1.32
"""Inputs on either side of T_c, in units of T_c: the classes nearest to these are taken."""
NEAR = 3
"""Classes on either side of T_c whose two-point functions are kept."""
SCALE = 5
"""A machine with at least so many training temperatures can give the thermometers' classes."""


class Blocked(NamedTuple):
    """Lattices that are coarse-grained: how often, and at which temperatures."""

    lattice: Lattice
    temperatures: tuple[float, ...]
    steps: int


class Choice(NamedTuple):
    """One way to train a machine: a recipe with other values, and the name of that recipe."""

    varied: str
    recipe: Recipe


class Experiment:
    """A configuration with every choice made.

    Temperatures are in J/k_B; the critical one is `temperatures.T_CRITICAL` for any model, as in
    the configuration, and becomes the model's own T_c in the jobs.
    """

    def __init__(self, config: Config) -> None:
        self.config = config
        self.machines = config.machines

    # machines

    def lattice(self, machine: str) -> Lattice:
        """Return the lattice that a machine is trained on."""
        return Lattice(self.machines[machine].model, self.machines[machine].L)

    def label(self, machine: str) -> str:
        """Return what figures and tables call a machine."""
        return self.machines[machine].label or machine

    def stream(self, machine: str) -> str:
        """Return the name of a machine's random streams.

        Machines that are trained alike get the same one, so that a name decides no number.
        """
        spec = self.machines[machine]
        if spec.stream is not None:
            return spec.stream
        recipe = self.config.recipes[spec.recipe].model_dump(mode="json")
        alike = (spec.model, spec.layers, spec.between, spec.held_out_share, recipe)
        text = json.dumps([*alike, temperatures.labels(self.temperatures(machine))])
        digest = hashlib.sha256(text.encode()).hexdigest()[:12]
        return f"{'-'.join(map(str, spec.layers))}_{digest}"

    def temperatures(self, machine: str) -> tuple[float, ...]:
        """Return the temperatures that a machine is trained on."""
        spec = self.machines[machine]
        return self.values(spec.temperatures, spec.model)

    def lengths(self, machine: str) -> tuple[int, ...]:
        """Return the lengths of a machine's flows."""
        return self.machines[machine].lengths or self.config.flow.lengths

    @cached_property
    def flowing(self) -> tuple[str, ...]:
        """Return the machines whose flows are followed."""
        return tuple(name for name, one in self.machines.items() if one.flow_kind != "none")

    @cached_property
    def scanned(self) -> tuple[str, ...]:
        """Return the machines that are varied, and those that vary them, in their order."""
        varied = {one.variant_of: name for name, one in self.machines.items() if one.variant_of}
        wanted = {*varied, *(name for name, one in self.machines.items() if one.variant_of)}
        return tuple(name for name in self.machines if name in wanted)

    def maps(self, machine: str) -> tuple[tuple[int, int], ...]:
        """Return the pairs (lower, upper) of layers that are correlated; the lower is a square."""
        spec = self.machines[machine]
        if spec.maps is not None:
            return spec.maps
        top = len(spec.layers) - 1
        pairs = [(upper - 1, upper) for upper in range(1, top + 1)]
        pairs += [(0, upper) for upper in range(2, top + 1)]
        return tuple(pair for pair in pairs if is_square(spec.layers[pair[0]]))

    def inputs(self, machine: str) -> tuple[float, ...]:
        """Return the temperatures of inputs whose layers are read by thermometers."""
        spec = self.machines[machine]
        if spec.inputs is not None:
            return spec.inputs
        if not all(is_square(units) and units >= SMALLEST**2 for units in spec.layers[1:]):
            return ()
        return self._around(spec.model)

    def machines_with(self, control: str) -> tuple[str, ...]:
        """Return the machines that a control is made of."""
        return tuple(
            name
            for name, one in self.machines.items()
            if one.controls is None or control in one.controls
        )

    @cached_property
    def choices(self) -> dict[str, Choice]:
        """Return every set of choices that the paper leaves open, by its name."""
        varied = self.config.multiverse
        axes = (varied.recipes, varied.learning_rates, varied.batch_sizes, varied.init_scales)
        return {
            f"{name}_rate{rate}_batch{batch}_init{scale}": Choice(
                name,
                self.config.recipes[name].model_copy(
                    update={"learning_rate": rate, "batch_size": batch, "init_scale": scale}
                ),
            )
            for name, rate, batch, scale in product(*axes)
        }

    # temperatures

    def grid(self, model: str) -> tuple[float, ...]:
        """Return the temperature classes of a model's thermometers."""
        if self.config.temperature_grid is not None:
            return self.config.temperature_grid.values()
        asked = [one.temperatures for one in self.machines.values() if one.model == model]
        known = [
            [T for T in self.values(wanted, model) if T != temperatures.T_CRITICAL]
            for wanted in asked
            if wanted != "grid"
        ]
        longest: list[float] = max(known, key=len, default=[])
        if "grid" in asked or len(longest) < SCALE:
            return TemperatureGrid().values()
        return tuple(sorted(longest))

    def classes(self, lattice: Lattice) -> tuple[float, ...]:
        """Return the temperature classes that the thermometer of a lattice knows."""
        return self.grid(lattice.model)[:: 2 if lattice.L in self._coarse else 1]

    @cached_property
    def _coarse(self) -> frozenset[int]:
        """Return the sizes that know every second class: as asked, and what is read with them."""
        asked = set(self.config.probe.coarse)
        flowing = {self.lattice(machine).L for machine in self.flowing}
        for lattices in self.read_together:
            sizes = {lattice.L for lattice in lattices}
            if sizes & asked:
                asked |= sizes - flowing
        return frozenset(asked)

    @cached_property
    def read_together(self) -> tuple[tuple[Lattice, ...], ...]:
        """Return the lattices whose thermometers share one axis of classes."""
        layers = tuple(self.hidden_lattices(machine) for machine in self.machines)
        block = self.largest_blocked
        return (*layers, sizes_of(block)) if block else layers

    def near(self, model: str) -> tuple[float, ...]:
        """Return the classes whose two-point functions are kept, T_c among them."""
        if self.config.measure.near is not None:
            return self.config.measure.near
        below, above = self._sides(model)
        return (*below[-NEAR:], temperatures.T_CRITICAL, *above[:NEAR])

    def windows(self, model: str) -> tuple[tuple[float, ...], ...]:
        """Return the classes of the magnetization fits, three of them each."""
        if self.config.fit.windows is not None:
            return self.config.fit.windows
        below, above = self._sides(model)
        windows = [below[-3:], (*below[-2:], *above[:1])]
        return tuple(window for window in windows if len(window) == 3) or (self._nearest(model, 3),)

    def _sides(self, model: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Return the classes below and above T_c; one that is T_c itself is on neither side."""
        critical = critical_point(model).T_C
        grid = [T for T in self.grid(model) if not math.isclose(T, critical, abs_tol=1e-6)]
        return tuple(T for T in grid if critical > T), tuple(T for T in grid if critical < T)

    def _nearest(self, model: str, count: int) -> tuple[float, ...]:
        critical = critical_point(model).T_C
        return tuple(sorted(sorted(self.grid(model), key=lambda T: abs(T - critical))[:count]))

    def _around(self, model: str) -> tuple[float, ...]:
        """Return T_c and a class on either side of it."""
        critical = critical_point(model).T_C
        below, above = self._sides(model)
        cold = [min(below, key=lambda T: abs(T - COLDER * critical))] if below else []
        hot = [min(above, key=lambda T: abs(T - HOTTER * critical))] if above else []
        return (*cold, temperatures.T_CRITICAL, *hot)

    def values(self, wanted: Temperatures, model: str) -> tuple[float, ...]:
        """Return the temperatures that a list, a range, or the word `grid` stands for."""
        if isinstance(wanted, TemperatureGrid):
            return wanted.values()
        return self.grid(model) if wanted == "grid" else wanted

    # lattices

    @cached_property
    def measured(self) -> tuple[Lattice, ...]:
        """Return the lattices whose Monte Carlo data are measured."""
        sizes = {Lattice(DEFAULT_MODEL, L) for L in self.config.measure.lattices}
        return tuple(sorted(sizes | {self.lattice(machine) for machine in self.flowing}))

    @cached_property
    def blocked(self) -> tuple[Blocked, ...]:
        """Return the lattices that are coarse-grained: those asked for, and those of subjects."""
        asked = [
            Blocked(Lattice(DEFAULT_MODEL, one.L), one.temperatures, one.steps)
            for one in self.config.coarse_grain.sets
        ]
        known = {block.lattice for block in asked}
        for machine in self._subjects():
            lattice = self.lattice(machine)
            steps = halvings(lattice.L)
            if lattice not in known and lattice.model == DEFAULT_MODEL and steps:
                known.add(lattice)
                asked.append(Blocked(lattice, self._around(lattice.model), steps))
        return tuple(asked)

    @cached_property
    def largest_blocked(self) -> Blocked | None:
        """Return the largest lattice that is coarse-grained, the one that is followed by eye."""
        return max(self.blocked, key=lambda block: block.lattice.L, default=None)

    @cached_property
    def thermometers(self) -> tuple[Lattice, ...]:
        """Return the lattices with a thermometer."""
        asked = {Lattice(DEFAULT_MODEL, L) for L in self.config.probe.lattices}
        asked |= {self.lattice(machine) for machine in (*self.flowing, *self.scanned)}
        for machine in self.machines:
            asked |= set(self.hidden_lattices(machine))
        if block := self.largest_blocked:
            asked |= set(sizes_of(block))
        return tuple(sorted(asked))

    def hidden_lattices(self, machine: str) -> tuple[Lattice, ...]:
        """Return the lattices that the hidden layers of a machine stand for, if they are read."""
        if not self.inputs(machine):
            return ()
        model, *_ = self.lattice(machine)
        return tuple(Lattice(model, math.isqrt(n)) for n in self.machines[machine].layers[1:])

    def _subjects(self) -> Iterable[str]:
        return (name for name, one in self.machines.items() if one.reading == "subject")

    # samples

    @cached_property
    def samples(self) -> dict[tuple[Lattice, str], int]:
        """Return configurations per lattice and temperature label: as asked, or as needed."""
        known = {
            (Lattice(DEFAULT_MODEL, block.L), temperatures.label(T)): block.samples
            for block in self.config.sample.sets
            for T in self.values(block.temperatures, DEFAULT_MODEL)
        }
        for lattice, wanted in self._wanted():
            for T in wanted:
                critical = T == temperatures.T_CRITICAL
                settings = self.config.sample
                number = settings.critical_samples if critical else settings.samples
                known.setdefault((lattice, temperatures.label(T)), number)
        return known

    def _wanted(self) -> Iterable[tuple[Lattice, tuple[float, ...]]]:
        """Yield what every part of the experiment is made from."""
        yield from ((lattice, self.classes(lattice)) for lattice in self.thermometers)
        yield from ((self.lattice(name), self.temperatures(name)) for name in self.machines)
        yield from ((self.lattice(name), self.inputs(name)) for name in self.machines)
        yield from ((block.lattice, block.temperatures) for block in self.blocked)
        yield from ((lattice, self.near(lattice.model)) for lattice in self.measured)

    @cached_property
    def training_data(self) -> dict[str, tuple[Lattice, tuple[float, ...]]]:
        """Return {name: (lattice, temperatures)} of training data with several temperatures.

        Each set once, called after its lattice and its first user: a thermometer, or a machine.
        """
        wanted = {lattice.label: (lattice, self.classes(lattice)) for lattice in self.thermometers}
        for name in self.machines:
            lattice = self.lattice(name)
            wanted[f"{lattice.label}_{name}"] = (lattice, self.temperatures(name))
        first = {data: name for name, data in reversed(wanted.items())}
        return {name: data for data, name in first.items() if len(data[1]) > 1}

    @cached_property
    def left_out(self) -> tuple[str, ...]:
        """Return what cannot be made, a line each, with the reason."""
        return tuple(line for name in self.machines for line in self._lacks(name))

    def _lacks(self, name: str) -> Iterable[str]:
        spec = self.machines[name]
        if spec.reading != "subject":
            return
        if not halvings(spec.L) and spec.model == DEFAULT_MODEL:
            yield f"{name}: L = {spec.L} does not halve, so there are no block-spin lattices"
        if odd := [units for units in spec.layers[1:] if not is_square(units)]:
            yield f"{name}: a layer of {odd[0]} units is no square, so its temperature is not read"
        elif spec.inputs is None and not self.inputs(name):
            yield f"{name}: a hidden layer is too small to read its temperature"


def is_square(units: int) -> bool:
    """Return whether a layer can be drawn as a square lattice."""
    return math.isqrt(units) ** 2 == units


def halvings(L: int) -> int:
    """Return how often a lattice is halved where the user does not say."""
    steps = 0
    while steps < MOST_STEPS and L % 2 == 0 and L // 2 >= SMALLEST:
        steps, L = steps + 1, L // 2
    return steps


def sizes_of(block: Blocked) -> tuple[Lattice, ...]:
    """Return the lattices that the steps of a blocking lead to."""
    lattice, _, steps = block
    return tuple(Lattice(lattice.model, lattice.L // 2**step) for step in range(1, steps + 1))
