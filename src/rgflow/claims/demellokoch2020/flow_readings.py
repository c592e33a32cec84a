"""The ways in which the claims about RBM flows (Section III) are tested."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import xarray

from rgflow.analysis.inputs import Inputs
from rgflow.analysis.pick import flow_length, has_label, matching
from rgflow.analysis.roles import by_control, by_machine
from rgflow.claims.demellokoch2020 import paper
from rgflow.claims.demellokoch2020.naming import control_name, titles
from rgflow.errors import NotComputed
from rgflow.ledger.claim import Kind, Reading

Files = list[xarray.Dataset]
_PUBLISHED = {"thermometer": "mlp", "estimator": "open", "epsilon_form": "bond"}
_SOUND = {"thermometer": "exact", "estimator": "cft", "epsilon_form": "bond"}
_READ_AS: Mapping[Kind, Mapping[str, str]] = {
    "literal": _PUBLISHED,
    "corrected": _SOUND,
    "subject": _PUBLISHED,
}
_AXES: Mapping[str, Sequence[str]] = {
    "flow": ("mean", "sampled"),
    "thermometer": ("mlp", "exact", "start"),
    "estimator": ("open", "torus", "cft"),
    "epsilon_form": ("bond", "star"),
}
_DIMENSIONS = {"flow": "kind"}
"""Dimension of a choice in the files, where it has another name."""
_WORDS = {
    "flow": "{} flow",
    "thermometer": "{} thermometer",
    "estimator": "{} estimator",
    "epsilon_form": "{} form of the energy",
    "start": "sorted by start temperature",
}


def flow_readings(
    inputs: Inputs, flows: str, others: Sequence[str], varied: Sequence[str], *, windows: bool
) -> list[Reading]:
    """Return the readings that the files allow, lattice by lattice, the paper's first.

    Parameters
    ----------
    inputs : Inputs
        Files of all roles.
    flows : str
        Role of the files of flows, any machines, lattices and seeds.
    others : sequence of str
        Roles of files of the same contract whose configurations are no machine's.
    varied : sequence of str
        Choices that matter to the claim: neighbours change one of them.
    windows : bool
        Whether there is a reading for each window of the magnetization fit; the paper's is not
        known, so each is literal.

    Raises
    ------
    NotComputed
        If no machine has a flow that the claims read.
    """
    found: list[Reading] = []
    files = [file for file in paper.files_of(inputs, flows) if file.attrs["flow"] != "none"]
    for L in paper.sizes(files, paper.FLOW_LATTICE):
        machines = by_machine(file for file in files if int(file.attrs["L"]) == L)
        controls = [file for file in paper.files_of(inputs, *others) if int(file.attrs["L"]) == L]
        first = next(iter(machines.values()))[0]
        for window in [str(window) for window in first["window"].values] if windows else [""]:
            common = {"L": L, **({"window": window} if window else {})}
            found += _of_lattice(machines, controls, common, varied)
    if not found:
        raise NotComputed("no machine of the experiment has a flow to read")
    return found


def files_of_reading(inputs: Inputs, reading: Reading, *roles: str) -> Files:
    """Return the files of a reading's machine or control on its lattice, by seed."""
    choices = {name: reading[name] for name in ("machine", "control", "L")}
    return matching(paper.files_of(inputs, *roles), **choices)


def labels(file: xarray.Dataset, reading: Reading) -> dict[str, Any]:
    """Return where a reading's numbers are in a file: after the paper's length or the longest."""
    choices = {_DIMENSIONS.get(name, name): choice for name, choice in reading.choices.items()}
    return {**choices, "length": flow_length(file, paper.FLOW_LENGTH)}


def _of_lattice(
    machines: Mapping[str, Files],
    controls: Files,
    common: Mapping[str, Any],
    varied: Sequence[str],
) -> list[Reading]:
    """Return literal, corrected, subject, neighbouring and control readings of one lattice."""
    suffix = paper.size_suffix(common["L"], paper.FLOW_LATTICE)
    suffix += f", window {common['window']}" if "window" in common else ""
    called = titles([*(files[0] for files in machines.values()), *controls])
    based = {
        kind: [
            Reading(called[machine] + suffix, kind, {**_machine(files), **choices, **common})
            for machine, files in machines.items()
            if files[0].attrs["reading"] == kind
        ]
        for kind, choices in _READ_AS.items()
    }
    readings = [*based["literal"], *based["corrected"], *based["subject"]]
    for base in based["literal"]:
        readings += [*_choices(base, varied, machines), *_recipes(base, machines, called)]
    for base in based["subject"]:
        readings += _choices(base, varied, machines)
    return readings + [
        Reading(name + suffix, "control", {**_PUBLISHED, **choices, **common})
        for name, choices in _controls(controls, called).items()
    ]


def _machine(files: Files) -> dict[str, str]:
    return {
        "machine": str(files[0].attrs["machine"]),
        "control": "",
        "flow": str(files[0].attrs["flow"]),
    }


def _choices(
    base: Reading, varied: Sequence[str], machines: Mapping[str, Files]
) -> Iterator[Reading]:
    """Yield readings of the same machine that differ in a single choice."""
    file = machines[base["machine"]][0]
    for axis in varied:
        for label in _AXES[axis]:
            if label != base[axis] and has_label(file, _DIMENSIONS.get(axis, axis), label):
                word = _WORDS["start" if label == "start" else axis].format(label)
                yield Reading(f"{base.name}; {word}", "neighbour", {**base.choices, axis: label})


def _recipes(
    base: Reading, machines: Mapping[str, Files], called: Mapping[str, str]
) -> Iterator[Reading]:
    """Yield readings of the same choices on the machines that are neither literal nor subject."""
    for machine, files in machines.items():
        if files[0].attrs["reading"] in ("corrected", "neighbour"):
            name = f"{base.name}; {called[machine]}"
            yield Reading(name, "neighbour", {**base.choices, "machine": machine})


def _controls(files: Files, called: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return the choices of each control by its name: which it is, and the flow it stands for."""
    data = [file for file in files if not file.attrs["control"] and not file.attrs["machine"]]
    found = {
        str(file.attrs["source"]).replace("_", " "): {
            "machine": "", "control": "", "flow": str(file["kind"].values[0]),
        }
        for file in data
    }  # fmt: skip
    for (control, machine), own in by_control(files).items():
        meant = str(own[0].attrs.get("flow", "sampled"))
        flow = meant if has_label(own[0], "kind", meant) else str(own[0]["kind"].values[0])
        name = control_name(control, machine, called)
        like = str(own[0].attrs.get("reading", ""))
        found[name] = {"machine": machine, "control": control, "like": like, "flow": flow}
    return found
