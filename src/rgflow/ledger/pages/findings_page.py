"""What was found, as prose with the ledger's numbers in it.

The prose of a claim set holds tokens. ``[[C5]]`` stands for a claim's verdict, ``[[C5 | reading |
key]]`` for a number with its error, ``[[C5 | reading | key layer=1 below=0]]`` for the one at these
coordinates. A further part, ``exact``, ``paper`` or ``two peaks``, names what stands beside the
number. ``[[C5 | reading]]`` is a reading's verdict, ``[[C5 | sensitivity]]`` how many readings come
to which verdict, ``[[figure 05]]`` a picture. ``[[name]]`` is the experiment, ``[[tally]]`` counts
all verdicts, and ``[[notice]]`` says whether the words fit them.

A paragraph is left out where it names a claim that was not asked, a reading that was not run, a
number without a value or a figure that is not drawn; a heading where nothing stands below it.
"""

import re
import textwrap

from rgflow.ledger.judgement import Judgement, Row
from rgflow.ledger.ledger import Ledger
from rgflow.ledger.numbers import plain, with_error
from rgflow.ledger.pages.links import figure_path, shown
from rgflow.ledger.pages.markdown import cell
from rgflow.ledger.pages.tokens import Absent, value_of

_TOKEN = re.compile(r"\[\[([^\]]*)\]\]")
_WIDTH = 100
_OWN = "## This experiment's own machines and lattices"


def to_findings(ledger: Ledger, text: str | None = None) -> str:
    """Return the page of an experiment, every number from its ledger.

    Without the machines that the prose is about, and without prose, the page is short: the tally,
    and a line for each reading of the experiment's own machines and lattices.

    Parameters
    ----------
    ledger : Ledger
        The judgements.
    text : str, optional
        Prose in place of the claim set's.

    Raises
    ------
    ParameterError
        If a token names a claim or a part of a number that there is not.
    """
    if text is None:
        text = ledger.of.prose.text if ledger.of.prose and _fits(ledger) else None
    own = _own_lines(ledger)
    if text is None:
        parts = [f"# Findings: {ledger.name}", f"**{ledger.tally()}** of the claims of "
                 f"{ledger.of.citation}.", *own, *_not_asked(ledger)]  # fmt: skip
    else:
        parts = _with_content([_filled(part, ledger) for part in text.strip().split("\n\n")])
        parts += [_OWN, *own] if own else []
    return "\n\n".join(_wrapped(part) for part in parts) + "\n"


def _fits(ledger: Ledger) -> bool:
    """Tell whether the experiment has what the prose of the claim set is about."""
    about = ledger.of.prose.about if ledger.of.prose else ()
    return any(
        judgement.of_kind("literal", "corrected")
        for judgement in ledger.judgements
        if judgement.claim.number in about
    )


def _filled(paragraph: str, ledger: Ledger) -> str:
    """Return a paragraph with its numbers, or nothing if one of them is not in the ledger."""
    try:
        return _TOKEN.sub(lambda match: _value(match[1], ledger), paragraph)
    except Absent:
        return ""


def _with_content(paragraphs: list[str]) -> list[str]:
    """Return the paragraphs that are left, without headings that nothing stands below."""
    kept: list[str] = []
    for part in filter(None, paragraphs):
        while kept and kept[-1].startswith("## ") and part.startswith("#"):
            kept.pop()
        kept.append(part)
    return kept[:-1] if kept and kept[-1].startswith("## ") else kept


def _value(token: str, ledger: Ledger) -> str:
    parts = [" ".join(part.split()) for part in token.split("|")]
    words = {"name": ledger.name, "tally": ledger.tally()}
    if parts[0] in words:
        return words[parts[0]]
    if parts[0] == "notice":
        return _notice(ledger)
    if parts[0].startswith("figure "):
        return _picture(parts[0].removeprefix("figure "), ledger)
    return cell(value_of(parts, ledger))


def _picture(number: str, ledger: Ledger) -> str:
    if not any(number in ledger.figures(j.claim) for j in ledger.judgements if j.asked):
        raise Absent
    return f"![Figure {shown(number)}]({figure_path(number, 'png')})"


def _notice(ledger: Ledger) -> str:
    """Return a warning where verdicts are others than the words were written for."""
    fitting = ledger.of.prose.written_for if ledger.of.prose else {}
    other = [
        f"{judgement.claim.number} ({judgement.verdict})"
        for judgement in ledger.judgements
        if judgement.asked and judgement.verdict not in fitting.get(judgement.claim.number, ())
    ]
    if not other:
        return "*Words and verdicts agree; every number is looked up in the ledger.*"
    return (
        "**The words below were written for other verdicts than this experiment's on "
        f"{', '.join(other)}. Numbers and verdicts are this experiment's, those words are not.**"
    )


def _own_lines(ledger: Ledger) -> list[str]:
    """Return a list item for each reading of the experiment's own machines and lattices."""
    lines = [
        _own_line(judgement, row)
        for judgement in ledger.judgements
        for row in judgement.of_kind("subject")
    ]
    return ["\n".join(lines)] if lines else []


def _own_line(judgement: Judgement, row: Row) -> str:
    numbers = ", ".join(
        f"{q.name} = {with_error(q.value, q.error)}{'' if q.units == '1' else f' {q.units}'}"
        + (f" (exact {plain(q.exact)})" if q.exact == q.exact else "")
        for q in row.evidence.quantities
    )
    said = numbers or row.reason
    return f"- **{judgement.claim.number}** {row.reading.name}: {row.verdict}. {cell(said)}"


def _not_asked(ledger: Ledger) -> list[str]:
    """Return a paragraph that names the claims that were not asked, and why."""
    silent = [judgement for judgement in ledger.judgements if not judgement.asked]
    if not silent:
        return []
    reasons = "; ".join(f"{judgement.claim.number}: {judgement.reason}" for judgement in silent)
    return [f"Not asked: {reasons}."]


def _wrapped(paragraph: str) -> str:
    """Return a paragraph in lines of equal length; headings, pictures, lists stay as they are."""
    if paragraph.startswith(("#", "!", "- ")):
        return paragraph
    return textwrap.fill(paragraph, _WIDTH, break_long_words=False, break_on_hyphens=False)
