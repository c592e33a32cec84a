"""The ways in which the claims about G(d) are tested, and numbers of its shape."""

from collections.abc import Mapping, Sequence

from rgflow.analysis.fall import Statistic, shape, straightness
from rgflow.analysis.quantity import Measurand, Quantity
from rgflow.claims.demellokoch2020.map_readings import Files
from rgflow.ledger.claim import Kind, Reading

STRAIGHT = Measurand("straightness", "R² of a falling line, {lower} → {upper}")
_CHOICES: Mapping[str, Mapping[str, str]] = {
    "": {"variable": "map", "metric": "torus"},
    "; connected": {"variable": "connected_map", "metric": "torus"},
    "; distance not wrapped": {"variable": "map", "metric": "open"},
}
"""Raw maps and distances on the torus, and what could be chosen instead."""


def with_choices(readings: Sequence[Reading]) -> list[Reading]:
    """Return each reading by the first choices, and as neighbours by the others."""
    found: list[Reading] = []
    for words, choices in _CHOICES.items():
        for reading in readings:
            kind: Kind = "neighbour" if words else reading.kind
            if words and reading.kind == "control":
                continue
            found.append(Reading(reading.name + words, kind, {**reading.choices, **choices}))
    return found


def curve_number(of: Measurand, files: Files, reading: Reading, statistic: Statistic) -> Quantity:
    """Return a number of G(d) with the maps and distances that a reading chooses."""
    return shape(of, files, reading["variable"], statistic, reading["metric"])


def straight(of: Measurand, files: Files, reading: Reading) -> Quantity:
    """Return the share of the variance of G(d) on a falling line."""
    return curve_number(of, files, reading, straightness)
