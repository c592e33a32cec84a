"""Statements about measured numbers that are true, false, or not decided by the data.

A statement is true if the whole confidence interval speaks for it, false if the whole interval
speaks against it, and undecided otherwise: a wide interval decides nothing. Statements combine by
Kleene's three-valued logic, and each carries the numbers it was made from in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rgflow.analysis.quantity import Quantity
from rgflow.ledger.numbers import plain, with_error


@dataclass(frozen=True)
class Finding:
    """Whether a statement holds (None: undecided), and the numbers in words."""

    holds: bool | None
    words: str


def inside(quantity: Quantity, low: float, high: float) -> Finding:
    """Judge whether a number lies between two values, ends included."""
    least, most = quantity.interval
    holds = True if least >= low and most <= high else None
    if least > high or most < low:
        holds = False
    return _finding(quantity, holds, f"{plain(low)} to {plain(high)}")


def near(quantity: Quantity, target: float, tolerance: float) -> Finding:
    """Judge whether a number agrees with `target` within an absolute tolerance."""
    return inside(quantity, target - tolerance, target + tolerance)


def above(quantity: Quantity, bound: float) -> Finding:
    """Judge whether a number is larger than `bound`."""
    least, most = quantity.interval
    holds = True if least > bound else False if most <= bound else None
    return _finding(quantity, holds, f"above {plain(bound)}")


def below(quantity: Quantity, bound: float) -> Finding:
    """Judge whether a number is smaller than `bound`."""
    least, most = quantity.interval
    holds = True if most < bound else False if least >= bound else None
    return _finding(quantity, holds, f"below {plain(bound)}")


def every(findings: Sequence[Finding]) -> Finding:
    """Judge whether all statements hold: one that fails decides, else one left open does.

    Of no statements at all nothing is decided.
    """
    return _combined(findings, decisive=False, link="; ")


def any_of(findings: Sequence[Finding]) -> Finding:
    """Judge whether at least one statement holds; if none does, one left open leaves it open.

    Of no statements at all nothing is decided.
    """
    return _combined(findings, decisive=True, link="; or ")


def _combined(findings: Sequence[Finding], *, decisive: bool, link: str) -> Finding:
    """Return the decisive answer if any statement has it, else open if one is, else the other."""
    if not findings:
        return Finding(None, "nothing to judge")
    values = [finding.holds for finding in findings]
    holds = decisive if decisive in values else None if None in values else not decisive
    return Finding(holds, link.join(finding.words for finding in findings))


def open_question(words: str) -> Finding:
    """Return that a part of a rule is left open, because there is nothing to judge it by."""
    return Finding(None, words)


def opposite(finding: Finding) -> Finding:
    """Judge the contrary of a statement."""
    return Finding(None if finding.holds is None else not finding.holds, finding.words)


def _finding(quantity: Quantity, holds: bool | None, asked: str) -> Finding:
    if not np.isfinite(quantity.value):
        return Finding(None, f"{quantity.name}: no value")
    number = with_error(quantity.value, quantity.error)
    if not np.isfinite(quantity.error):
        answered = (
            f"{quantity.answered} of {len(quantity.seeds)} seeds"
            if quantity.seeds
            else "one data set"
        )
        return Finding(None, f"{quantity.name} = {number}, no error ({answered})")
    word = {True: "yes", False: "no", None: "open"}[holds]
    return Finding(holds, f"{quantity.name} = {number}, {asked}? {word}")
