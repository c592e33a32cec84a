"""C14 to C16: temperatures along the steps of block-spin RG and the layers of a stack."""

from collections.abc import Iterable

import numpy as np
import xarray

from rgflow.analysis.inputs import Inputs
from rgflow.analysis.layers import factors, layer_temperatures, of_layers
from rgflow.analysis.pick import matching, sources
from rgflow.analysis.quantity import Measurand, Quantity, across
from rgflow.analysis.roles import by_control, by_machine
from rgflow.claims.demellokoch2020 import paper
from rgflow.claims.demellokoch2020.naming import control_name, titles
from rgflow.config.temperatures import T_CRITICAL
from rgflow.errors import NotComputed
from rgflow.ledger.claim import Claim, Kind, Reading
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import Finding, above, every, inside

NEEDS = {
    "C14": {"read_rg": "rg_temperatures", "control_read": "control_temperatures"},
    "C15": {"read_stack": "stack_temperatures", "control_read": "control_temperatures"},
    "C16": {"read_stack": "stack_temperatures", "control_read": "control_temperatures"},
}
OPTIONAL = {"C14": {"control_read"}, "C15": {"control_read"}, "C16": {"control_read"}}
FACTOR = float(np.sqrt(2.0))
"""A step doubles the temperature if its factor is nearer to 2 than to 1 or 4, in logarithms."""
SAME = 1.2
"""Largest factor between two temperatures that count as the same."""
GAUGE_FIXED = "gauge_fixed"
"""Control that is none, but the stack read better: its units have got their signs and places."""
_THERMOMETERS = ("mlp", "exact", "energy")
_GROWTH = Measurand("temperature_factor", "T after {layer} / {below} steps")
_STEPS = Measurand("temperature", "T after {layer} steps", "J/k_B")
_JUMP = Measurand("temperature_factor", "T of layer {layer} / {below}, input {input}")
_COOLS = Measurand("cooling", "T of layer 2 − T of layer 3, hot input", "J/k_B")
_LAYERS = Measurand("temperature", "T of layer {layer}, input {input}", "J/k_B")


def _with_thermometers(readings: Iterable[Reading]) -> list[Reading]:
    """Return readings by the paper's thermometer, and as neighbours by the others."""
    found = []
    for reading in readings:
        for thermometer in _THERMOMETERS:
            published = thermometer == "mlp"
            if reading.kind == "control" and not published:
                continue
            name = reading.name if published else f"{reading.name}; {thermometer} thermometer"
            kind = reading.kind if published else "neighbour"
            found.append(Reading(name, kind, {**reading.choices, "thermometer": thermometer}))
    return found


def _rg_readings(inputs: Inputs) -> list[Reading]:
    base = [
        Reading(
            f"block spin by {source}",
            "literal" if source == paper.BLOCK_RULE else "neighbour",
            {"source": source, "machine": "", "control": ""},
        )
        for source in sources(paper.files_of(inputs, "read_rg"))
    ]
    return _with_thermometers([*base, *_blocked_controls(inputs)])


def _blocked_controls(inputs: Inputs) -> list[Reading]:
    """Return the controls that are like no machine: block-spin lattices, changed."""
    return [
        Reading(
            f"{control.replace('_', ' ')} block spins",
            "control",
            {"machine": "", "control": control},
        )
        for control, machine in by_control(paper.files_of(inputs, "control_read"))
        if not machine
    ]


def _files(inputs: Inputs, reading: Reading) -> list[xarray.Dataset]:
    """Return the files of a reading, those of the largest lattice that it has."""
    names = ("source", "machine", "control")
    wanted = {name: reading[name] for name in names if name in reading.choices}
    found = matching(paper.files_of(inputs, "read_rg", "read_stack", "control_read"), **wanted)
    largest = max(int(file["size"].max()) for file in found)
    return [file for file in found if int(file["size"].max()) == largest]


def _rg(inputs: Inputs, reading: Reading) -> Evidence:
    files = [
        file
        for file in _files(inputs, reading)
        if np.isclose(file.attrs["input_temperature"], T_CRITICAL, rtol=0.0, atol=1e-6)
    ]
    if not files:
        raise NotComputed("not computed: no block-spin lattices from T_c")
    thermometer = reading["thermometer"]
    read = layer_temperatures(files[0], thermometer)
    starts = [read[layer][0] for layer in sorted(read)]
    numbers = factors(files[:1], thermometer, _GROWTH)
    highest = float(files[0]["temperature"].values.max())
    # A step from so hot a lattice that even a factor of sqrt 2 leads off the scale shows nothing.
    shown = [
        number for number, start in zip(numbers, starts, strict=False) if start * FACTOR <= highest
    ]
    return Evidence((*shown, *of_layers(files[:1], thermometer, _STEPS)))


def _judge_rg(evidence: Evidence) -> Finding:
    grown = evidence.all("temperature_factor")
    return every([inside(number, FACTOR, 2 * FACTOR) for number in grown])


def _stack_readings(inputs: Inputs) -> list[Reading]:
    controls = paper.files_of(inputs, "control_read")
    stacks = by_machine(paper.files_of(inputs, "read_stack"))
    called = titles([*(files[0] for files in stacks.values()), *controls])
    readings = [
        Reading(called[machine], files[0].attrs["reading"], {"machine": machine, "control": ""})
        for machine, files in stacks.items()
    ]
    for control, machine in by_control(controls):
        if machine:
            kind: Kind = "corrected" if control == GAUGE_FIXED else "control"
            name = control_name(control, machine, called)
            if control == GAUGE_FIXED:
                name = f"{called[machine]}, {control.replace('_', ' ')}"
            readings.append(Reading(name, kind, {"machine": machine, "control": control}))
    return _with_thermometers([*readings, *_blocked_controls(inputs)])


def _jump_readings(inputs: Inputs) -> list[Reading]:
    """Return the readings that have an input at or below T_c."""
    return [reading for reading in _stack_readings(inputs) if _cold(_by_input(inputs, reading))]


def _cooling_readings(inputs: Inputs) -> list[Reading]:
    """Return the readings that have three layers and an input above T_c."""
    return [
        reading
        for reading in _stack_readings(inputs)
        if max(groups := _by_input(inputs, reading)) > T_CRITICAL + 1e-6
        and all(3 in file["layer"].values for file in groups[max(groups)])
    ]


def _by_input(inputs: Inputs, reading: Reading) -> dict[float, list[xarray.Dataset]]:
    """Return the files of a reading by their input temperature, lowest first."""
    files = _files(inputs, reading)
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


C14 = Claim(
    number="C14",
    statement="Starting at T_c, the temperature roughly doubles with each step of block-spin RG.",
    section="IV",
    figures=("14", "b5"),
    needs=NEEDS["C14"],
    optional=OPTIONAL["C14"],
    rule="The mean class grows by a factor between √2 and 2√2 (nearer to 2 than to 1 or 4) at "
    "each step, as long as the factor √2 stays on the scale of the classes.",
    readings=_rg_readings,
    measure=_rg,
    judge=_judge_rg,
)
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
