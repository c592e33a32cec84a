"""C14: temperatures along the steps of block-spin RG."""

import numpy as np

from rgflow.analysis.inputs import Inputs
from rgflow.analysis.layers import factors, layer_temperatures, of_layers
from rgflow.analysis.pick import sources
from rgflow.analysis.quantity import Measurand
from rgflow.claims.demellokoch2020 import paper
from rgflow.claims.demellokoch2020.temperature_readings import (
    FACTOR,
    blocked_controls,
    files_of_reading,
    with_thermometers,
)
from rgflow.config.temperatures import T_CRITICAL
from rgflow.errors import NotComputed
from rgflow.ledger.claim import Claim, Reading
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import Finding, every, inside

NEEDS = {"C14": {"read_rg": "rg_temperatures", "control_read": "control_temperatures"}}
OPTIONAL = {"C14": {"control_read"}}
_GROWTH = Measurand("temperature_factor", "T after {layer} / {below} steps")
_STEPS = Measurand("temperature", "T after {layer} steps", "J/k_B")


def _rg_readings(inputs: Inputs) -> list[Reading]:
    base = [
        Reading(
            f"block spin by {source}",
            "literal" if source == paper.BLOCK_RULE else "neighbour",
            {"source": source, "machine": "", "control": ""},
        )
        for source in sources(paper.files_of(inputs, "read_rg"))
    ]
    return with_thermometers([*base, *blocked_controls(inputs)])


def _rg(inputs: Inputs, reading: Reading) -> Evidence:
    files = [
        file
        for file in files_of_reading(inputs, reading)
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
