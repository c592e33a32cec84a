"""Which file of an experiment holds what: the same lists for rules, figures and claims."""

from collections.abc import Iterable
from itertools import product
from typing import Any, NamedTuple

from rgflow import paths
from rgflow.config import temperatures
from rgflow.config.temperatures import CRITICAL_LABEL
from rgflow.controls.registry import CONTROLS, Control, describe
from rgflow.plan.derive import Blocked, Experiment, sizes_of
from rgflow.plan.lattice import Lattice


class LatticeControl(NamedTuple):
    """A job that makes a control in the form of block-spin lattices, wildcards left in."""

    control: str
    of: str
    samples: list[str]
    training: list[str]
    layers: list[str]
    output: list[str]
    log: str
    between: str

    @property
    def name(self) -> str:
        """Return the name of the rule."""
        return f"{self.control}_{self.of.replace('-', '_')}"

    @property
    def message(self) -> str:
        """Return what the job makes, in words."""
        return f"the control {self.control} of {self.of}: {{wildcards}}"


class Files:
    """The files of an experiment."""

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        self.name = experiment.config.name
        self.controls = {name: describe(name) for name in CONTROLS.names()}

    def out(self, pattern: str) -> str:
        """Return the result file of a pattern of :mod:`rgflow.paths`, wildcards left in."""
        return paths.results(self.name, pattern)

    def made(self, pattern: str, /, **values: Any) -> list[str]:
        """Return the result files of a pattern for all combinations of values, or lists of them."""
        lists = {
            name: one if isinstance(one, list | tuple | range) else [one]
            for name, one in values.items()
        }
        return [
            self.out(pattern.format(**dict(zip(lists, each, strict=True))))
            for each in product(*lists.values())
        ]

    # samples

    def sample(self, lattice: Lattice, *wanted: float) -> list[str]:
        """Return the samples of one lattice at some temperatures."""
        return self.made(paths.SAMPLE, lattice=lattice.label, T=temperatures.labels(wanted))

    def all_samples(self, lattice: Lattice) -> list[str]:
        """Return all samples of one lattice."""
        labels = [T for known, T in self.experiment.samples if known == lattice]
        return self.made(paths.SAMPLE, lattice=lattice.label, T=labels)

    def gathered(self, lattice: Lattice, wanted: tuple[float, ...]) -> list[str]:
        """Return the file with samples of one lattice: gathered if there are several temperatures.

        Raises
        ------
        KeyError
            If nothing is trained on these temperatures.
        """
        if len(wanted) == 1:
            return self.sample(lattice, *wanted)
        known = {data: name for name, data in self.experiment.training_data.items()}
        return self.made(paths.GATHER, data=known[lattice, tuple(wanted)])

    def training_samples(self, machine: str) -> list[str]:
        """Return the samples that a machine is trained on."""
        return self.gathered(
            self.experiment.lattice(machine), self.experiment.temperatures(machine)
        )

    def probe(self, *lattices: Lattice) -> list[str]:
        """Return the thermometers of some lattices."""
        return self.made(paths.PROBE, lattice=[lattice.label for lattice in lattices])

    # machines

    def seeds(self, machine: str) -> range:
        """Return the seeds of a machine."""
        return range(self.experiment.machines[machine].seeds)

    def layers(self, machine: str, seed: Any, count: int | None = None) -> list[str]:
        """Return trained layers from the input upwards, the first `count` or all."""
        total = len(self.experiment.machines[machine].layers) - 1
        wanted = range(1, (total if count is None else count) + 1)
        return self.made(paths.RBM, machine=machine, seed=seed, layer=wanted)

    def of_machines(self, pattern: str, machines: Iterable[str], **values: Any) -> list[str]:
        """Return the files of some machines, all seeds."""
        return [
            file
            for machine in machines
            for file in self.made(pattern, machine=machine, seed=self.seeds(machine), **values)
        ]

    def flows(self, machine: str) -> list[str]:
        """Return all flows of a machine."""
        lengths = self.experiment.lengths(machine)
        return self.of_machines(paths.FLOW, [machine], length=lengths)

    def specifications(self) -> list[str]:
        """Return the flows of one machine by every set of choices that the paper leaves open."""
        varied, choices = self.experiment.config.multiverse, list(self.experiment.choices)
        if varied.machine is None:
            return []
        return self.made(
            paths.MULTIVERSE, machine=varied.machine, choice=choices, seed=range(varied.seeds)
        )

    # block spins

    def read_blocked(self, transformations: Iterable[str]) -> list[str]:
        """Return the temperatures of the largest blocked lattice, for all its inputs."""
        block = self.experiment.largest_blocked
        if block is None:
            return []
        return self.made(
            paths.READ_RG,
            transformation=list(transformations),
            lattice=block.lattice.label,
            T=temperatures.labels(block.temperatures),
        )

    def blocked_maps(self) -> list[str]:
        """Return maps of the paper's block spins at T_c, between the layers that machines have."""
        transformation, *_ = self.experiment.config.coarse_grain.transformations
        found = []
        for block in self.experiment.blocked:
            pairs = self.pairs(block)
            found += [
                file
                for lower, upper in pairs
                for file in self.made(
                    paths.CORRELATE_RG,
                    transformation=transformation,
                    lattice=block.lattice.label,
                    T=CRITICAL_LABEL,
                    lower=lower,
                    upper=upper,
                )
            ]
        return found

    def mcrg(self) -> list[str]:
        """Return exponents of every block-spin rule at T_c, from the largest blocked lattice."""
        block = self.experiment.largest_blocked
        if block is None or temperatures.T_CRITICAL not in block.temperatures:
            return []
        return [
            file
            for upper in range(1, block.steps + 1)
            for file in self.made(
                paths.MCRG_RG,
                transformation=self.experiment.config.coarse_grain.transformations,
                lattice=block.lattice.label,
                T=CRITICAL_LABEL,
                lower=upper - 1,
                upper=upper,
            )
        ]

    def mcrg_controls(self) -> list[str]:
        """Return exponents of the controls of block spins and of layers at T_c."""
        return [
            file
            for control in self.of_form("lattices")
            for of in self.controlled(control)
            if temperatures.T_CRITICAL in self.control_inputs(control, of)
            for upper in self.control_steps(control, of)
            for file in self.made(
                paths.MCRG_CONTROL,
                control=control.name,
                of=of,
                seed=self.control_seeds(control, of),
                T=CRITICAL_LABEL,
                lower=upper - 1,
                upper=upper,
            )
        ]

    def pairs(self, block: Blocked) -> list[tuple[int, int]]:
        """Return the layers of all machines with maps on a lattice, as far as blocking goes."""
        if temperatures.T_CRITICAL not in block.temperatures:
            return []
        pairs = [
            pair
            for machine in self.experiment.machines
            if self.experiment.lattice(machine) == block.lattice
            for pair in self.experiment.maps(machine)
        ]
        return [pair for pair in dict.fromkeys(pairs) if pair[1] <= block.steps]

    # controls

    def of_form(self, form: str) -> list[Control]:
        """Return the controls that stand for a form of files."""
        return [control for control in self.controls.values() if control.form == form]

    def controlled(self, control: Control) -> list[str]:
        """Return what a control is made of: machines, or labels of lattices."""
        experiment = self.experiment
        if control.of == "machine":
            named = experiment.machines_with(control.name)
            return [name for name in named if self._is_able(name, control.form)]
        if control.form == "flow":
            wanted = [experiment.lattice(name) for name in self.controlled_flows]
            return [lattice.label for lattice in dict.fromkeys(wanted)]
        block = experiment.largest_blocked
        return [block.lattice.label] if block else []

    def _is_able(self, machine: str, form: str) -> bool:
        """Return whether a machine has what a control of a form stands for."""
        if form == "flow":
            return machine in self.experiment.flowing
        if form == "machine":
            return bool(self.experiment.maps(machine))
        return bool(self.experiment.inputs(machine))

    @property
    def controlled_flows(self) -> list[str]:
        """Return the machines whose flows have a control of their own."""
        own = [control for control in self.of_form("flow") if control.of == "machine"]
        named = dict.fromkeys(name for control in own for name in self.controlled(control))
        return list(named) or list(self.experiment.flowing)

    def flow_controls(self, pattern: str) -> list[str]:
        """Return files of all controls of flows."""
        return [
            file
            for control in self.of_form("flow")
            for of in self.controlled(control)
            for file in self.made(pattern, control=control.name, of=of, seed=0)
        ]

    def map_controls(self) -> list[str]:
        """Return maps of all controls of machines."""
        return [
            file
            for control in self.of_form("machine")
            for machine in self.controlled(control)
            for lower, upper in self.experiment.maps(machine)
            for file in self.made(
                paths.CORRELATE_CONTROL,
                control=control.name,
                machine=machine,
                seed=0,
                lower=lower,
                upper=upper,
            )
        ]

    def read_controls(self) -> list[str]:
        """Return temperatures of all controls of block spins and of layers."""
        return [
            file
            for control in self.of_form("lattices")
            for of in self.controlled(control)
            for file in self.made(
                paths.READ_CONTROL,
                control=control.name,
                of=of,
                seed=self.control_seeds(control, of),
                T=temperatures.labels(self.control_inputs(control, of)),
            )
        ]

    def lattice_controls(self) -> list[LatticeControl]:
        """Return the jobs that make controls of block spins and of layers."""
        return [
            self._of_machine(control, of)
            if control.of == "machine"
            else self._of_lattice(control, of)
            for control in self.of_form("lattices")
            for of in self.controlled(control)
        ]

    def _of_machine(self, control: Control, of: str) -> LatticeControl:
        """Return the job, with the wildcard seed, for all inputs together."""
        experiment = self.experiment
        inputs = self.control_inputs(control, of)
        layers = self.control_steps(control, of)
        output = self.made(
            paths.CONTROL_COARSE,
            control=control.name,
            of=of,
            seed="{seed}",
            T=temperatures.labels(inputs),
            steps=layers,
        )
        return LatticeControl(
            control.name,
            of,
            samples=self.sample(experiment.lattice(of), *inputs),
            training=self.training_samples(of),
            layers=self.layers(of, "{seed}"),
            output=output,
            log=f"control/coarse-grain/{control.name}/{of}/seed{{seed}}",
            between=experiment.machines[of].between,
        )

    def _of_lattice(self, control: Control, of: str) -> LatticeControl:
        """Return the job, with the wildcard T, for one input."""
        steps = self.control_steps(control, of)
        return LatticeControl(
            control.name,
            of,
            samples=self.made(paths.SAMPLE, lattice=of, T="{T}"),
            training=[],
            layers=[],
            output=self.made(
                paths.CONTROL_COARSE, control=control.name, of=of, seed=0, T="{T}", steps=steps
            ),
            log=f"control/coarse-grain/{control.name}/{of}/T{{T}}",
            between="sampled",
        )

    def control_seeds(self, control: Control, of: str) -> range:
        """Return the seeds of a control: of layers as many as the machine has."""
        machine = control.form == "lattices" and control.of == "machine"
        return self.seeds(of) if machine else range(1)

    def control_inputs(self, control: Control, of: str) -> tuple[float, ...]:
        """Return the input temperatures of a control of block spins or of layers."""
        if control.of == "machine":
            return self.experiment.inputs(of)
        block = self.experiment.largest_blocked
        return block.temperatures if block else ()

    def control_steps(self, control: Control, of: str) -> range:
        """Return the steps or layers of a control, from 1."""
        block = self.experiment.largest_blocked
        last = block.steps if block else 0
        if control.of == "machine":
            last = len(self.experiment.machines[of].layers) - 1
        return range(1, last + 1)

    def control_thermometers(self, control: Control, of: str) -> list[str]:
        """Return the thermometers that read a control of block spins or of layers."""
        block = self.experiment.largest_blocked
        if control.of == "machine":
            return self.probe(*self.experiment.hidden_lattices(of))
        return self.probe(*sizes_of(block)) if block else []
