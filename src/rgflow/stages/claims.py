"""claims: judge the claims of the paper and write the ledger."""

import argparse
import logging
from collections import Counter
from pathlib import Path

from rgflow.claims.html import to_html
from rgflow.claims.ledger import judge_all, to_csv, to_dataset
from rgflow.claims.markdown import to_markdown
from rgflow.claims.registry import ROLES
from rgflow.contracts.claims import LEDGER
from rgflow.errors import ParameterError
from rgflow.store import open_dataset, whole_file, write

log = logging.getLogger("rgflow")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument(
        "--input", nargs="+", action="append", default=[], metavar=("ROLE", "FILE"),
        help=f"a role and its files; may be given for several roles: {', '.join(ROLES)}",
    )  # fmt: skip
    parser.add_argument("--name", default="default", help="name of the experiment, for commands")
    parser.add_argument(
        "--output", type=Path, nargs="+", required=True,
        help="files to write, by suffix: .nc and .csv numbers, .md and .html pages",
    )  # fmt: skip


def run(options: argparse.Namespace) -> None:
    """Judge every claim by the given files, and write the ledger in four forms."""
    if wrong := {path.suffix for path in options.output} - {".nc", ".csv", ".md", ".html"}:
        raise ParameterError(
            f"the ledger cannot be written as '{min(wrong)}'", remedy="choose nc, csv, md, html"
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
    texts = {
        ".csv": to_csv(judgements),
        ".md": to_markdown(judgements, options.name),
        ".html": to_html(judgements, options.name),
    }
    for path in options.output:
        if path.suffix == ".nc":
            write(path, to_dataset(judgements), LEDGER)
            continue
        with whole_file(path) as temporary:
            temporary.write_text(texts[path.suffix])
