"""The ledger as Markdown: one table of verdicts."""

from rgflow.ledger.judgement import HEADLINE_RULE, Judgement
from rgflow.ledger.ledger import Ledger, controls_in_words
from rgflow.ledger.numbers import plain, with_error
from rgflow.ledger.pages.links import figure_path, shown

_HEAD = (
    "| | claim | verdict | our number | paper | exact | readings that agree | controls | figure |\n"
    "|---|---|---|---|---|---|---|---|---|\n"
)


def to_markdown(ledger: Ledger) -> str:
    """Return the table of all claims."""
    rows = "".join(_row(judgement, ledger) for judgement in ledger.judgements)
    about = f"Claims of {ledger.of.citation}."
    return f"# Ledger of claims: {ledger.name}\n\n{about}\n\n{HEADLINE_RULE}\n\n{_HEAD}{rows}"


def leading_number(judgement: Judgement) -> tuple[str, str, str, str]:
    """Return name and value of our number, the paper's and the exact one, as it was decided."""
    for row in judgement.deciding:
        if row.evidence.quantities:
            q = row.evidence.quantities[0]
            units = "" if q.units == "1" else f" {q.units}"
            ours = f"{with_error(q.value, q.error)}{units}"
            return q.name, ours, plain(q.paper), plain(q.exact)
    return "", "–", "–", "–"


def _row(judgement: Judgement, ledger: Ledger) -> str:
    claim = judgement.claim
    drawn = ledger.figures(claim)
    figures = ", ".join(f"[{shown(n)}]({figure_path(n, 'png')})" for n in drawn) or "–"
    name, ours, *others = leading_number(judgement)
    agreeing = f"{judgement.agreeing} of {judgement.decided}" if judgement.asked else "–"
    cells = (
        claim.number,
        claim.statement,
        f"**{judgement.verdict}** ({judgement.reason})",
        f"{name}: {ours}" if name else ours,
        *others,
        agreeing,
        controls_in_words(judgement),
        figures,
    )
    return "| " + " | ".join(cell(text) for text in cells) + " |\n"


def cell(text: str) -> str:
    """Return text that Markdown takes for itself: no column ends and no HTML tags in it."""
    return text.replace("|", "\\|").replace("<", "&lt;")
