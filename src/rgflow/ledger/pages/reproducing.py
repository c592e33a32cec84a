"""The page that leads from each claim to its verdict, figure, command and files."""

from collections.abc import Sequence

from rgflow import paths
from rgflow.ledger.claim import Judgement
from rgflow.ledger.ledger import controls_in_words
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


def to_reproducing(judgements: Sequence[Judgement], name: str) -> str:
    """Return the page of the experiment `name`."""
    about = _ABOUT.format(
        name=name,
        ledger=paths.results(name, paths.LEDGER),
        everything=command(name, ()).rstrip(),
        results=paths.results(name, ""),
    )
    return about + _HEAD + "".join(_row(judgement, name) for judgement in judgements)


def _row(judgement: Judgement, name: str) -> str:
    claim = judgement.claim
    number, ours, *_ = leading_number(judgement)
    files = [f"{paths.FIGURE.format(figure=figure)}.nc" for figure in claim.figures]
    figures = ", ".join(f"[Figure {shown(n)}]({figure_path(n, 'png')})" for n in claim.figures)
    cells = (
        cell(f"**{claim.number}** {claim.statement}"),
        cell(judgement.verdict),
        cell(f"{number}: {ours}" if number else ours),
        cell(controls_in_words(judgement)),
        f"`{command_of(claim, name)}`",
        ", ".join([*([figures] if figures else []), *(f"`{file}`" for file in files)]) or "–",
    )
    return f"| {' | '.join(cells)} |\n"
