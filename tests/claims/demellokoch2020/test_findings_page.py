"""The prose names only numbers that the ledger has."""

import re
from dataclasses import replace

import pytest
import world

from rgflow.claims.demellokoch2020.findings_text import TEXT, WRITTEN_FOR
from rgflow.errors import ParameterError
from rgflow.ledger.ledger import judge_all
from rgflow.ledger.pages.findings_page import to_findings
from rgflow.ledger.pages.reproducing import to_reproducing

ELSEWHERE = {
    "100 persistent chains", "monte carlo", "biased spins", "untrained like CD-1 with L1 decay",
    "smoothing like paper's text", "scrambled block spins", "CD-1 with L1 decay, gauge fixed",
    "block spin by rescaled; energy thermometer",
}  # fmt: skip
"""Readings of the text that need controls or transformations that the planted world has not."""
TOKENS = sorted({" ".join(token.split()) for token in re.findall(r"\[\[([^\]]*)\]\]", TEXT)})


@pytest.mark.parametrize("token", TOKENS)
def test_every_number_of_the_text_is_in_the_ledger(token, planted) -> None:
    shown = to_findings(planted[1], f"[[{token}]]").strip()
    reading = token.split("|")[1].strip().split(", window")[0] if "|" in token else ""
    elsewhere = reading in ELSEWHERE
    if token.startswith(("C9", "C11")) and reading == "paper's text":
        elsewhere = True
    assert (shown == "") is elsewhere


def test_tokens_become_numbers(planted) -> None:
    def show(text: str) -> str:
        return to_findings(replace(planted[1], name="mine"), text).strip()

    assert show("[[name]]") == "mine"
    assert show("[[tally]]") == "18 reproduced"
    assert show("C1 is [[C1]].") == "C1 is reproduced."
    assert show("[[ C3 | validation loss | loss ]]") == "0.0100 ± 0.0010 nat"
    assert show("[[C3 | validation loss | loss | exact]]") == "0.01 nat"
    assert show("[[C3 | validation loss]]") == "reproduced"
    assert show("[[C3 | sensitivity]]") == "of 4 readings: 4 reproduced"
    assert show("[[C1 | authors' estimator | delta_sigma near_temperature=T_c]]").startswith("0.12")
    assert show("[[C1 | authors' estimator | delta_sigma near_temperature=2.5]]").startswith("0.19")
    assert show("[[figure 03]]") == "![Figure 3](../../figure/figure_03.png)"


@pytest.mark.parametrize(
    "token",
    [
        "C3 | no such reading",
        "C3 | validation loss | no_such_key",
        "C1 | authors' estimator | delta_sigma near_temperature=7",
        "C4 | authors' code | share_at_critical | exact",
        "figure 99",
    ],
)
def test_a_paragraph_needs_all_that_it_names(token, planted) -> None:
    text = f"Always.\n\n## Heading\n\nNot run: [[{token}]]\n\n## Other\n\nRun: [[C3]]"
    page = to_findings(planted[1], text)
    assert page == "Always.\n\n## Other\n\nRun: reproduced\n"


@pytest.mark.parametrize("token", ["[[C19]]", "[[C3 | validation loss | loss | colour]]"])
def test_what_cannot_be_meant_is_refused(token, planted) -> None:
    with pytest.raises(ParameterError, match=r"no claim|has no"):
        to_findings(planted[1], token)


def test_reproducing_leads_to_command_and_files(planted) -> None:
    page = to_reproducing(replace(planted[1], name="mine"))
    rows = [line for line in page.splitlines() if line.startswith("| **C")]
    assert len(rows) == 18
    assert (
        "`snakemake --cores all --configfile results/mine/config.yaml figure_03 claims`" in rows[2]
    )
    assert "`figure/figure_03.nc`" in rows[2]
    assert all(line.count(" | ") == 5 for line in rows)


def test_words_that_do_not_fit_the_verdicts_are_announced(planted) -> None:
    page = to_findings(planted[1])
    assert "C1 (reproduced)" in page
    assert "C2 (reproduced)" not in page
    fitting = tuple(
        replace(judgement, verdict=min(WRITTEN_FOR[judgement.claim.number]))
        for judgement in planted[1].judgements
    )
    assert "Words and verdicts agree" in to_findings(replace(planted[1], judgements=fitting))


def test_the_page_of_ones_own_machine_is_short(claims) -> None:
    files = {"fit": [world.fit("mine", seed) for seed in range(3)]}
    ledger = judge_all(claims, world.attached(files, "mine"), "mine")
    page = to_findings(ledger)
    assert page.startswith("# Findings: mine\n\n**")
    assert ledger.tally() in page
    assert "restricted" not in page
    lines = [line for line in page.splitlines() if line.startswith("- **")]
    assert [line.split("**")[1] for line in lines] == ["C5", "C5", "C6", "C7"]
    assert "- **C6** mine: reproduced. Δ_σ in class 2.2 = 0.1" in page
    assert "C8: the experiment has no rg maps" in " ".join(page.split())


def test_ones_own_machine_beside_the_papers_comes_last(planted, claims) -> None:
    own = world.attached({"fit": [world.fit("mine", seed) for seed in range(3)]}, "mine")
    inputs = {**planted[0], "fit": [*planted[0]["fit"], *own["fit"]]}
    page = to_findings(judge_all(claims, inputs, "both"))
    assert "restricted" in page
    _, own_part = page.split("## This experiment's own machines and lattices\n\n")
    assert own_part.startswith("- **C5** mine, window")
