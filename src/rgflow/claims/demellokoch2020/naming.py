"""Names of readings: labels of machines, and of what controls are like."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import xarray

from rgflow.ledger.claim import Reading


def titles(files: Iterable[xarray.Dataset]) -> dict[str, str]:
    """Return what each machine of files, or that they are like, is called.

    That is its label; machines with the same label have their names behind it.
    """
    labels = {
        str(file.attrs["machine"]): str(file.attrs["label"])
        for file in files
        if file.attrs["machine"]
    }
    times = Counter(labels.values())
    return {
        machine: label if times[label] == 1 else f"{label} ({machine})"
        for machine, label in labels.items()
    }


def control_name(control: str, machine: str, known: Mapping[str, str]) -> str:
    """Return the name of a control's reading, by the titles of machines."""
    words = control.replace("_", " ")
    return f"{words} like {known[machine]}" if machine else words


def distinct(readings: Sequence[Reading]) -> list[Reading]:
    """Return readings of one machine each; those called alike have its name behind theirs."""
    times = Counter(reading.name for reading in readings)
    return [
        replace(reading, name=f"{reading.name} ({reading['machine']})")
        if times[reading.name] > 1
        else reading
        for reading in readings
    ]
