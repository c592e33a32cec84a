"""claims: judge the claims of the paper and write the ledger."""

import argparse
import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from rgflow.claims.demellokoch2020.registry import ROLES
from rgflow.contracts.claims import LEDGER
from rgflow.errors import ParameterError
from rgflow.ledger.claim import Judgement
from rgflow.ledger.ledger import judge_all, to_csv, to_dataset
from rgflow.ledger.pages.findings_page import to_findings
from rgflow.ledger.pages.html import to_html
from rgflow.ledger.pages.markdown import to_markdown
from rgflow.ledger.pages.reproducing import to_reproducing
from rgflow.store import open_dataset, whole_file, write

log = logging.getLogger("rgflow")

_DATASET = "ledger.nc"
_PAGES: Mapping[str, Callable[[Sequence[Judgement], str], str]] = {
    "ledger.csv": to_csv,
    "ledger.md": to_markdown,
    "ledger.html": to_html,
    "reproducing.md": to_reproducing,
    "findings.md": to_findings,
}
"""What makes each page from the judgements and the name of the experiment."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument(
        "--input", nargs="+", action="append", default=[], metavar=("ROLE", "FILE"),
        help=f"a role and its files; may be given for several roles: {', '.join(ROLES)}",
    )  # fmt: skip
    parser.add_argument("--name", default="default", help="name of the experiment")
    parser.add_argument(
        "--output", type=Path, nargs="+", required=True,
        help=f"files to write, by name: {', '.join(_PAGES)} or ledger.nc",
    )  # fmt: skip


def run(options: argparse.Namespace) -> None:
    """Judge every claim by the given files, and write the ledger and the pages made from it."""
    if wrong := {path.name for path in options.output} - {_DATASET, *_PAGES}:
        raise ParameterError(
            f"no page of the ledger is called '{min(wrong)}'",
            remedy=f"choose {_DATASET}, {', '.join(_PAGES)}",
        )
    if unknown := {role for role, *_ in options.input} - set(ROLES):
        raise ParameterError(
            f"no claim looks at the role '{min(unknown)}'", remedy=f"choose {', '.join(ROLES)}"
        )
    inputs = {
        role: [open_dataset(Path(file), ROLES[role]) for file in files]
        for role, *files in options.input
    }
    judgements = judge_all(inputs)
    for verdict, number in Counter(judgement.verdict for judgement in judgements).most_common():
        log.info("%2d claims %s", number, verdict)
    for path in options.output:
        if path.name == _DATASET:
            write(path, to_dataset(judgements), LEDGER)
            continue
        with whole_file(path) as temporary:
            temporary.write_text(_PAGES[path.name](judgements, options.name), encoding="utf-8")
