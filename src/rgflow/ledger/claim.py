"""A claim of the paper: what it says, how it is tested, and the rule that judges it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from rgflow.analysis.inputs import Inputs
from rgflow.contracts.schema import Contract
from rgflow.errors import DataError
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import Finding

Kind = Literal["literal", "corrected", "neighbour", "control"]
"""How a reading stands to the paper.

literal: the paper's text, or its authors' code. corrected: the same question by a sound method.
neighbour: a literal reading with one choice changed that the paper leaves open or could have made
otherwise. control: something that is no RBM, or no RG, put through the same analysis.
"""
Verdict = Literal["reproduced", "reproduced, not specific", "not reproduced", "undetermined"]
_VERDICTS: Mapping[bool | None, Verdict] = {
    True: "reproduced",
    False: "not reproduced",
    None: "undetermined",
}

HEADLINE_RULE = (
    "A claim is reproduced if at least one literal reading reproduces it, not reproduced if none "
    "does and at least one contradicts it, else undetermined. Where no literal reading was run, "
    "the corrected ones decide. A claim that is reproduced, but whose rule a control fulfils as "
    "well, is reproduced, not specific."
)


@dataclass(frozen=True)
class Reading:
    """One way to test a claim: its name, how it stands to the paper, and all choices it makes."""

    name: str
    kind: Kind
    choices: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, choice: str) -> Any:
        """Return one of the choices."""
        return self.choices[choice]


@dataclass(frozen=True)
class Claim:
    """One claim, with the pure functions that test it.

    Attributes
    ----------
    number : str
        Like ``"C5"``.
    statement : str
        What the paper says, in our words.
    section : str
        Section of the paper.
    figures : tuple of str
        Names of the figures that show it, like ``"05"``.
    roles : mapping of str to Contract
        The files it looks at, by role.
    rule : str
        The rule of `judge` in words.
    readings : callable
        ``readings(inputs)``: the ways to test it that the given files allow.
    measure : callable
        ``measure(inputs, reading)``: the numbers. A DataError says why there are none.
    judge : callable
        ``judge(evidence)``: whether the claim holds by these numbers.
    """

    number: str
    statement: str
    section: str
    figures: tuple[str, ...]
    roles: Mapping[str, Contract]
    rule: str
    readings: Callable[[Inputs], Sequence[Reading]]
    measure: Callable[[Inputs, Reading], Evidence]
    judge: Callable[[Evidence], Finding]


@dataclass(frozen=True)
class Row:
    """A reading of a claim with its numbers and its verdict."""

    reading: Reading
    evidence: Evidence
    verdict: Verdict
    reason: str


@dataclass(frozen=True)
class Judgement:
    """A claim with all its rows and the verdict that follows from them."""

    claim: Claim
    rows: tuple[Row, ...]
    verdict: Verdict
    reason: str
    agreeing: int
    """Readings, controls left out, that come to the same answer as the headline."""
    decided: int
    """Readings, controls left out, that come to an answer."""

    @property
    def deciding(self) -> tuple[Row, ...]:
        """Return the rows that the headline follows from, those with its verdict first."""
        rows = self.of_kind("literal") or self.of_kind("corrected")
        return tuple(sorted(rows, key=lambda row: not self.verdict.startswith(row.verdict)))

    def of_kind(self, *kinds: Kind) -> tuple[Row, ...]:
        """Return the rows of some kinds of readings."""
        return tuple(row for row in self.rows if row.reading.kind in kinds)


def judged(claim: Claim, inputs: Inputs) -> Judgement:
    """Return a claim's rows and its headline verdict, by :data:`HEADLINE_RULE`."""
    rows = tuple(_row(claim, inputs, reading) for reading in claim.readings(inputs))
    deciding = [row for row in rows if row.reading.kind == "literal"]
    deciding = deciding or [row for row in rows if row.reading.kind == "corrected"]
    verdicts = [row.verdict for row in deciding]
    verdict: Verdict = "undetermined"
    if "reproduced" in verdicts:
        verdict = "reproduced"
    elif "not reproduced" in verdicts:
        verdict = "not reproduced"
    tested = [row for row in rows if row.reading.kind != "control"]
    decided = [row for row in tested if row.verdict != "undetermined"]
    agreeing = [row for row in decided if row.verdict == verdict]
    likewise = [row for row in rows if row.reading.kind == "control" and row.verdict == verdict]
    reason = "; ".join(f"{row.reading.name}: {row.verdict}" for row in deciding)
    if verdict == "reproduced" and likewise:
        verdict = "reproduced, not specific"
        reason += "; as well by " + ", ".join(row.reading.name for row in likewise)
    return Judgement(
        claim, rows, verdict, reason or "no reading was run", len(agreeing), len(decided)
    )


def _row(claim: Claim, inputs: Inputs, reading: Reading) -> Row:
    try:
        evidence = claim.measure(inputs, reading)
    except DataError as error:
        return Row(reading, Evidence(()), "undetermined", error.what)
    finding = claim.judge(evidence)
    return Row(reading, evidence, _VERDICTS[finding.holds], finding.words)
