"""C15 and C16: temperatures along the layers of a stack."""

import numpy as np
import xarray

from rgflow.analysis.inputs import Inputs
from rgflow.analysis.layers import factors, layer_temperatures, of_layers
from rgflow.analysis.quantity import Measurand, Quantity, across
from rgflow.analysis.roles import by_control, by_machine
from rgflow.claims.demellokoch2020 import paper
from rgflow.claims.demellokoch2020.naming import control_name, titles
from rgflow.claims.demellokoch2020.temperature_readings import (
    FACTOR,
    blocked_controls,
    files_of_reading,
    with_thermometers,
)
from rgflow.config.temperatures import T_CRITICAL
from rgflow.controls.registry import describe
from rgflow.ledger.claim import Claim, Kind, Reading, or_not_asked
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import Finding, above, every, inside

NEEDS = {
    "C15": {"read_stack": "stack_temperatures", "control_read": "control_temperatures"},
    "C16": {"read_stack": "stack_temperatures", "control_read": "control_temperatures"},
}
REQUIRES = {"C16": {"layers": 3}}
OPTIONAL = {"C15": {"control_read"}, "C16": {"control_read"}}
SAME = 1.2
"""Largest factor between two temperatures that count as the same."""
_JUMP = Measurand("temperature_factor", "T of layer {layer} / {below}, input {input}")
_COOLS = Measurand("cooling", "T of layer 2 − T of layer 3, hot input", "J/k_B")
_LAYERS = Measurand("temperature", "T of layer {layer}, input {input}", "J/k_B")


def _stack_readings(inputs: Inputs) -> list[Reading]:
    controls = paper.files_of(inputs, "control_read")
    stacks = by_machine(paper.files_of(inputs, "read_stack"))
    called = titles([*(files[0] for files in stacks.values()), *controls])
    readings = [
        Reading(called[machine], files[0].attrs["reading"], {"machine": machine, "control": ""})
        for machine, files in stacks.items()
    ]
    for (control, machine), files in by_control(controls).items():
        if machine:
            like = files[0].attrs["reading"]
            kind: Kind = "control"
            name = control_name(control, machine, called)
            if describe(control).stands == "corrected":  # the stack itself, read better
                kind = "neighbour" if like == "subject" else "corrected"
                name = f"{called[machine]}, {control.replace('_', ' ')}"
            choices = {"machine": machine, "control": control, "like": like}
            readings.append(Reading(name, kind, choices))
    return with_thermometers([*readings, *blocked_controls(inputs)])


def _jump_readings(inputs: Inputs) -> list[Reading]:
    """Return the readings that have an input at or below T_c."""
    readings = _stack_readings(inputs)
    found = [reading for reading in readings if _cold(_by_input(inputs, reading))]
    return or_not_asked(found, "no stack is given lattices at or below T_c")


def _cooling_readings(inputs: Inputs) -> list[Reading]:
    """Return the readings that have three layers and an input above T_c."""
    found = []
    for reading in _stack_readings(inputs):
        groups = _by_input(inputs, reading)
        hottest = max(groups)
        deep = all(3 in file["layer"].values for file in groups[hottest])
        found += [reading] if deep and hottest > T_CRITICAL + 1e-6 else []
    return or_not_asked(found, "no stack of three layers is given lattices above T_c")


def _by_input(inputs: Inputs, reading: Reading) -> dict[float, list[xarray.Dataset]]:
    """Return the files of a reading by their input temperature, lowest first."""
    files = files_of_reading(inputs, reading)
    found: dict[float, list[xarray.Dataset]] = {}
    for file in sorted(files, key=lambda file: float(file.attrs["input_temperature"])):
        found.setdefault(float(file.attrs["input_temperature"]), []).append(file)
    return found


def _cold(groups: dict[float, list[xarray.Dataset]]) -> dict[float, list[xarray.Dataset]]:
    return {T: files for T, files in groups.items() if T <= T_CRITICAL + 1e-6}


def _jump(inputs: Inputs, reading: Reading) -> Evidence:
    numbers: list[Quantity] = []
    for temperature, files in _cold(_by_input(inputs, reading)).items():
        numbers += factors(files, reading["thermometer"], _JUMP.at(input=temperature))
    return Evidence(tuple(numbers))


def _judge_jump(evidence: Evidence) -> Finding:
    return every(
        [
            above(number, FACTOR)
            if number.of.coordinates["below"] == 0
            else inside(number, 1 / SAME, SAME)
            for number in evidence.all("temperature_factor")
        ]
    )


def _cooling(inputs: Inputs, reading: Reading) -> Evidence:
    groups = _by_input(inputs, reading)
    hottest, thermometer = max(groups), reading["thermometer"]
    read = [layer_temperatures(file, thermometer) for file in groups[hottest]]
    steps = [(one[2][0] - one[3][0], float(np.hypot(one[2][1], one[3][1]))) for one in read]
    layers = of_layers(groups[hottest], thermometer, _LAYERS.at(input=hottest))
    return Evidence((across(_COOLS, steps), *layers))


def _judge_cooling(evidence: Evidence) -> Finding:
    return above(evidence["cooling"], 0.0)


C15 = Claim(
    number="C15",
    statement="For inputs at and below T_c the stack jumps to a high temperature at its first "
    "layer and stays there.",
    section="IV",
    figures=("14",),
    needs=NEEDS["C15"],
    optional=OPTIONAL["C15"],
    rule="For every input up to T_c the temperature of layer 1 is more than √2 times the input's, "
    f"and those of the layers above it differ from the layer below by less than a factor {SAME:g}.",
    readings=_jump_readings,
    measure=_jump,
    judge=_judge_jump,
)
C16 = Claim(
    number="C16",
    statement="For a hot input, layer 2 of the stack is hotter than layer 3.",
    section="IV",
    figures=("14",),
    needs=NEEDS["C16"],
    optional=OPTIONAL["C16"],
    rule="The mean class of layer 2 is above that of layer 3.",
    readings=_cooling_readings,
    measure=_cooling,
    judge=_judge_cooling,
)
