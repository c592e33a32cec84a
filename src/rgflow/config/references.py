"""Checks across sections of the configuration: names that exist, data that are sampled."""

import math
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rgflow.config import temperatures
from rgflow.registry import near_name

if TYPE_CHECKING:
    from rgflow.config.model import Config


def problems(config: "Config") -> list[str]:
    """Return every reference between sections that leads nowhere, in words with the key."""
    return [*_samples(config), *_machines(config), *_flows(config), *_coarse(config)]


def _samples(config: "Config") -> list[str]:
    pairs = Counter(
        (block.L, T)
        for block in config.sample.sets
        for T in config.temperatures_of(block.temperatures)
    )
    twice = [
        f"sample.sets: L={L}, T={temperatures.label(T)} is asked for {times} times"
        for (L, T), times in pairs.items()
        if times > 1
    ]
    probes = [
        _missing(config, f"probe.lattices: L={L}", L, config.classes_of(L))
        for L in config.probe.lattices
    ]
    near = [
        _missing(config, f"measure.lattices: L={L}", L, config.measure.near)
        for L in config.measure.lattices
    ]
    return [*twice, *filter(None, [*probes, *near])]


def _missing(config: "Config", key: str, L: int, wanted: Iterable[float]) -> str | None:
    """Return the complaint that (L, T) of `wanted` are not in sample.sets."""
    sampled = config.samples()
    absent = [temperatures.label(T) for T in wanted if (L, T) not in sampled]
    if not absent:
        return None
    shown = ", ".join(absent[:5]) + (", ..." if len(absent) > 5 else "")
    return f"{key} needs samples at T = {shown}, which sample.sets does not have"


def _machines(config: "Config") -> list[str]:
    found = []
    for name, machine in config.machines.items():
        key = f"machines.{name}"
        if machine.recipe not in config.recipes:
            hint = near_name(machine.recipe, config.recipes)
            found.append(f"{key}.recipe: no recipe {machine.recipe!r}{hint}")
        if machine.layers[0] != machine.L**2:
            found.append(
                f"{key}.layers: the input has {machine.layers[0]} units, "
                f"but L={machine.L} needs {machine.L**2}"
            )
        wanted = config.temperatures_of(machine.temperatures)
        if complaint := _missing(config, f"{key}.temperatures", machine.L, wanted):
            found.append(complaint)
    return found


def _flows(config: "Config") -> list[str]:
    """Return complaints about machines whose configurations are read by a thermometer."""
    lists = {
        "flow.machines": config.flow.machines,
        "flow.sparse": config.flow.sparse,
        "assess.by_hidden": config.assess.by_hidden,
        "assess.by_temperatures": config.assess.by_temperatures,
    }
    found = []
    for key, names in lists.items():
        for name in names:
            if name not in config.machines:
                hint = near_name(name, config.machines)
                found.append(f"{key}: no machine {name!r}{hint}")
            elif config.machines[name].L not in config.probe.lattices:
                found.append(
                    f"{key}: {name!r} has L={config.machines[name].L}, "
                    "but probe.lattices has no thermometer of this size"
                )
    return found


def _coarse(config: "Config") -> list[str]:
    found = []
    for block in config.coarse_grain.sets:
        key = f"coarse_grain.sets: L={block.L}"
        if block.L % 2**block.steps:
            found.append(f"{key} cannot be halved {block.steps} times")
        if complaint := _missing(config, key, block.L, block.temperatures):
            found.append(complaint)
        sizes = {block.L // 2**step for step in range(1, block.steps + 1)}
        if absent := sorted(sizes - set(config.probe.lattices)):
            found.append(f"{key}: probe.lattices lacks the sizes {absent} of its blocked lattices")
    return found


def is_square(units: int) -> bool:
    """Return whether a layer can be drawn as a square lattice."""
    return math.isqrt(units) ** 2 == units
