"""What each job reads and which values it uses: functions of wildcards, for the rules."""

from typing import Any

from rgflow import paths
from rgflow.config import temperatures
from rgflow.config.recipes import Recipe
from rgflow.config.sections import Machine
from rgflow.controls.registry import Control
from rgflow.plan.derive import sizes_of
from rgflow.plan.files import Files
from rgflow.plan.lattice import DEFAULT_MODEL, lattice_of

Wildcards = Any
"""Snakemake's wildcards: attributes of text."""


class Jobs:
    """Inputs and parameters of the jobs of an experiment."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.experiment = files.experiment
        self.config = files.experiment.config

    def _machine(self, wildcards: Wildcards) -> Machine:
        return self.config.machines[wildcards.machine]

    def models(self, wildcards: Wildcards) -> tuple[str, ...]:
        """Return the lattice model that a job works on, if its wildcards name one."""
        known = vars(wildcards) if not hasattr(wildcards, "keys") else dict(wildcards.items())
        if "lattice" in known:
            return (lattice_of(known["lattice"]).model,)
        if "data" in known:
            return (self.experiment.training_data[known["data"]][0].model,)
        if "source" in known:
            return (self._model_of_source(known["source"]),)
        named = [known[name] for name in ("machine", "of") if name in known]
        return tuple(self.model_at(name) for name in named)

    def model_at(self, of: str) -> str:
        """Return the lattice model of a machine or of a lattice's label."""
        if of in self.config.machines:
            return self.experiment.lattice(of).model
        return lattice_of(of).model

    # samples

    def model(self, wildcards: Wildcards) -> str:
        """Return the lattice model of a lattice's label."""
        return lattice_of(wildcards.lattice).model

    def size(self, wildcards: Wildcards) -> int:
        """Return the linear size of a lattice's label."""
        return lattice_of(wildcards.lattice).L

    def algorithm(self, wildcards: Wildcards) -> str:
        """Return the sampler: of other models than the default one there is no choice."""
        chosen = self.config.sample.algorithm
        return chosen if self.model(wildcards) == DEFAULT_MODEL else "auto"

    def samples_wanted(self, wildcards: Wildcards) -> int:
        """Return configurations asked for on one lattice at one temperature.

        Raises
        ------
        KeyError
            If nothing needs them; `unknown_sample` says so to the user.
        """
        return self.experiment.samples[lattice_of(wildcards.lattice), wildcards.T]

    def gathered_samples(self, wildcards: Wildcards) -> list[str]:
        """Return the samples of all temperatures of one set of training data."""
        lattice, wanted = self.experiment.training_data[wildcards.data]
        return self.files.sample(lattice, *wanted)

    def samples_of_lattice(self, wildcards: Wildcards) -> list[str]:
        """Return all samples of one lattice."""
        return self.files.all_samples(lattice_of(wildcards.lattice))

    # thermometers

    def probe_samples(self, wildcards: Wildcards) -> list[str]:
        """Return the samples of all classes that the thermometer of a lattice knows."""
        lattice = lattice_of(wildcards.lattice)
        return self.files.gathered(lattice, self.experiment.classes(lattice))

    def thermometer_of_lattice(self, wildcards: Wildcards) -> list[str]:
        """Return the thermometer of a lattice, where there is one."""
        lattice = lattice_of(wildcards.lattice)
        return self.files.probe(lattice) if lattice in self.experiment.thermometers else []

    def thermometer_of_machine(self, wildcards: Wildcards) -> list[str]:
        """Return the thermometer of a machine's lattice."""
        return self.files.probe(self.experiment.lattice(wildcards.machine))

    def classes(self, wildcards: Wildcards) -> tuple[str, ...]:
        """Return the temperature classes of a lattice's model."""
        return temperatures.labels(self.experiment.grid(lattice_of(wildcards.lattice).model))

    # machines

    def machine_samples(self, wildcards: Wildcards) -> list[str]:
        """Return the samples that a machine is trained on."""
        return self.files.training_samples(wildcards.machine)

    def layers_below(self, wildcards: Wildcards) -> list[str]:
        """Return the trained layers that this layer's training data pass through."""
        return self.files.layers(wildcards.machine, wildcards.seed, int(wildcards.layer) - 1)

    def layers_up_to_upper(self, wildcards: Wildcards) -> list[str]:
        """Return the layers of a machine up to the upper one."""
        return self.files.layers(wildcards.machine, wildcards.seed, int(wildcards.upper))

    def all_layers(self, wildcards: Wildcards) -> list[str]:
        """Return all layers of a machine."""
        return self.files.layers(wildcards.machine, wildcards.seed)

    def recipe_options(self, wildcards: Wildcards) -> str:
        """Return the recipe as options, every value visible."""
        return _as_options(self.config.recipes[self._machine(wildcards).recipe])

    def stream(self, wildcards: Wildcards) -> str:
        """Return the name of the machine's random streams."""
        return self.experiment.stream(wildcards.machine)

    def hidden_units(self, wildcards: Wildcards) -> int:
        """Return the hidden units of a layer."""
        return self._machine(wildcards).layers[int(wildcards.layer)]

    def held_out_share(self, wildcards: Wildcards) -> float:
        """Return the share of the samples that the machine is not trained on."""
        return self._machine(wildcards).held_out_share

    def between(self, wildcards: Wildcards) -> str:
        """Return whether a stack passes means or samples upwards."""
        return self._machine(wildcards).between

    # flows

    def flows_of_machine(self, wildcards: Wildcards) -> list[str]:
        """Return the flows of all lengths of one machine and seed."""
        lengths = self.experiment.lengths(wildcards.machine)
        return self.files.made(
            paths.FLOW, machine=wildcards.machine, seed=wildcards.seed, length=lengths
        )

    def near_of_machine(self, wildcards: Wildcards) -> tuple[str, ...]:
        """Return the classes with two-point functions of a machine's lattice model."""
        model = self.experiment.lattice(wildcards.machine).model
        return temperatures.labels(self.experiment.near(model))

    def near_of_lattice(self, wildcards: Wildcards) -> tuple[str, ...]:
        """Return the classes with two-point functions of a lattice's model."""
        return temperatures.labels(self.experiment.near(lattice_of(wildcards.lattice).model))

    def windows(self, wildcards: Wildcards) -> list[str]:
        """Return the class temperatures of the magnetization fits, each as one word."""
        return self._windows(self._model_of_source(wildcards.source))

    def _windows(self, model: str) -> list[str]:
        return [",".join(temperatures.labels(window)) for window in self.experiment.windows(model)]

    def _model_of_source(self, source: str) -> str:
        """Return the model of a measured source: flow/machine/..., samples/lattice, control/..."""
        kind, *parts = source.split("/")
        return self.model_at(parts[1] if kind == "control" else parts[0])

    # open choices

    def recipe_of_choice(self, wildcards: Wildcards) -> str:
        """Return the recipe of a set of open choices as options."""
        return _as_options(self.experiment.choices[wildcards.choice].recipe)

    def varied_recipe(self, wildcards: Wildcards) -> str:
        """Return the name of the recipe that a set of choices varies."""
        return self.experiment.choices[wildcards.choice].varied

    def hidden_of_first(self, wildcards: Wildcards) -> int:
        """Return the hidden units of a machine's first layer."""
        return self._machine(wildcards).layers[1]

    def longest_flow(self, wildcards: Wildcards) -> int:
        """Return the length of a machine's longest flow."""
        return max(self.experiment.lengths(wildcards.machine))

    def windows_of_machine(self, wildcards: Wildcards) -> list[str]:
        """Return the class temperatures of a machine's magnetization fits, each as one word."""
        return self._windows(self.model_at(wildcards.machine))

    # block spins

    def blocked_pair(self, wildcards: Wildcards) -> list[str]:
        """Return block-spin lattices of the lower and the upper layer; layer 0 is the samples."""
        return [self._after(int(steps), wildcards) for steps in (wildcards.lower, wildcards.upper)]

    def blocked_lattices(self, wildcards: Wildcards) -> list[str]:
        """Return samples, then their lattices after 1, 2, ... steps."""
        return [self._after(steps, wildcards) for steps in range(self._steps(wildcards) + 1)]

    def _after(self, steps: int, wildcards: Wildcards) -> str:
        pattern = paths.COARSE if steps else paths.SAMPLE
        values = {"lattice": wildcards.lattice, "T": wildcards.T, "steps": steps}
        if steps:
            values["transformation"] = wildcards.transformation
        return self.files.out(pattern.format(**values))

    def _steps(self, wildcards: Wildcards) -> int:
        lattice = lattice_of(wildcards.lattice)
        return max(block.steps for block in self.experiment.blocked if block.lattice == lattice)

    def blocked_thermometers(self, wildcards: Wildcards) -> list[str]:
        """Return thermometers of the lattices that blocking leads to."""
        lattice = lattice_of(wildcards.lattice)
        block = next(one for one in self.experiment.blocked if one.lattice == lattice)
        return self.files.probe(*sizes_of(block))

    def stack_samples(self, wildcards: Wildcards) -> list[str]:
        """Return input lattices of a machine at one temperature."""
        lattice = self.experiment.lattice(wildcards.machine)
        return self.files.sample(lattice, temperatures.parse(wildcards.T))

    def stack_thermometers(self, wildcards: Wildcards) -> list[str]:
        """Return thermometers of a machine's hidden layers."""
        return self.files.probe(*self.experiment.hidden_lattices(wildcards.machine))

    # controls

    def control(self, wildcards: Wildcards) -> Control:
        """Return the control that the wildcards name."""
        return self.files.controls[wildcards.control]

    def controlled_length(self, wildcards: Wildcards) -> int:
        """Return the length of a control's flow: the longest that all flows beside it have."""
        beside = self._like(wildcards.of)
        shared = set(self.experiment.lengths(beside))
        for machine in self.experiment.flowing:
            if self.experiment.lattice(machine) == self.experiment.lattice(beside):
                shared &= set(self.experiment.lengths(machine))
        return max(shared or self.experiment.lengths(beside))

    def flow_control_starts(self, wildcards: Wildcards) -> list[str]:
        """Return the configurations that a control's flow starts from."""
        return self.files.made(paths.STARTS, machine=self._like(wildcards.of))

    def flow_control_layers(self, wildcards: Wildcards) -> list[str]:
        """Return the trained layers that a control's flow is like."""
        if "layers" not in self.control(wildcards).needs:
            return []
        return self.files.layers(wildcards.of, wildcards.seed, 1)

    def flow_control_thermometer(self, wildcards: Wildcards) -> list[str]:
        """Return the thermometer of a control's flow."""
        return self.files.probe(self.experiment.lattice(self._like(wildcards.of)))

    def near_of_control(self, wildcards: Wildcards) -> tuple[str, ...]:
        """Return the classes with two-point functions of a control's lattice model."""
        model = self.experiment.lattice(self._like(wildcards.of)).model
        return temperatures.labels(self.experiment.near(model))

    def trained_layers(self, wildcards: Wildcards) -> list[str]:
        """Return trained layers up to the one that a control stands for."""
        return self.files.layers(wildcards.machine, wildcards.seed, int(wildcards.layer))

    def control_layers(self, wildcards: Wildcards) -> list[str]:
        """Return a control's layers up to the upper one."""
        return self.files.made(
            paths.CONTROL_RBM,
            control=wildcards.control,
            machine=wildcards.machine,
            seed=wildcards.seed,
            layer=range(1, int(wildcards.upper) + 1),
        )

    def control_lattices(self, wildcards: Wildcards) -> list[str]:
        """Return input lattices, then a control's in place of each step or layer."""
        last = self.files.control_steps(self.control(wildcards), wildcards.of)[-1]
        return [self._control_after(steps, wildcards) for steps in range(last + 1)]

    def control_pair(self, wildcards: Wildcards) -> list[str]:
        """Return a control's lattices of the lower and the upper step; step 0 is the samples."""
        pair = (int(wildcards.lower), int(wildcards.upper))
        return [self._control_after(steps, wildcards) for steps in pair]

    def _control_after(self, steps: int, wildcards: Wildcards) -> str:
        of = wildcards.of
        if steps == 0:
            known = of in self.config.machines
            lattice = self.experiment.lattice(of) if known else lattice_of(of)
            return self.files.sample(lattice, temperatures.parse(wildcards.T))[0]
        place = {"control": wildcards.control, "of": of, "seed": wildcards.seed, "T": wildcards.T}
        return self.files.out(paths.CONTROL_COARSE.format(**place, steps=steps))

    def control_thermometers(self, wildcards: Wildcards) -> list[str]:
        """Return the thermometers that read a control of block spins or of layers."""
        return self.files.control_thermometers(self.control(wildcards), wildcards.of)

    def _like(self, of: str) -> str:
        """Return the machine that a control stands beside: its own, or the first of its lattice."""
        if of in self.config.machines:
            return of
        return next(
            name
            for name in self.files.controlled_flows
            if self.experiment.lattice(name).label == of
        )


def _as_options(recipe: Recipe) -> str:
    """Return a recipe as options, every value visible."""
    return " ".join(
        f"--{key.replace('_', '-')} {value}" for key, value in recipe.model_dump().items()
    )
