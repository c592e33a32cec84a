"""The ways in which the claims about temperatures of layers (Section IV) are tested."""

from collections.abc import Iterable

import xarray

from rgflow.analysis.inputs import Inputs
from rgflow.analysis.pick import matching
from rgflow.analysis.roles import by_control
from rgflow.claims.demellokoch2020 import paper
from rgflow.ledger.claim import Reading

FACTOR = 2.0**0.5
"""A step doubles the temperature if its factor is nearer to 2 than to 1 or 4, in logarithms."""
_THERMOMETERS = ("mlp", "exact", "energy")


def with_thermometers(readings: Iterable[Reading]) -> list[Reading]:
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


def blocked_controls(inputs: Inputs) -> list[Reading]:
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


def files_of_reading(inputs: Inputs, reading: Reading) -> list[xarray.Dataset]:
    """Return the files of a reading, those of the largest lattice that it has."""
    names = ("source", "machine", "control")
    wanted = {name: reading[name] for name in names if name in reading.choices}
    found = matching(paper.files_of(inputs, "read_rg", "read_stack", "control_read"), **wanted)
    largest = max(int(file["size"].max()) for file in found)
    return [file for file in found if int(file["size"].max()) == largest]
