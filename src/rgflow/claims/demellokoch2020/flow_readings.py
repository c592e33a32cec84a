"""The ways in which the claims about RBM flows (Section III) are tested."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import xarray

from rgflow.analysis.pick import sources
from rgflow.ledger.claim import Reading

LITERAL: Mapping[str, Mapping[str, Any]] = {
    "paper's text": {"source": "text", "kind": "mean"},
    "authors' code": {"source": "code", "kind": "sampled"},
}
CORRECTED: Mapping[str, Mapping[str, Any]] = {
    "CD-1, sampled": {"source": "cd", "kind": "sampled"},
    "100 persistent chains": {"source": "pcd", "kind": "sampled"},
}
_PUBLISHED = {"thermometer": "mlp", "estimator": "open", "epsilon_form": "bond"}
_SOUND = {"thermometer": "exact", "estimator": "cft", "epsilon_form": "bond"}
_AXES: Mapping[str, Sequence[str]] = {
    "kind": ("mean", "sampled"),
    "thermometer": ("mlp", "exact", "start"),
    "estimator": ("open", "torus", "cft"),
    "epsilon_form": ("bond", "star"),
}
_WORDS = {
    "kind": "{} flow",
    "thermometer": "{} thermometer",
    "estimator": "{} estimator",
    "epsilon_form": "{} form of the energy",
    "window": "window {}",
    "source": "recipe {}",
    "start": "sorted by start temperature",
}


def flow_readings(
    files: Sequence[xarray.Dataset],
    controls: Sequence[xarray.Dataset],
    varied: Sequence[str],
    windows: Sequence[str] = (),
) -> list[Reading]:
    """Return literal, corrected, neighbouring and control readings that the files allow.

    Without any flow there is nothing to compare controls with, and no reading.

    Parameters
    ----------
    files : sequence of xarray.Dataset
        Files of flows, any machines and seeds.
    controls : sequence of xarray.Dataset
        Files of the same contract whose configurations are no machine's.
    varied : sequence of str
        Choices that matter to the claim: the dimensions whose labels neighbours change.
    windows : sequence of str
        Windows of the magnetization fit; the paper's is not known, so each is literal.
    """
    if not files:
        return []
    present = sources(files)
    readings: list[Reading] = []
    for window in windows or [""]:
        extra = {"window": window} if window else {}
        suffix = f", window {window}" if window else ""
        literal = [
            Reading(name + suffix, "literal", {**_PUBLISHED, **choices, **extra})
            for name, choices in LITERAL.items()
            if choices["source"] in present
        ]
        readings += literal
        readings += [
            Reading(name + suffix, "corrected", {**_SOUND, **choices, **extra})
            for name, choices in CORRECTED.items()
            if choices["source"] in present
        ]
        for base in literal:
            readings += _neighbours(base, varied, present)
        readings += [
            Reading(name + suffix, "control", {**_PUBLISHED, **choices, **extra})
            for name, choices in _control_choices(controls).items()
        ]
    return readings


def _neighbours(base: Reading, varied: Sequence[str], present: Sequence[str]) -> Iterator[Reading]:
    """Yield readings that differ from a literal one in a single choice."""
    for axis in varied:
        for label in _AXES[axis]:
            if label != base[axis]:
                word = _WORDS["start" if label == "start" else axis].format(label)
                yield Reading(f"{base.name}; {word}", "neighbour", {**base.choices, axis: label})
    for source in present:
        if source not in ("text", "code"):
            name = f"{base.name}; recipe {source}"
            yield Reading(name, "neighbour", {**base.choices, "source": source})


def _control_choices(files: Sequence[xarray.Dataset]) -> Mapping[str, Mapping[str, str]]:
    """Return the choices of each control: its source, and the kind of flow it stands against."""
    found = {}
    for file in files:
        source, kinds = str(file.attrs["source"]), [str(kind) for kind in file["kind"].values]
        meant = "mean" if source.endswith("_text") else "sampled"
        kind = meant if meant in kinds else kinds[0]
        found[source.replace("_", " ")] = {"source": source, "kind": kind}
    return found
