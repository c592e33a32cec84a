"""Checks across the sections of a configuration: names that exist, numbers that fit together."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rgflow import lattice_models
from rgflow.coarse.registry import RULES
from rgflow.config import temperatures
from rgflow.config.load import refusal
from rgflow.config.marks import Sources
from rgflow.config.mistakes import mistake_of
from rgflow.config.sections import Machine
from rgflow.ledger.declared import names_of_sets
from rgflow.plan.derive import Experiment, is_square
from rgflow.plan.files import Files
from rgflow.plan.lattice import DEFAULT_MODEL
from rgflow.registry import near_name


def check(
    files: Files, values: Mapping[str, Any], where: str, sources: Sequence[Path] = ()
) -> None:
    """Refuse an experiment that cannot be run.

    Parameters
    ----------
    files : Files
        Of the experiment.
    values : mapping
        What the user's configuration says, and `where` what the message of an error calls it.
    sources : sequence of Path
        His configuration files, so that a message can name the line of a mistake.

    Raises
    ------
    ConfigError
        With one line per mistake: key, value, what is allowed, and a near name.
    """
    experiment = files.experiment
    found = [*_machines(files), *_blocks(experiment)]
    found += _patterns(experiment)
    if not found:  # what is derived makes sense only where all names exist
        found += [*_samples(experiment), *_classes(experiment)]
    if found:
        mistakes = [mistake_of(line) for line in dict.fromkeys(found)]
        raise refusal(mistakes, values, where, Sources(sources))


def _machines(files: Files) -> Iterator[str]:
    experiment = files.experiment
    for name, machine in experiment.machines.items():
        key = f"machines.{name}"
        yield from _named(f"{key}.recipe", machine.recipe, experiment.config.recipes, "recipe")
        yield from _named(f"{key}.model", machine.model, lattice_models.names(), "model")
        yield from _layers(key, machine)
        for control in machine.controls or ():
            yield from _named(f"{key}.controls", control, files.controls, "control")
        yield from _partners(key, name, machine, experiment.machines)
    yield from _multiverse(experiment)
    for claim_set in experiment.config.claims:
        yield from _named("claims", claim_set, names_of_sets(), "set of claims")


def _multiverse(experiment: Experiment) -> Iterator[str]:
    """Yield complaints about the machine and the recipes whose open choices are varied."""
    varied, machines = experiment.config.multiverse, experiment.machines
    if varied.machine is None:
        return
    yield from _named("multiverse.machine", varied.machine, machines, "machine")
    if varied.machine in machines and len(machines[varied.machine].layers) != 2:
        yield f"multiverse.machine: {varied.machine!r} is a stack, and flows are of one layer"
    elif varied.machine in machines and machines[varied.machine].flow_kind == "none":
        yield f"multiverse.machine: {varied.machine!r} has no flow, so no thermometer reads it"
    for recipe in varied.recipes:
        yield from _named("multiverse.recipes", recipe, experiment.config.recipes, "recipe")


def _named(key: str, name: str, known: Iterable[str], what: str) -> Iterator[str]:
    known = list(known)
    if name not in known:
        yield f"{key}: no {what} {name!r}{near_name(name, known)}"


def _layers(key: str, machine: Machine) -> Iterator[str]:
    top = len(machine.layers) - 1
    if machine.layers[0] != machine.L**2:
        yield (
            f"{key}.layers: the input has {machine.layers[0]} units, "
            f"but L={machine.L} needs {machine.L**2}"
        )
    for lower, upper in machine.maps or ():
        if not lower < upper <= top:
            yield f"{key}.maps: [{lower}, {upper}] is no pair of its layers 0 to {top}"
        elif not is_square(machine.layers[lower]):
            yield f"{key}.maps: layer {lower} of {machine.layers[lower]} units is no square"
    if machine.inputs and not all(map(is_square, machine.layers)):
        yield f"{key}.inputs: a thermometer reads square layers only, not {list(machine.layers)}"


def _partners(key: str, name: str, machine: Machine, machines: dict[str, Machine]) -> Iterator[str]:
    for role in ("single", "smaller", "variant_of"):
        partner = getattr(machine, role)
        if partner is None:
            continue
        if partner not in machines:
            yield f"{key}.{role}: no machine {partner!r}{near_name(partner, machines)}"
        elif partner == name:
            yield f"{key}.{role}: a machine is no partner of itself"
        elif role == "single" and (len(machines[partner].layers), len(machine.layers)) != (2, 3):
            yield f"{key}.single: a stack of two layers is compared with a machine of one layer"
        elif role != "smaller" and machines[partner].L != machine.L:
            yield f"{key}.{role}: {partner!r} has L={machines[partner].L}, not {machine.L}"


def _samples(experiment: Experiment) -> Iterator[str]:
    pairs = Counter(
        (one.L, T)
        for one in experiment.config.sample.sets
        for T in experiment.values(one.temperatures, DEFAULT_MODEL)
    )
    yield from (
        f"sample.sets: L={L}, T={temperatures.label(T)} is asked for {times} times"
        for (L, T), times in pairs.items()
        if times > 1
    )
    for name, machine in experiment.machines.items():
        wanted = experiment.temperatures(name)
        if not wanted:
            yield f"machines.{name}.temperatures: at least one temperature is needed"
        lattice = experiment.lattice(name)
        given = sum(experiment.samples[lattice, T] for T in temperatures.labels(wanted))
        if wanted and round(machine.held_out_share * given) < 2:
            yield (
                f"machines.{name}.held_out_share: {machine.held_out_share} of {given} samples "
                "leaves fewer than two for evaluation"
            )


def _blocks(experiment: Experiment) -> Iterator[str]:
    for rule in experiment.config.coarse_grain.transformations:
        yield from _named("coarse_grain.transformations", rule, RULES.names(), "block-spin rule")
    for L, times in Counter(one.L for one in experiment.config.coarse_grain.sets).items():
        if times > 1:
            yield f"coarse_grain.sets: L={L} stands there {times} times"
    for one in experiment.config.coarse_grain.sets:
        if one.L % 2**one.steps or 2 * 2**one.steps > one.L:
            yield f"coarse_grain.sets: L={one.L} cannot be halved {one.steps} times"


def _classes(experiment: Experiment) -> Iterator[str]:
    """Yield complaints about classes that are read together, and about windows without classes."""
    for lattices in experiment.read_together:
        if len({experiment.classes(lattice) for lattice in lattices}) > 1:
            sizes = sorted({lattice.L for lattice in lattices})
            yield f"probe.coarse: name all of {sizes}, which are read together, or none of them"
    for model in {lattice.model for lattice in experiment.measured}:
        for window in experiment.windows(model):
            grid = experiment.grid(model)
            if absent := [T for T in window if not _is_class(T, grid)]:
                classes = f"{grid[0]:g} to {grid[-1]:g}"
                yield f"fit.windows: {absent[0]:g} is none of the temperature classes, {classes}"


def _is_class(temperature: float, grid: Iterable[float]) -> bool:
    return any(math.isclose(temperature, T, abs_tol=1e-9) for T in grid)


def _patterns(experiment: Experiment) -> Iterator[str]:
    settings = experiment.config.correlate
    for block in settings.checkerboards:
        if settings.pattern_size % (2 * block):
            yield (
                f"correlate.checkerboards: blocks of {block} do not tile a periodic board of "
                f"{settings.pattern_size}"
            )


def notes(experiment: Experiment) -> Iterator[str]:
    """Yield what the experiment does otherwise than one might think."""
    for name in experiment.flowing:
        lattice, wanted = experiment.lattice(name), experiment.temperatures(name)
        fewest = min(experiment.samples[lattice, T] for T in temperatures.labels(wanted))
        if fewest < experiment.config.flow.starts_per_temperature:
            yield f"{name}: flows start from the {fewest} samples that a temperature has"
