"""Tokens of the prose: from ``C5 | reading | key`` to what the ledger says."""

from collections.abc import Sequence
from math import isfinite

from rgflow.analysis.quantity import Quantity
from rgflow.errors import ParameterError
from rgflow.ledger.judgement import Judgement, Row
from rgflow.ledger.ledger import Ledger, sensitivity_in_words
from rgflow.ledger.numbers import plain, with_error


class Absent(Exception):  # noqa: N818 - no error: the paragraph is left out
    """What a token names is not in this experiment's ledger."""


def value_of(parts: Sequence[str], ledger: Ledger) -> str:
    """Return what a token of the given parts stands for.

    Raises
    ------
    ParameterError
        If there is no claim of that number, or no such part of a number.
    Absent
        If the claim was not asked, or the reading or the number is not there, or has no value.
    """
    judgement = next((j for j in ledger.judgements if j.claim.number == parts[0]), None)
    if judgement is None:
        raise ParameterError(f"there is no claim {parts[0]!r} to write about")
    if not judgement.asked:
        raise Absent
    if len(parts) == 1:
        return judgement.verdict
    if parts[1] == "sensitivity":
        return sensitivity_in_words(judgement)
    row = _reading(judgement, parts[1])
    return row.verdict if len(parts) == 2 else _shown(_number(row, parts[2]), parts[3:])


def _reading(judgement: Judgement, name: str) -> Row:
    for row in judgement.rows:
        if row.reading.name == name:
            return row
    raise Absent


def _number(row: Row, words: str) -> Quantity:
    """Return the number that ``key`` or ``key coordinate=value ...`` names."""
    key, *coordinates = words.split(" ")
    wanted = dict(coordinate.split("=") for coordinate in coordinates)
    for quantity in row.evidence.all(key):
        at = quantity.of.shown()
        if all(at.get(name) == value for name, value in wanted.items()):
            return quantity
    raise Absent


def _shown(number: Quantity, part: Sequence[str]) -> str:
    """Return a number with its error and units, or the value that stands beside it."""
    beside = {"exact": number.exact, "paper": number.paper, "two peaks": number.two_peaks}
    if part and part[0] not in beside:
        raise ParameterError(f"a number has no {part[0]!r}: name one of {', '.join(beside)}")
    value = beside[part[0]] if part else number.value
    if not isfinite(value):
        raise Absent
    if part and part[0] == "two peaks":
        return plain(value, 2)
    units = "" if number.units == "1" else f" {number.units}"
    return (plain(value) if part else with_error(value, number.error)) + units
