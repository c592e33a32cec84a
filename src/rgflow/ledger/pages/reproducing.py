"""The page that leads from each claim to its verdict, figure, command and files."""

from rgflow import paths
from rgflow.ledger.judgement import Judgement
from rgflow.ledger.ledger import Ledger, controls_in_words
from rgflow.ledger.pages.links import command, command_of, figure_path, shown
from rgflow.ledger.pages.markdown import cell, leading_number

_ABOUT = """\
# Reproducing the claims

Made by the stage `claims` from the files of the experiment `{name}`; it cannot disagree with the
ledger, `{ledger}.html`, where every reading, rule and number stands. Make everything with

    {everything}

or what belongs to one claim with the command in its row. Files lie below `{results}`.

"""
_HEAD = "| claim | verdict | our number | controls | command | files |\n|---|---|---|---|---|---|\n"


def to_reproducing(ledger: Ledger) -> str:
    """Return the page of an experiment."""
    name = ledger.name
    about = _ABOUT.format(
        name=name,
        ledger=paths.results(name, paths.LEDGER.format(claim_set=ledger.of.name)),
        everything=command(name, ()).rstrip(),
        results=paths.results(name, ""),
    )
    return about + _HEAD + "".join(_row(judgement, ledger) for judgement in ledger.judgements)


def _row(judgement: Judgement, ledger: Ledger) -> str:
    claim, drawn = judgement.claim, ledger.figures(judgement.claim)
    number, ours, *_ = leading_number(judgement)
    files = [f"{paths.FIGURE.format(figure=figure)}.nc" for figure in drawn]
    figures = ", ".join(f"[Figure {shown(n)}]({figure_path(n, 'png')})" for n in drawn)
    cells = (
        cell(f"**{claim.number}** {claim.statement}"),
        cell(judgement.verdict),
        cell(f"{number}: {ours}" if number else ours),
        cell(controls_in_words(judgement)),
        f"`{command_of(claim, ledger)}`",
        ", ".join([*([figures] if figures else []), *(f"`{file}`" for file in files)]) or "–",
    )
    return f"| {' | '.join(cells)} |\n"
