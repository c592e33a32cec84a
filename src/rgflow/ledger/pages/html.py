"""The ledger as one self-contained HTML page."""

from collections import Counter
from html import escape

from rgflow.ledger.judgement import HEADLINE_RULE, VERDICTS, Judgement
from rgflow.ledger.ledger import Ledger
from rgflow.ledger.pages.card import card, chip, pretty
from rgflow.ledger.pages.links import figure_path, shown
from rgflow.ledger.pages.markdown import leading_number
from rgflow.ledger.pages.sheet import CSS

_KINDS = (
    "<b>Literal</b> readings do what the paper's text says, or what its authors' code does; "
    "<b>corrected</b> ones ask the same question by a sound method; <b>neighbours</b> change one "
    "choice of a literal reading; <b>subjects</b> are machines and lattices of the experiment's "
    "own; <b>controls</b> are no RBM, or no RG, put through the same analysis. Rules look at 95 % "
    "Student-t intervals, over independently trained machines where there are any: an interval "
    "that lies wholly on one side decides, any other leaves a claim undetermined."
)
_KEY = (
    '<p class="key"><span>● each seed</span><span>| mean and 95 % interval</span>'
    '<span class="red">| paper</span><span class="blue">◆ exact for this lattice and estimator'
    "</span></p>"
)


def to_html(ledger: Ledger) -> str:
    """Return the page: overview, then a card per claim."""
    tally = Counter(judgement.verdict for judgement in ledger.judgements)
    chips = "".join(
        chip(verdict, f"{tally[verdict]} {verdict}") for verdict in VERDICTS if tally[verdict]
    )
    rows = "".join(_row(judgement, ledger) for judgement in ledger.judgements)
    cards = "".join(card(judgement, ledger) for judgement in ledger.judgements)
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Ledger of claims: {escape(ledger.name)}</title><style>{CSS}</style></head><body>"
        f"<h1>{escape(ledger.of.title)}</h1>"
        f'<p class="lead">Ledger of the claims of {escape(ledger.of.citation)}, experiment '
        f"<code>{escape(ledger.name)}</code>. {HEADLINE_RULE}</p>"
        f'<div class="tally">{chips}</div>'
        '<div class="overview"><table><thead><tr><th></th><th>The paper says</th><th>Verdict</th>'
        "<th>Our leading number</th><th>Paper</th><th>Exact</th>"
        "<th>Readings that agree</th><th>Controls alike</th><th>Figure</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
        f'<p class="lead">{_KINDS}</p>{_KEY}{cards}</body></html>\n'
    )


def _row(judgement: Judgement, ledger: Ledger) -> str:
    claim = judgement.claim
    name, ours, paper, exact = (pretty(text) for text in leading_number(judgement))
    figures = ", ".join(
        f'<a href="{figure_path(number, "png")}">{shown(number)}</a>'
        for number in ledger.figures(claim)
    )
    return (
        f'<tr><td><a href="#{claim.number}">{claim.number}</a></td>'
        f'<td class="said">{pretty(claim.statement)}</td><td>{chip(judgement.verdict)}</td>'
        f'<td class="ours"><span class="kind">{name}</span><br>{ours}</td>'
        f'<td class="number">{paper}</td><td class="number">{exact}</td>'
        f"<td>{_share(judgement)}</td><td>{_controls(judgement)}</td><td>{figures}</td></tr>"
    )


def _controls(judgement: Judgement) -> str:
    """Return how many controls fulfil the rule as well."""
    rows = judgement.of_kind("control")
    alike = sum(row.verdict == "reproduced" for row in rows)
    return f"{alike} of {len(rows)}" if rows else "–"


def _share(judgement: Judgement) -> str:
    """Return a bar of how many readings agree with the verdict."""
    if not judgement.decided:
        return "–"
    percent = 100 * judgement.agreeing / judgement.decided
    return (
        f'<span class="share"><i><b style="width:{percent:.0f}%"></b></i>'
        f"{judgement.agreeing} of {judgement.decided}</span>"
    )
