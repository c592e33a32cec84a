"""The ways in which the claims about hidden-visible maps (Section IV) are tested."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import xarray

from rgflow.analysis.inputs import Inputs
from rgflow.analysis.pick import matching, sources
from rgflow.analysis.roles import by_control, by_machine, subject_lattices
from rgflow.claims.demellokoch2020 import paper
from rgflow.claims.demellokoch2020.naming import control_name, titles
from rgflow.errors import NotComputed
from rgflow.ledger.claim import Kind, Reading

Files = list[xarray.Dataset]
MACHINES, RG, CONTROLS = "maps", "rg", "control_maps"
"""Roles of the maps of machines, of block-spin RG, and of controls."""
TWO_STEPS = ((0, 1), (0, 2))
"""Layers of the maps through one and through two steps."""


def rg_readings(inputs: Inputs) -> list[Reading]:
    """Return a reading per block-spin transformation and lattice that has two steps.

    Raises
    ------
    NotComputed
        If no lattice has maps of one and of two steps.
    """
    files = paper.files_of(inputs, RG)
    lattices = {_lattice(file) for file in files}
    subjects = subject_lattices(paper.files_of(inputs, MACHINES))
    readings = []
    for L in sorted(lattices, key=lambda size: (size != paper.MAP_LATTICE, size)):
        here = [file for file in files if _lattice(file) == L]
        if not set(TWO_STEPS) <= {_layers(file) for file in here}:
            continue
        for source in sources(here):
            name = f"block spin by {source}" + paper.size_suffix(L, paper.MAP_LATTICE)
            kind = _rg_kind(source, L, subjects)
            readings.append(Reading(name, kind, {"source": source, "L": L}))
    if not readings:
        raise NotComputed("no lattice has block-spin maps of one and of two steps")
    return readings


def _rg_kind(source: str, L: int, subjects: Sequence[int]) -> Kind:
    """Return how block spins stand to the paper: its rule and lattice, or a subject's lattice."""
    if source != paper.BLOCK_RULE or (L != paper.MAP_LATTICE and L not in subjects):
        return "neighbour"
    return "literal" if L == paper.MAP_LATTICE else "subject"


def machine_readings(
    inputs: Inputs,
    wanted: Callable[[xarray.Dataset], bool],
    *,
    home: int | None = paper.MAP_LATTICE,
    lone_subjects: bool = False,
) -> list[Reading]:
    """Return one reading per machine with a partner, and per control that is like one.

    Parameters
    ----------
    inputs : Inputs
        Files of all roles.
    wanted : callable
        ``wanted(file)``: whether the machine of a file has the partner that the claim asks for.
    home : int or None
        Lattice whose size is not in the names; None: no size is.
    lone_subjects : bool
        Whether a subject needs no partner, as long as it is nobody else's.
    """
    files = _from_input(paper.files_of(inputs, MACHINES))
    partners = {str(file.attrs["single"]) for file in files}

    def fits(file: xarray.Dataset) -> bool:
        lone = lone_subjects and file.attrs["reading"] == "subject"
        return wanted(file) or (lone and file.attrs["machine"] not in partners)

    machines = by_machine(filter(fits, files))
    likened = [file for file in paper.files_of(inputs, CONTROLS) if file.attrs["machine"]]
    controls = by_control(filter(fits, _from_input(likened)))
    called = titles([*_first(machines.values()), *_first(controls.values())])
    readings = [
        Reading(called[machine] + _size(own[0], home), own[0].attrs["reading"], _choices(own[0]))
        for machine, own in machines.items()
    ]
    for (control, machine), own in controls.items():
        name = control_name(control, machine, called) + _size(own[0], home)
        like = own[0].attrs["reading"]
        readings.append(Reading(name, "control", {**_choices(own[0]), "like": like}))
    return readings


def has_single(file: xarray.Dataset) -> bool:
    """Tell whether a stack has a single machine that it is compared with."""
    return str(file.attrs["single"]) != ""


def has_smaller(file: xarray.Dataset) -> bool:
    """Tell whether a machine has a sister on a smaller lattice."""
    return str(file.attrs["smaller"]) != ""


def of_layers(
    inputs: Inputs,
    choices: Mapping[str, Any],
    lower: int,
    upper: int,
    machine: str | None = None,
) -> Files:
    """Return the maps of a reading's block spins, machine or control, ordered by seed.

    Parameters
    ----------
    inputs : Inputs
        Files of all roles.
    choices : mapping
        Choices of the reading: `source` and `L`, or `machine` and `control`.
    lower, upper : int
        Layers that the maps are between.
    machine : str, optional
        A partner in place of the reading's machine; of a control, the control that is like it.

    Raises
    ------
    NotComputed
        If there is none.
    """
    if "source" in choices:
        files = [file for file in paper.files_of(inputs, RG) if _lattice(file) == choices["L"]]
        return matching(files, source=choices["source"], lower=lower, upper=upper)
    wanted = {"machine": machine or choices["machine"], "control": choices["control"]}
    files = paper.files_of(inputs, MACHINES, CONTROLS)
    return matching(files, **wanted, lower=lower, upper=upper)


def _layers(file: xarray.Dataset) -> tuple[int, int]:
    return int(file.attrs["lower"]), int(file.attrs["upper"])


def _lattice(file: xarray.Dataset) -> int:
    """Return the size of the lattice that the block spins of a file came from.

    The L of a file is that of the layer below its map; each step halves it.
    """
    return int(file.attrs["L"]) << int(file.attrs["lower"])


def _from_input(files: Iterable[xarray.Dataset]) -> Files:
    """Return the maps from the input upwards, whose L is that of the lattice."""
    return [file for file in files if int(file.attrs["lower"]) == 0]


def _first(groups: Iterable[Files]) -> Files:
    return [files[0] for files in groups]


def _size(file: xarray.Dataset, home: int | None) -> str:
    return "" if home is None else paper.size_suffix(int(file.attrs["L"]), home)


def _choices(file: xarray.Dataset) -> dict[str, Any]:
    names = ("machine", "control", "single", "smaller")
    return {**{name: str(file.attrs[name]) for name in names}, "L": int(file.attrs["L"])}
