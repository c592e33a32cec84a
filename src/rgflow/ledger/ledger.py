"""The ledger: all claims of a set, judged by the files of one experiment."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rgflow.analysis.inputs import Inputs
from rgflow.ledger.claim import Claim
from rgflow.ledger.claim_set import ClaimSet
from rgflow.ledger.judgement import VERDICTS, Judgement, judged


@dataclass(frozen=True)
class Ledger:
    """The judgements of one experiment.

    Attributes
    ----------
    name : str
        Name of the experiment.
    of : ClaimSet
        The claims that were judged.
    judgements : tuple of Judgement
        One per claim, in their order.
    drawn : tuple of str or None
        Names of the figures that the experiment draws; None if it draws all.
    """

    name: str
    of: ClaimSet
    judgements: tuple[Judgement, ...]
    drawn: tuple[str, ...] | None = None

    def figures(self, claim: Claim) -> tuple[str, ...]:
        """Return the figures that show a claim, as far as the experiment draws them."""
        return tuple(name for name in claim.figures if self.drawn is None or name in self.drawn)

    def tally(self) -> str:
        """Return how many claims came to which verdict, in words."""
        count = Counter(judgement.verdict for judgement in self.judgements)
        order = sorted(count, key=lambda verdict: (-count[verdict], VERDICTS.index(verdict)))
        return ", ".join(f"{count[verdict]} {verdict}" for verdict in order)


def judge_all(
    of: ClaimSet, inputs: Inputs, name: str = "", drawn: Sequence[str] | None = None
) -> Ledger:
    """Return the ledger of an experiment: its name, its files by role, the figures it draws."""
    judgements = tuple(judged(claim, inputs) for claim in of.claims)
    return Ledger(name, of, judgements, None if drawn is None else tuple(drawn))


def controls_in_words(judgement: Judgement) -> str:
    """Return what each control of a claim gave."""
    rows = judgement.of_kind("control")
    return "; ".join(f"{row.reading.name}: {row.verdict}" for row in rows) or "none"


def sensitivity_in_words(judgement: Judgement) -> str:
    """Return how many readings, controls left out, come to which answer."""
    rows = [row for row in judgement.rows if row.reading.kind != "control"]
    tally = Counter(row.verdict for row in rows)
    parts = [f"{number} {verdict}" for verdict, number in tally.most_common()]
    return f"of {len(rows)} readings: {', '.join(parts)}" if rows else "no reading was run"
