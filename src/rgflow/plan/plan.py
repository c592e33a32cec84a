"""The plan of an experiment, as the rule files use it."""

import gc
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from rgflow import paths
from rgflow.cli import verb_module
from rgflow.coarse.registry import RULES
from rgflow.config.experiment import experiment
from rgflow.config.model import Config
from rgflow.contracts.selections import module_of as contract_module
from rgflow.controls.registry import CONTROLS
from rgflow.figures import registry
from rgflow.ledger.declared import modules_of
from rgflow.plan.check import check, notes
from rgflow.plan.derive import Experiment
from rgflow.plan.files import Files
from rgflow.plan.jobs import Jobs
from rgflow.plan.products import Products
from rgflow.provenance import code_map
from rgflow.stages.compile_kernels import KERNELS

# Rules and jobs stay as long as Snakemake runs: looking among them for garbage took an eighth of a
# dry run.
_GARBAGE_THRESHOLD = 100_000

CodeOf = Callable[[Any], dict[str, str]]
"""The code map of a job, from its wildcards."""


class Plan:
    """Everything that a rule needs to know, from one configuration."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.experiment = Experiment(config)
        self.files = Files(self.experiment)
        self.jobs = Jobs(self.files)
        self.products = Products(self.files)
        self.kernels = tuple(KERNELS)

    @cached_property
    def left_out(self) -> tuple[str, ...]:
        """Return what the experiment cannot have, a line each with the reason."""
        return (*self.experiment.left_out, *self.products.left_out, *notes(self.experiment))

    @cached_property
    def wildcards(self) -> dict[str, str]:
        """Return the pattern of each wildcard: only what the experiment has."""
        samples = self.experiment.samples
        machines = list(self.config.machines)
        lattices = sorted({lattice.label for lattice, _ in samples})
        lattices += [one.label for one in self.experiment.measured if one.label not in lattices]
        return {
            "lattice": _one_of(lattices),
            "T": _one_of({T for _, T in samples}),
            "data": _one_of(self.experiment.training_data),
            "machine": _one_of(machines),
            "of": _one_of([*machines, *lattices]),
            "transformation": _one_of(self.config.coarse_grain.transformations),
            "control": _one_of(self.files.controls),
            "choice": _one_of(self.experiment.choices),
            "claim_set": _one_of(self.config.claims),
            "pattern": r"noise|checkerboard\d+",
            **dict.fromkeys(("seed", "layer", "length", "steps", "lower", "upper"), r"\d+"),
        }

    def code(self, verb: str) -> CodeOf:
        """Return {module: hash} of all code that a verb runs on a job's lattice model."""
        return lambda wildcards: self._code(verb, self.jobs.models(wildcards))

    def control_code(self, wildcards: Any) -> dict[str, str]:
        """Return the code map of the control that the wildcards name."""
        return self.code_of_control(wildcards.control)(wildcards)

    def code_of_control(self, name: str, of: str | None = None) -> CodeOf:
        """Return the code map of one control, of a machine or lattice known by the wildcards."""
        module = CONTROLS.module(name)

        def code(wildcards: Any) -> dict[str, str]:
            models = self.jobs.models(wildcards) if of is None else (self.jobs.model_at(of),)
            return self._code("control", models) | code_map(module, models)

        return code

    def rule_code(self, wildcards: Any) -> dict[str, str]:
        """Return the code map of the block-spin rule that the wildcards name."""
        models = self.jobs.models(wildcards)
        module = RULES.module(wildcards.transformation)
        return self._code("coarse-grain", models) | code_map(module, models)

    def code_of_figure(self, name: str) -> dict[str, str]:
        """Return the code map of one figure."""
        inputs = {*self.products.headings[name].inputs.values(), "machines"}
        modules = [registry.module_of(name), *map(contract_module, sorted(inputs))]
        return self._code("figure") | self._codes(modules)

    def code_of_claims(self, claim_set: str) -> dict[str, str]:
        """Return the code map of a ledger and of its set of claims."""
        package = f"rgflow.claims.{claim_set}"
        names = [path.stem for path in modules_of(claim_set)]
        modules = [package if name == "__init__" else f"{package}.{name}" for name in names]
        selections = self.products.claim_selections(claim_set)
        contracts = {contract_module(selection) for selection in selections}
        return self._code("claims") | self._codes([*modules, *sorted(contracts)])

    def _codes(self, modules: Iterable[str]) -> dict[str, str]:
        maps = [code_map(module, self._models) for module in modules]
        return {name: one[name] for one in maps for name in one}

    @cached_property
    def _models(self) -> tuple[str, ...]:
        """Return the lattice models of the whole experiment."""
        return tuple(sorted({lattice.model for lattice, _ in self.experiment.samples}))

    def _code(self, verb: str, models: tuple[str, ...] | None = None) -> dict[str, str]:
        return code_map(verb_module(verb), self._models if models is None else models)

    def kernel_code(self, wildcards: Any) -> dict[str, str]:
        """Return the code map of one package's kernels alone."""
        return code_map(KERNELS[wildcards.package], self._models)

    def kernel_priority(self, wildcards: Any) -> int:
        """Return the priority: the sampler's take longest, and nearly all waits for samples."""
        return 3 if wildcards.package == "ising" else 0

    @cached_property
    def machine_options(self) -> str:
        """Return what each machine is for, as JSON."""
        return json.dumps([self._role(name) for name in self.config.machines])

    def _role(self, name: str) -> dict[str, str | int]:
        spec = self.config.machines[name]
        return {
            "name": name,
            "label": self.experiment.label(name),
            "flow": spec.flow_kind,
            "reading": spec.reading,
            "model": spec.model,
            "L": spec.L,
            "layers": "-".join(map(str, spec.layers)),
            "single": spec.single or "",
            "smaller": spec.smaller or "",
            "variant_of": spec.variant_of or "",
        }

    @cached_property
    def configuration(self) -> str:
        """Return the complete configuration as JSON, which stands for itself."""
        return json.dumps({**self.config.model_dump(mode="json"), "alone": True})

    @cached_property
    def targets(self) -> dict[str, list[str]]:
        """Return {target: files} of every stage, every machine and all figures."""
        files, made = self.files, self.files.made
        trained = {
            f"machine_{name}": [
                file for seed in files.seeds(name) for file in files.layers(name, seed)
            ]
            for name in self.config.machines
        }
        samples = [
            file
            for lattice, T in self.experiment.samples
            for file in made(paths.SAMPLE, lattice=lattice.label, T=T)
        ]
        figures = made(paths.FIGURE, figure=list(self.products.figures))
        flows = self.experiment.flowing
        assessed = dict.fromkeys((*flows, *self.experiment.scanned))
        return {
            "sample_all": samples,
            "train_probe_all": files.probe(*self.experiment.thermometers),
            "train_rbm_all": [file for layers in trained.values() for file in layers],
            "assess_rbm_all": files.of_machines(paths.ASSESS, assessed),
            "flow_all": [file for name in flows for file in files.flows(name)],
            "fit_all": files.of_machines(paths.FIT_FLOW, flows),
            **trained,
            "figures": [
                f"{figure}.{suffix}" for figure in figures for suffix in paths.FIGURE_SUFFIXES
            ],
            "claims": self.pages_of(*self.config.claims),
        }

    def pages_of(self, *claim_sets: str) -> list[str]:
        """Return the ledger of each set of claims, in every format, and what is written from it."""
        patterns = [f"{paths.LEDGER}.{suffix}" for suffix in paths.LEDGER_SUFFIXES]
        patterns += [paths.REPRODUCING, paths.FINDINGS]
        return [file for p in patterns for file in self.files.made(p, claim_set=claim_sets)]

    def pictures(self, *names: str) -> list[str]:
        """Return figures as pictures for a page, those that the experiment has."""
        there = [name for name in names if name in self.products.figures]
        return [f"{one}.png" for one in self.files.made(paths.FIGURE, figure=there)]

    def figure_folder(self, _: Any, input: Any) -> str:
        """Return the folder that the pages of docs/ link to."""
        return str(Path(input.figures[0]).parent)

    def caption_of(self, name: str) -> str:
        """Return where the caption of a figure lies, for Snakemake's report."""
        return str(Path(self.files.out(f"{paths.FIGURE.format(figure=name)}.rst")).resolve())

    def log_of(self, pattern: str) -> str:
        """Return the log file of a pattern."""
        return paths.log(self.config.name, pattern)

    def timing_of(self, pattern: str) -> str:
        """Return the table of time and memory of a pattern."""
        return paths.benchmark(self.config.name, pattern)


def planned(
    changes: Mapping[str, Any], paper: Path, where: str, sources: Sequence[Path] = ()
) -> Plan:
    """Return the plan of what the user's configuration asks for.

    Raises
    ------
    ConfigError
        With every mistake in it.
    """
    gc.set_threshold(_GARBAGE_THRESHOLD)
    plan = Plan(experiment(changes, paper, where, sources))
    check(plan.files, changes, where, sources)
    return plan


def _one_of(names: Iterable[str]) -> str:
    """Return the pattern that matches these names, and nothing at all if there is none."""
    return "|".join(re.escape(name) for name in names) or "(?!)"
