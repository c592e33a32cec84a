"""C14 to C16: temperatures along the steps of block-spin RG and the layers of a stack."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from rgflow.analysis.inputs import Inputs
from rgflow.analysis.layers import factors, layer_temperatures, of_layers
from rgflow.analysis.pick import from_roles, of_source, sources
from rgflow.analysis.quantity import Quantity, across
from rgflow.claims.demellokoch2020.map_readings import PUBLISHED, machine_readings
from rgflow.config.temperatures import T_CRITICAL
from rgflow.contracts.read_temperature import READ
from rgflow.contracts.schema import Contract
from rgflow.errors import DataError
from rgflow.ledger.claim import Claim, Reading
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import Finding, above, every, inside

FACTOR = float(np.sqrt(2.0))
"""A step doubles the temperature if its factor is nearer to 2 than to 1 or 4, in logarithms."""
SAME = 1.2
"""Largest factor between two temperatures that count as the same."""
CONTROLS = "control_read"
_ROLES: Mapping[str, Contract] = {"read_rg": READ, "read_stack": READ, CONTROLS: READ}
_STACK = "stack64"
_SCRAMBLED, _GAUGE_FIXED = "scrambled", "gauge_fixed"
_THERMOMETERS = ("mlp", "exact", "energy")


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
            "literal" if source == PUBLISHED else "neighbour",
            {"source": source},
        )
        for source in sources(inputs.get("read_rg", ()))
    ]
    return _with_thermometers([*base, *_scrambled(inputs)])


def _scrambled(inputs: Inputs) -> list[Reading]:
    """Return the control whose lattices are block-spin lattices without order and sign."""
    return [
        Reading(source.replace("_", " ") + " block spins", "control", {"source": source})
        for source in sources(inputs.get(CONTROLS, ()))
        if source.startswith(_SCRAMBLED)
    ]


def _rg(inputs: Inputs, reading: Reading) -> Evidence:
    files = [
        file
        for file in of_source(from_roles(inputs, ("read_rg", CONTROLS)), reading["source"])
        if np.isclose(file.attrs["input_temperature"], T_CRITICAL, rtol=0.0, atol=1e-6)
    ]
    if not files:
        raise DataError("not computed: no block-spin lattices from T_c")
    read = layer_temperatures(files[0], reading["thermometer"])
    numbers, highest = factors(files[:1], reading["thermometer"], "T after {b} / {a} steps")
    starts = [read[layer][0] for layer in sorted(read)]
    # A step from so hot a lattice that even a factor of sqrt 2 leads off the scale shows nothing.
    shown = [
        number for number, start in zip(numbers, starts, strict=False) if start * FACTOR <= highest
    ]
    last = of_layers(files[:1], reading["thermometer"], "T after {} steps")
    return Evidence((*shown, *last))


def _judge_rg(evidence: Evidence) -> Finding:
    grown = [number for number in evidence.quantities if "/" in number.name]
    return every([inside(number, FACTOR, 2 * FACTOR) for number in grown])


def _stack_readings(inputs: Inputs) -> list[Reading]:
    controls = inputs.get(CONTROLS, ())
    machines = machine_readings(inputs.get("read_stack", ()), controls, _STACK)
    # A stack whose units have got their signs and places is no control, but the stack read better.
    fixed = [
        Reading(reading.name, "corrected", reading.choices)
        if reading["source"].startswith(_GAUGE_FIXED)
        else reading
        for reading in machines
    ]
    return _with_thermometers([*fixed, *_scrambled(inputs)])


def _by_input(inputs: Inputs, reading: Reading) -> dict[float, list[Any]]:
    """Return the files of a reading by their input temperature, lowest first."""
    files = of_source(from_roles(inputs, ("read_stack", CONTROLS)), reading["source"])
    found: dict[float, list[Any]] = {}
    for file in sorted(files, key=lambda file: float(file.attrs["input_temperature"])):
        found.setdefault(float(file.attrs["input_temperature"]), []).append(file)
    return found


def _label(temperature: float) -> str:
    return "T_c" if np.isclose(temperature, T_CRITICAL, rtol=0, atol=1e-6) else f"{temperature:g}"


def _jump(inputs: Inputs, reading: Reading) -> Evidence:
    numbers: list[Quantity] = []
    for temperature, files in _by_input(inputs, reading).items():
        if temperature <= T_CRITICAL + 1e-6:
            names = f"T of layer {{b}} / {{a}}, input {_label(temperature)}"
            numbers += factors(files, reading["thermometer"], names)[0]
    if not numbers:
        raise DataError("not computed: no input at or below T_c")
    return Evidence(tuple(numbers))


def _judge_jump(evidence: Evidence) -> Finding:
    return every(
        [
            above(number, FACTOR)
            if "layer 1 / 0" in number.name
            else inside(number, 1 / SAME, SAME)
            for number in evidence.quantities
        ]
    )


_COOLS = "T of layer 2 − T of layer 3, hot input"


def _cooling(inputs: Inputs, reading: Reading) -> Evidence:
    groups = _by_input(inputs, reading)
    hottest = max(groups)
    if hottest <= T_CRITICAL + 1e-6:
        raise DataError("not computed: no input above T_c")
    thermometer = reading["thermometer"]
    read = [layer_temperatures(file, thermometer) for file in groups[hottest]]
    if any(3 not in one for one in read):
        raise DataError("not computed: no third layer")
    steps = [(one[2][0] - one[3][0], float(np.hypot(one[2][1], one[3][1]))) for one in read]
    layers = of_layers(groups[hottest], thermometer, f"T of layer {{}}, input {_label(hottest)}")
    return Evidence((across(_COOLS, steps, units="J/k_B"), *layers))


def _judge_cooling(evidence: Evidence) -> Finding:
    return above(evidence[_COOLS], 0.0)


C14 = Claim(
    number="C14",
    statement="Starting at T_c, the temperature roughly doubles with each step of block-spin RG.",
    section="IV",
    figures=("14", "b5"),
    roles=_ROLES,
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
    roles=_ROLES,
    rule="For every input up to T_c the temperature of layer 1 is more than √2 times the input's, "
    f"and those of layers 2 and 3 differ from the layer below by less than a factor {SAME:g}.",
    readings=_stack_readings,
    measure=_jump,
    judge=_judge_jump,
)
C16 = Claim(
    number="C16",
    statement="For a hot input, layer 2 of the stack is hotter than layer 3.",
    section="IV",
    figures=("14",),
    roles=_ROLES,
    rule="The mean class of layer 2 is above that of layer 3.",
    readings=_stack_readings,
    measure=_cooling,
    judge=_judge_cooling,
)
