"""The prose names only numbers that the ledger has."""

import re
from dataclasses import replace

import pytest

from rgflow.claims.demellokoch2020.findings_text import TEXT, WRITTEN_FOR
from rgflow.errors import ParameterError
from rgflow.ledger.pages.findings_page import to_findings
from rgflow.ledger.pages.reproducing import to_reproducing

ELSEWHERE = {
    "100 persistent chains", "monte carlo", "biased spins", "untrained",
    "smoothing text", "scrambled block spins", "gauge fixed",
    "block spin by rescaled; energy thermometer",
}  # fmt: skip
"""Readings of the text that need controls or transformations that the planted world has not."""
TOKENS = sorted({" ".join(token.split()) for token in re.findall(r"\[\[(?!if )([^\]]*)\]\]", TEXT)})


@pytest.mark.parametrize("token", TOKENS)
def test_every_number_of_the_text_is_in_the_ledger(token, planted) -> None:
    shown = to_findings(planted[1], "default", f"[[{token}]]").strip()
    reading = token.split("|")[1].strip().split(", window")[0] if "|" in token else ""
    if reading in ELSEWHERE or (token.startswith(("C9", "C11")) and reading == "paper's text"):
        assert shown == "(not run)"
    else:
        assert shown not in ("(not run)", "")


def test_tokens_become_numbers(planted) -> None:
    def show(text: str) -> str:
        return to_findings(planted[1], "mine", text).strip()

    assert show("[[name]]") == "mine"
    assert show("[[tally]]") == "18 reproduced"
    assert show("C1 is [[C1]].") == "C1 is reproduced."
    assert show("[[ C3 | validation loss | loss ]]") == "0.0100 ± 0.0010 nat"
    assert show("[[C3 | validation loss | loss | exact]]") == "0.01 nat"
    assert show("[[C3 | validation loss]]") == "reproduced"
    assert show("[[C3 | sensitivity]]") == "of 4 readings: 4 reproduced"
    assert show("[[C3 | no such reading]]") == "(not run)"


def test_a_paragraph_needs_its_reading(planted) -> None:
    text = "Always.\n\n[[if C3 | validation loss]] Run.\n\n[[if C9 | paper's text]] Not run."
    assert to_findings(planted[1], "mine", text) == "Always.\n\nRun.\n"


@pytest.mark.parametrize("token", ["[[C19]]", "[[C3 | validation loss | loss | colour]]"])
def test_what_cannot_be_meant_is_refused(token, planted) -> None:
    with pytest.raises(ParameterError, match=r"no claim|has no"):
        to_findings(planted[1], "default", token)


def test_reproducing_leads_to_command_and_files(planted) -> None:
    page = to_reproducing(planted[1], "mine")
    rows = [line for line in page.splitlines() if line.startswith("| **C")]
    assert len(rows) == 18
    assert (
        "`snakemake --cores all --configfile results/mine/config.yaml figure_03 claims`" in rows[2]
    )
    assert "`figure/figure_03.nc`" in rows[2]
    assert all(line.count(" | ") == 5 for line in rows)


def test_words_that_do_not_fit_the_verdicts_are_announced(planted) -> None:
    page = to_findings(planted[1], "default")
    assert "C1 (reproduced)" in page
    assert "C2 (reproduced)" not in page
    fitting = [
        replace(judgement, verdict=min(WRITTEN_FOR[judgement.claim.number]))
        for judgement in planted[1]
    ]
    assert "Words and verdicts agree" in to_findings(fitting, "default")
