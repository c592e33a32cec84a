"""What was found, as prose with the ledger's numbers in it."""

import re
import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence

from rgflow.analysis.quantity import Quantity
from rgflow.claims.demellokoch2020.findings_text import TEXT, WRITTEN_FOR
from rgflow.errors import ParameterError
from rgflow.ledger.claim import Judgement
from rgflow.ledger.ledger import sensitivity_in_words
from rgflow.ledger.pages.markdown import cell
from rgflow.ledger.pages.numbers import plain, with_error

_TOKEN = re.compile(r"\[\[([^\]]*)\]\]")
_CONDITION = re.compile(r"\[\[if ([^\]]*)\]\]\s*")
_ABSENT = "(not run)"
_WIDTH = 100


def to_findings(judgements: Sequence[Judgement], name: str, text: str = TEXT) -> str:
    """Return the page of the experiment `name`, every number from its ledger.

    A token ``[[C5]]`` stands for a claim's verdict, ``[[C5 | reading | quantity]]`` for a number
    with its error, ``[[C5 | reading | quantity | exact]]`` for the exact value beside it,
    ``two peaks`` in its place for the seeds' hint at them, ``[[C5 | reading]]`` for a reading's
    verdict, ``[[C5 | sensitivity]]`` for how many readings
    come to which verdict. ``[[name]]`` is the experiment, ``[[tally]]`` counts all verdicts, and
    ``[[notice]]`` says whether the words fit them. A paragraph that opens with
    ``[[if C5 | reading]]`` is left out where that reading was not run.

    Raises
    ------
    ParameterError
        If a token names a claim or a part of a number that there is not.
    """
    known = {judgement.claim.number: judgement for judgement in judgements}
    tally = Counter(judgement.verdict for judgement in judgements)
    words = {
        "name": name,
        "notice": _notice(known),
        "tally": ", ".join(f"{number} {verdict}" for verdict, number in tally.most_common()),
    }
    kept = (_if_run(part, known) for part in text.strip().split("\n\n"))
    filled = _TOKEN.sub(
        lambda match: _value(match[1], known, words), "\n\n".join(filter(None, kept))
    )
    return "\n\n".join(_wrapped(part) for part in filled.split("\n\n")) + "\n"


def _if_run(paragraph: str, known: Mapping[str, Judgement]) -> str:
    """Return a paragraph without its condition, or nothing if the reading it names was not run."""
    condition = _CONDITION.match(paragraph)
    if condition is None:
        return paragraph
    number, reading = condition[1].split("|")
    names = [row.reading.name for row in known[number.strip()].rows]
    return paragraph[condition.end() :] if reading.strip() in names else ""


def _wrapped(paragraph: str) -> str:
    """Return a paragraph in lines of equal length; headings and pictures stay one line."""
    if paragraph.startswith(("#", "!")):
        return paragraph
    return textwrap.fill(paragraph, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _notice(known: Mapping[str, Judgement]) -> str:
    """Return a warning where verdicts are others than the words were written for."""
    other = [
        f"{number} ({judgement.verdict})"
        for number, judgement in known.items()
        if judgement.verdict not in WRITTEN_FOR[number]
    ]
    if not other:
        return "*Words and verdicts agree; every number is looked up in the ledger.*"
    return (
        "**The words below were written for other verdicts than this experiment's on "
        f"{', '.join(other)}. Numbers and verdicts are this experiment's, those words are not.**"
    )


def _value(token: str, known: Mapping[str, Judgement], words: Mapping[str, str]) -> str:
    parts = [" ".join(part.split()) for part in token.split("|")]
    if parts[0] in words:
        return words[parts[0]]
    if parts[0] not in known:
        raise ParameterError(f"there is no claim {parts[0]!r} to write about")
    judgement = known[parts[0]]
    if len(parts) == 1:
        return judgement.verdict
    if parts[1] == "sensitivity":
        return sensitivity_in_words(judgement)
    row = next((row for row in judgement.rows if row.reading.name == parts[1]), None)
    if row is None:
        return _ABSENT
    if len(parts) == 2:
        return row.verdict
    found = [number for number in row.evidence.quantities if number.name == parts[2]]
    return cell(_shown(found[0], parts[3:])) if found else _ABSENT


def _shown(number: Quantity, part: Sequence[str]) -> str:
    """Return a number with its error and units, or the value that stands beside it."""
    units = "" if number.units == "1" else f" {number.units}"
    if not part:
        return with_error(number.value, number.error) + units
    beside = {"exact": number.exact, "paper": number.paper, "two peaks": number.two_peaks}
    if part[0] not in beside:
        raise ParameterError(f"a number has no {part[0]!r}: name one of {', '.join(beside)}")
    return plain(beside[part[0]], 2) if part[0] == "two peaks" else plain(beside[part[0]]) + units
