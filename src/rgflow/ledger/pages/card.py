"""One claim of the HTML page: its rule, its readings, and their numbers."""

import re
from html import escape

from rgflow.analysis.quantity import Quantity
from rgflow.ledger.judgement import Judgement, Row, Verdict
from rgflow.ledger.ledger import Ledger, sensitivity_in_words
from rgflow.ledger.numbers import plain, with_error
from rgflow.ledger.pages.links import command_of, figure_path, shown
from rgflow.ledger.pages.strip import strip

_CLASSES = {
    "reproduced": "reproduced",
    "reproduced, not specific": "unspecific",
    "not reproduced": "contrary",
    "undetermined": "open",
    "not asked": "silent",
}
TWO_PEAKS = 0.05
"""Below this probability the seeds are marked as hinting at two peaks."""


def pretty(text: str) -> str:
    """Return text as HTML, with ``Δ_σ`` and ``T_c`` as symbols with subscripts."""
    return re.sub(r"(?<=[ΔTk])_(\w)", r"<sub>\1</sub>", escape(text))


def chip(verdict: Verdict, text: str = "") -> str:
    """Return a verdict as a coloured label."""
    return f'<span class="chip {_CLASSES[verdict]}">{escape(text or verdict)}</span>'


def card(judgement: Judgement, ledger: Ledger) -> str:
    """Return a claim with all its readings."""
    claim = judgement.claim
    main = judgement.of_kind("literal", "corrected", "subject", "control")
    neighbours = judgement.of_kind("neighbour")
    more = ""
    if neighbours:
        more = (
            f"<details><summary>{len(neighbours)} neighbouring choices</summary>"
            f"{_table(neighbours)}</details>"
        )
    return (
        f'<article id="{claim.number}"><header><span class="name">{claim.number}</span>'
        f"<h2>{pretty(claim.statement)}</h2>{chip(judgement.verdict)}</header>"
        f"<dl><dt>Rule</dt><dd>{pretty(claim.rule)}</dd>"
        f"<dt>Decided by</dt><dd>{pretty(judgement.reason)}</dd>"
        f"<dt>Sensitivity</dt><dd>{escape(sensitivity_in_words(judgement))}</dd>"
        f"<dt>Paper</dt><dd>Section {claim.section}{_figures(ledger.figures(claim))}</dd>"
        f"<dt>Again by</dt><dd><code>{escape(command_of(claim, ledger))}</code></dd></dl>"
        f"{_table(main) if main else ''}{more}</article>"
    )


def _figures(numbers: tuple[str, ...]) -> str:
    """Return links to figures and their numbers."""
    links = [
        f'<a href="{figure_path(n, "png")}">Figure {shown(n)}</a> '
        f'(<a href="{figure_path(n, "csv")}">numbers</a>)'
        for n in numbers
    ]
    return "".join(f", {link}" for link in links)


def _table(rows: tuple[Row, ...]) -> str:
    body = "".join(_row(row) for row in rows)
    return (
        '<div class="scroll"><table><thead><tr><th>Reading</th><th>Verdict</th><th>Number</th>'
        "<th>Value ± error</th><th>Regression error</th><th>Paper</th><th>Exact</th><th>Seeds</th>"
        f"</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(row: Row) -> str:
    """Return the lines of a reading: one per number, the reading's name beside the first."""
    numbers = row.evidence.quantities
    span = max(len(numbers), 1)
    first = (
        f'<td rowspan="{span}">{pretty(row.reading.name)}<br>'
        f'<span class="kind">{row.reading.kind}</span></td>'
        f'<td rowspan="{span}">{chip(row.verdict)}</td>'
    )
    if not numbers:
        return f'<tr>{first}<td colspan="6" class="why">{pretty(row.reason)}</td></tr>'
    lines = [_number(number) for number in numbers]
    return f"<tr>{first}{lines[0]}</tr>" + "".join(f"<tr>{line}</tr>" for line in lines[1:])


def _number(q: Quantity) -> str:
    units = "" if q.units == "1" else f" {pretty(q.units)}"
    cells = (
        f"{with_error(q.value, q.error)}{units}",
        plain(q.regression_error, 2),
        plain(q.paper),
        plain(q.exact),
    )
    numbers = "".join(f'<td class="number">{cell}</td>' for cell in cells)
    peaks = ""
    if q.two_peaks < TWO_PEAKS:
        peaks = f'<span class="peaks">two peaks? p = {plain(q.two_peaks, 2)}</span>'
    missing = len(q.seeds) - q.answered
    gaps = f'<span class="kind">{missing} of {len(q.seeds)} seeds without a value</span>'
    drawn = f"<td>{strip(q)}{peaks}{gaps if missing else ''}</td>"
    return f'<td class="quantity">{pretty(q.name)}</td>{numbers}{drawn}'
