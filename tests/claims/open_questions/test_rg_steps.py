"""M1 and M2: what does RG by Swendsen's matrix, at the bounds and on planted files."""

import numpy as np
import pytest
import synthetic
import xarray

from rgflow.analysis.quantity import Quantity
from rgflow.claims.open_questions.exponents import (
    MAGNETIC,
    THERMAL,
    does_rg,
)
from rgflow.ledger.claim_set import load
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.judgement import judged

CLAIMS = {claim.number: claim for claim in load("open_questions").claims}
GOOD, BAD, NONE = (1.0, 1.875), (1.0, 2.0), (np.nan, 1.875)


def evidence(*steps: tuple[float, float], error: float = 0.001) -> Evidence:
    """Return y_T and y_h of successive steps, with one error."""
    return Evidence(
        tuple(
            Quantity(of.at(step=step, from_L=128 >> step, to_L=64 >> step), value, error)
            for step, exponents in enumerate(steps, 1)
            for of, value in zip((THERMAL, MAGNETIC), exponents, strict=True)
        )
    )


@pytest.mark.parametrize(
    ("steps", "holds"),
    [
        ((GOOD, GOOD), True),
        ((BAD, GOOD, GOOD), True),
        ((GOOD, BAD, GOOD), False),
        ((GOOD, NONE, GOOD), False),
        ((NONE, NONE, NONE), False),
        ((GOOD,), None),
    ],
)
def test_both_exponents_must_agree_at_two_successive_steps(steps, holds) -> None:
    assert does_rg(evidence(*steps)).holds is holds


@pytest.mark.parametrize(("place", "exact", "within"), [(0, 1.0, 0.1), (1, 1.875, 0.0625)])
@pytest.mark.parametrize("sign", [-1, 1])
def test_the_bounds_are_where_the_rule_says(place, exact, within, sign) -> None:
    for shift, holds in ((-0.003, True), (0.0, None), (0.003, False)):
        one = list(GOOD)
        one[place] = exact + sign * (within + shift)
        assert does_rg(evidence(tuple(one), tuple(one))).holds is holds


def planted(source: str, exponents: tuple[float, float], control: str = "") -> list[xarray.Dataset]:
    """Return three steps of a rule or control with these exponents, whatever the operators."""
    files = []
    for upper in (1, 2, 3):
        file = synthetic.mcrg(source, upper, control=control)
        for name, value in zip(("y_t", "y_h"), exponents, strict=True):
            file[name] = xarray.full_like(file[name], value)
            file[f"{name}_error"] = xarray.full_like(file[name], 0.001)
        files.append(file)
    return files


def test_majority_passes_and_averages_fail_by_the_magnetization() -> None:
    files = [*planted("majority", GOOD), *planted("average", BAD)]
    inputs = {"mcrg": files, "control_mcrg": planted("scrambled", NONE, control="scrambled")}
    judgement = judged(CLAIMS["M1"], inputs)
    verdicts = {row.reading.name: row.verdict for row in judgement.rows}
    assert judgement.verdict == "reproduced"
    assert verdicts["majority"] == "reproduced"
    assert verdicts["average"] == "not reproduced"
    assert [row.verdict for row in judgement.of_kind("control")] == ["not reproduced"]


def test_a_control_that_passes_makes_the_test_worthless() -> None:
    inputs = {
        "mcrg": planted("majority", GOOD),
        "control_mcrg": planted("scrambled", GOOD, control="scrambled"),
    }
    assert judged(CLAIMS["M1"], inputs).verdict == "reproduced, not specific"


@pytest.mark.parametrize(("exponents", "verdict"), [(GOOD, "reproduced"), (BAD, "not reproduced")])
def test_a_stack_is_judged_by_its_own_exponents(exponents, verdict) -> None:
    stack = planted("gauge_fixed_stack64", exponents, control="gauge_fixed")
    judgement = judged(CLAIMS["M2"], {"control_mcrg": stack})
    assert judgement.verdict == verdict


def test_the_number_of_operators_is_a_neighbour_of_the_known_rule_alone() -> None:
    files = [*planted("majority", GOOD), *planted("average", BAD)]
    rows = judged(CLAIMS["M1"], {"mcrg": files}).rows
    others = [row.reading for row in rows if "operators" in row.reading.name]
    assert [(one["source"], one["even"], one["odd"]) for one in others] == [
        ("majority", 2, 1),
        ("majority", 4, 3),
    ]
