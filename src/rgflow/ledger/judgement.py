"""The verdict on a claim: the rows of its readings, and the headline that follows from them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rgflow.analysis.inputs import Inputs
from rgflow.errors import NotComputed, ParameterError
from rgflow.ledger.claim import Claim, Kind, Reading, or_not_asked
from rgflow.ledger.declared import missing
from rgflow.ledger.evidence import Evidence

Verdict = Literal[
    "reproduced", "reproduced, not specific", "not reproduced", "undetermined", "not asked"
]
VERDICTS: tuple[Verdict, ...] = (
    "reproduced", "reproduced, not specific", "not reproduced", "undetermined", "not asked",
)  # fmt: skip
_WORDS: Mapping[bool | None, Verdict] = {
    True: "reproduced",
    False: "not reproduced",
    None: "undetermined",
}
_DECIDING: tuple[Kind, ...] = ("literal", "corrected", "subject")
"""Kinds of readings that can decide a claim; the first that there is decides."""

HEADLINE_RULE = (
    "A claim is reproduced if at least one literal reading reproduces it, not reproduced if none "
    "does and at least one contradicts it, else undetermined. Where no literal reading was run, "
    "the corrected ones decide, and where there are none of those either, the subject's. A claim "
    "that is reproduced, but whose rule a control on the same lattice fulfils as well, is "
    "reproduced, not specific. A claim about what the experiment does not have is not asked."
)


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
    agreeing: int = 0
    """Readings, controls left out, that come to the same answer as the headline."""
    decided: int = 0
    """Readings, controls left out, that come to an answer."""

    @property
    def asked(self) -> bool:
        """Whether the experiment has what the claim is about."""
        return self.verdict != "not asked"

    @property
    def deciding(self) -> tuple[Row, ...]:
        """Return the rows that the headline follows from, those with its verdict first."""
        rows = _deciding(self.rows)
        return tuple(sorted(rows, key=lambda row: not self.verdict.startswith(row.verdict)))

    def of_kind(self, *kinds: Kind) -> tuple[Row, ...]:
        """Return the rows of some kinds of readings."""
        return tuple(row for row in self.rows if row.reading.kind in kinds)


def judged(claim: Claim, inputs: Inputs) -> Judgement:
    """Return a claim's rows and its headline verdict, by :data:`HEADLINE_RULE`.

    The claim sees the files of the roles that it declares, and no others.
    """
    own = {role: files for role in claim.needs if (files := inputs.get(role, ()))}
    if absent := missing(claim.needs, claim.optional, own):
        return _not_asked(claim, f"the experiment has no {' and no '.join(absent)}")
    try:
        readings = or_not_asked(claim.readings(own), "the experiment has nothing that it is about")
    except NotComputed as reason:
        return _not_asked(claim, reason.what)
    _check_names(claim, readings)
    return _headline(claim, tuple(_row(claim, own, reading) for reading in readings))


def _not_asked(claim: Claim, reason: str) -> Judgement:
    return Judgement(claim, (), "not asked", reason)


def _check_names(claim: Claim, readings: Sequence[Reading]) -> None:
    name, times = Counter(reading.name for reading in readings).most_common(1)[0]
    if times > 1:
        raise ParameterError(f"{claim.number} has {times} readings called '{name}'")


def _row(claim: Claim, inputs: Inputs, reading: Reading) -> Row:
    try:
        evidence = claim.measure(inputs, reading)
    except NotComputed as reason:
        return Row(reading, Evidence(), "undetermined", reason.what)
    finding = claim.judge(evidence)
    return Row(reading, evidence, _WORDS[finding.holds], finding.words)


def _headline(claim: Claim, rows: tuple[Row, ...]) -> Judgement:
    deciding = _deciding(rows)
    verdicts = [row.verdict for row in deciding]
    verdict: Verdict = "undetermined"
    if "reproduced" in verdicts:
        verdict = "reproduced"
    elif "not reproduced" in verdicts:
        verdict = "not reproduced"
    tested = [row for row in rows if row.reading.kind != "control"]
    decided = [row for row in tested if row.verdict != "undetermined"]
    agreeing = [row for row in decided if row.verdict == verdict]
    likewise = [
        row
        for row in rows
        if row.verdict == verdict
        and any(row.reading.stands_against(other.reading) for other in deciding)
    ]
    reason = "; ".join(f"{row.reading.name}: {row.verdict}" for row in deciding)
    if verdict == "reproduced" and likewise:
        verdict = "reproduced, not specific"
        reason += "; as well by " + ", ".join(row.reading.name for row in likewise)
    reason = reason or "no reading that could decide was run"
    return Judgement(claim, rows, verdict, reason, len(agreeing), len(decided))


def _deciding(rows: Sequence[Row]) -> list[Row]:
    for kind in _DECIDING:
        if found := [row for row in rows if row.reading.kind == kind]:
            return found
    return []
