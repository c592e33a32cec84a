"""What was found, as prose with the ledger's numbers in it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from rgflow.claims.claim import Judgement
from rgflow.claims.evidence import Quantity
from rgflow.claims.findings_text import TEXT
from rgflow.claims.markdown import cell
from rgflow.claims.numbers import plain, with_error
from rgflow.errors import ParameterError

_TOKEN = re.compile(r"\[\[([^\]]*)\]\]")
_ABSENT = "(not run)"


def to_findings(judgements: Sequence[Judgement], name: str, text: str = TEXT) -> str:
    """Return the page of the experiment `name`, every number from its ledger.

    A token ``[[C5]]`` stands for a claim's verdict, ``[[C5 | reading | quantity]]`` for a number
    with its error, ``[[C5 | reading | quantity | exact]]`` for the exact value beside it,
    ``[[C5 | reading]]`` for a reading's verdict, ``[[C5 | agreeing]]`` for how many readings agree
    with the verdict, and ``[[name]]`` and ``[[tally]]`` for the experiment and all verdicts
    counted.

    Raises
    ------
    ParameterError
        If a token names a claim or a part of a number that there is not.
    """
    known = {judgement.claim.number: judgement for judgement in judgements}
    tally = Counter(judgement.verdict for judgement in judgements)
    words = {
        "name": name,
        "tally": ", ".join(f"{number} {verdict}" for verdict, number in tally.most_common()),
    }
    return _TOKEN.sub(lambda match: _value(match[1], known, words), text)


def _value(token: str, known: Mapping[str, Judgement], words: Mapping[str, str]) -> str:
    parts = [" ".join(part.split()) for part in token.split("|")]
    if parts[0] in words:
        return words[parts[0]]
    if parts[0] not in known:
        raise ParameterError(f"there is no claim {parts[0]!r} to write about")
    judgement = known[parts[0]]
    if len(parts) == 1:
        return judgement.verdict
    if parts[1] == "agreeing":
        return f"{judgement.agreeing} of {judgement.decided}"
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
    beside = {"exact": number.exact, "paper": number.paper, "regression": number.regression_error}
    if part[0] not in beside:
        raise ParameterError(f"a number has no {part[0]!r}: name one of {', '.join(beside)}")
    return plain(beside[part[0]]) + units
