"""Every control by its name: the modules of this folder that declare a FORM.

A control says of itself, as literals,

``FORM``    what it stands for: a "flow", a trained "machine" (layer), or "lattices" (block spins,
            or the layers of a stack)
``OF``      whether there is one per "machine", which it is like, or one per "lattice"
``NEEDS``   what it is made from: "starts", "layers", "samples", "training_samples"
``STANDS``  whether it is a "control", or the real thing "corrected"
``TITLE``   what figures and tables call it

and has ``make(given)``, which returns what stands in: of a flow :class:`Ends`, of a machine an RBM
like the last layer given, of lattices the steps of each input, as lists of (n, l, l) arrays.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from rgflow.errors import ParameterError
from rgflow.registry import Registry

CONTROLS = Registry("rgflow.controls", mark="FORM", what="control")
NEEDS = ("starts", "layers", "samples", "training_samples")
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "FORM": ("flow", "machine", "lattices"),
    "OF": ("machine", "lattice"),
    "STANDS": ("control", "corrected"),
}


class Control(NamedTuple):
    """What a control says of itself."""

    name: str
    form: str
    of: str
    needs: tuple[str, ...]
    stands: str
    title: str


def describe(name: str) -> Control:
    """Return what a control says of itself, without importing it.

    Raises
    ------
    ParameterError
        If there is no such control, or what it says makes no sense.
    """
    said = CONTROLS.declared(name)
    if mistakes := list(_mistakes(said)):
        raise ParameterError(
            "; ".join(mistakes), where=CONTROLS.module(name), remedy="declare them as literals"
        )
    needs = tuple(said["NEEDS"])
    return Control(name, said["FORM"], said["OF"], needs, said["STANDS"], said["TITLE"])


def _mistakes(said: Mapping[str, Any]) -> list[str]:
    found = [
        f"{name} is {said.get(name)!r}, not one of {', '.join(allowed)}"
        for name, allowed in _CHOICES.items()
        if said.get(name) not in allowed
    ]
    needs = said.get("NEEDS", ())
    if not isinstance(needs, tuple) or not needs or set(needs) - set(NEEDS):
        found.append(f"NEEDS is {needs!r}, not a tuple of {', '.join(NEEDS)}")
    elif said.get("OF") == "machine" and "layers" not in needs:
        found.append("it is OF a machine, but does not NEED its layers")
    if not isinstance(said.get("TITLE"), str) or not said["TITLE"]:
        found.append("TITLE is no text")
    return found
