"""claims: judge the claims of a publication and write the ledger."""

import argparse
import logging
from collections.abc import Callable, Mapping
from pathlib import Path

from rgflow.contracts.claims import LEDGER
from rgflow.errors import ParameterError
from rgflow.ledger.claim_set import load
from rgflow.ledger.dataset import to_dataset
from rgflow.ledger.ledger import Ledger, judge_all
from rgflow.ledger.pages.document import to_json
from rgflow.ledger.pages.findings_page import to_findings
from rgflow.ledger.pages.html import to_html
from rgflow.ledger.pages.markdown import to_markdown
from rgflow.ledger.pages.reproducing import to_reproducing
from rgflow.ledger.pages.table import to_csv
from rgflow.loading.roles import read_roles
from rgflow.stages import options as opt
from rgflow.store import whole_file, write

log = logging.getLogger("rgflow")

_DATASET = "ledger.nc"
_PAGES: Mapping[str, Callable[[Ledger], str]] = {
    "ledger.csv": to_csv,
    "ledger.json": to_json,
    "ledger.md": to_markdown,
    "ledger.html": to_html,
    "reproducing.md": to_reproducing,
    "findings.md": to_findings,
}
"""What makes each page from the ledger."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument(
        "--set", required=True, help="claim set: the name of a folder of rgflow/claims"
    )
    opt.add_roles(parser)
    parser.add_argument("--name", default="default", help="name of the experiment")
    parser.add_argument(
        "--figures", nargs="*",
        help="figures that the experiment draws, to link to; all if not given",
    )  # fmt: skip
    parser.add_argument(
        "--output", type=Path, nargs="+", required=True,
        help=f"files to write, by name: {', '.join(_PAGES)} or {_DATASET}",
    )  # fmt: skip


def run(options: argparse.Namespace) -> None:
    """Judge every claim by the given files, and write the ledger and the pages made from it."""
    if wrong := {path.name for path in options.output} - {_DATASET, *_PAGES}:
        raise ParameterError(
            f"no page of the ledger is called '{min(wrong)}'",
            remedy=f"choose {_DATASET}, {', '.join(_PAGES)}",
        )
    claims = load(options.set)
    inputs = read_roles(options.input, claims.roles)
    ledger = judge_all(claims, inputs, options.name, options.figures)
    log.info("claims of %s: %s", claims.name, ledger.tally())
    for path in options.output:
        if path.name == _DATASET:
            write(path, to_dataset(ledger), LEDGER)
            continue
        with whole_file(path) as temporary:
            temporary.write_text(_PAGES[path.name](ledger), encoding="utf-8")
