"""What a claim requires of an experiment beside files: asked by name, answered before any job."""

from collections.abc import Callable, Mapping
from typing import Any

from rgflow.plan.files import Files


def _smaller(files: Files, _: Any) -> str:
    some = any(
        one.smaller and files.experiment.maps(name)
        for name, one in files.experiment.machines.items()
    )
    return "" if some else "machine with maps and a smaller sister"


def _steps(files: Files, wanted: int) -> str:
    uppers = [
        {upper for lower, upper in files.pairs(block) if lower == 0}
        for block in files.experiment.blocked
    ]
    some = any(set(range(1, wanted + 1)) <= found for found in uppers)
    return "" if some else f"lattice with maps of 1 to {wanted} block-spin steps"


def _layers(files: Files, wanted: int) -> str:
    read = [name for name in files.experiment.machines if files.experiment.inputs(name)]
    deepest = max((len(files.experiment.machines[name].layers) - 1 for name in read), default=0)
    return "" if deepest >= wanted else f"machine of {wanted} layers that thermometers read"


REQUIREMENTS: Mapping[str, Callable[[Files, Any], str]] = {
    "smaller": _smaller,
    "steps": _steps,
    "layers": _layers,
}
"""What is lacking, in words, or nothing: of an experiment's files and the requirement's value."""


def lacking(files: Files, requires: Mapping[str, Any]) -> tuple[str, ...]:
    """Return in words what an experiment lacks of what a claim requires."""
    found = (REQUIREMENTS[name](files, value) for name, value in requires.items())
    return tuple(words for words in found if words)
