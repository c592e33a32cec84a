"""A claim of a publication: what it says, how it is tested, and the rule that judges it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from rgflow.analysis.inputs import Inputs
from rgflow.errors import NotComputed
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import Finding

Kind = Literal["literal", "corrected", "neighbour", "subject", "control"]
"""How a reading stands to the publication.

literal: its text, or its authors' code. corrected: the same question by a sound method. neighbour:
a literal reading with one choice changed that the publication leaves open or could have made
otherwise. subject: a machine or a lattice of the experiment's own, read as the publication reads
its own. control: something that is no RBM, or no RG, put through the same analysis.
"""


@dataclass(frozen=True)
class Reading:
    """One way to test a claim: its name, how it stands to the publication, and all its choices.

    No two readings of a claim have the same name: pages and prose look them up by it. Of the
    choices the ledger itself knows two: `L`, the lattice, and, of a control, `like`, how the
    machine that it is like stands to the publication; see :meth:`stands_against`.
    """

    name: str
    kind: Kind
    choices: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, choice: str) -> Any:
        """Return one of the choices."""
        return self.choices[choice]

    def stands_against(self, other: "Reading") -> bool:
        """Tell whether this reading is a control of another one.

        It is on the same lattice, and what is like a subject is no control of the publication's
        own machines, so that a machine that joins an experiment moves no verdict on the others.
        """
        alike = self.choices.get("like") != "subject" or other.kind == "subject"
        return self.kind == "control" and alike and self.choices.get("L") == other.choices.get("L")


def or_not_asked(readings: Sequence[Reading], reason: str) -> list[Reading]:
    """Return readings that can decide a claim.

    Raises
    ------
    NotComputed
        With the reason, if there is none but controls: the claim is not asked.
    """
    if all(reading.kind == "control" for reading in readings):
        raise NotComputed(reason)
    return list(readings)


@dataclass(frozen=True)
class Claim:
    """One claim, with the pure functions that test it.

    Attributes
    ----------
    number : str
        Like ``"C5"``.
    statement : str
        What the publication says, in our words.
    section : str
        Section of the publication.
    figures : tuple of str
        Names of the figures that show it, like ``"05"``.
    needs : mapping of str to str
        The files it looks at: role to selection (:mod:`rgflow.contracts.selections`).
    optional : set of str
        Roles that it can do without.
    rule : str
        The rule of `judge` in words.
    readings : callable
        ``readings(inputs)``: the ways to test it that the given files allow; a NotComputed with
        the reason if they are not of what the claim is about.
    measure : callable
        ``measure(inputs, reading)``: the numbers. A NotComputed says why there are none.
    judge : callable
        ``judge(evidence)``: whether the claim holds by these numbers.
    """

    number: str
    statement: str
    section: str
    figures: tuple[str, ...]
    needs: Mapping[str, str]
    optional: frozenset[str] | set[str]
    rule: str
    readings: Callable[[Inputs], Sequence[Reading]]
    measure: Callable[[Inputs, Reading], Evidence]
    judge: Callable[[Evidence], Finding]
