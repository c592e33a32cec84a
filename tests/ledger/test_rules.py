import numpy as np
import pytest

from rgflow.analysis.quantity import Measurand, Quantity, across, over_seeds
from rgflow.ledger.rules import above, any_of, below, every, inside, near, opposite

# 95 % of a normal law lie within 1.96 errors.
X = Measurand("x", "x")
SHARP, WIDE = Quantity(X, 1.0, 0.01), Quantity(X, 1.0, 10.0)


@pytest.mark.parametrize(
    ("finding", "holds"),
    [
        (inside(SHARP, 0.9, 1.1), True),
        (inside(SHARP, 1.1, 1.2), False),
        (inside(SHARP, 1.0, 1.1), None),
        (inside(WIDE, 0.9, 1.1), None),
        (near(SHARP, 0.95, 0.1), True),
        (near(SHARP, 2.0, 0.1), False),
        (above(SHARP, 0.98), True),
        (above(SHARP, 0.981), None),
        (above(SHARP, 1.02), False),
        (below(SHARP, 1.02), True),
        (below(SHARP, 0.98), False),
        (below(WIDE, 0.0), None),
        (above(Quantity(X, np.nan, np.nan), 0.0), None),
        (above(Quantity(X, 1.0, np.nan), 0.0), None),
        (opposite(above(SHARP, 0.0)), False),
        (opposite(above(WIDE, 0.0)), None),
    ],
)
def test_an_interval_on_one_side_decides(finding, holds) -> None:
    assert finding.holds is holds


def test_one_that_fails_decides_before_one_left_open() -> None:
    yes, no, open_ = above(SHARP, 0.0), below(SHARP, 0.0), above(WIDE, 0.0)
    assert every([yes, yes]).holds is True
    assert every([yes, open_]).holds is None
    assert every([no, open_]).holds is False
    assert every([]).holds is None


def test_one_that_holds_decides_before_one_left_open() -> None:
    yes, no, open_ = above(SHARP, 0.0), below(SHARP, 0.0), above(WIDE, 0.0)
    assert any_of([no, yes]).holds is True
    assert any_of([open_, yes]).holds is True
    assert any_of([no, open_]).holds is None
    assert any_of([no, no]).holds is False
    assert any_of([]).holds is None


def test_a_finding_tells_its_numbers() -> None:
    assert above(SHARP, 0.5).words == "x = 1.000 ± 0.010, above 0.5? yes"


def test_seeds_are_the_replicates() -> None:
    number = over_seeds(X, [1.0, 2.0, np.nan, 3.0])
    assert number.value == pytest.approx(2.0)
    assert number.error == pytest.approx(1.0 / np.sqrt(3.0))
    assert number.interval[1] - 2.0 == pytest.approx(4.302653 / np.sqrt(3.0))
    assert number.answered == 3


@pytest.mark.parametrize("seeds", [[1.0], [1.0, np.nan, np.nan], [1.0, 1.1, *[np.nan] * 3]])
def test_too_few_answers_have_no_error(seeds) -> None:
    number = over_seeds(X, seeds)
    assert np.isfinite(number.value)
    assert np.isnan(number.error)
    assert above(number, 0.0).holds is None


def test_no_answer_at_all_is_nan() -> None:
    number = over_seeds(X, [np.nan, np.nan])
    assert np.isnan(number.value)
    assert above(number, 0.0).holds is None


def test_a_single_file_keeps_its_own_error() -> None:
    assert across(X, [(1.0, 0.5)]).error == 0.5
    assert across(X, [(1.0, 0.5), (2.0, 0.5)]).error == pytest.approx(0.5)


def test_seeds_in_two_groups_are_noticed() -> None:
    rng = np.random.default_rng(1)
    two = np.repeat([0.0, 1.0], 5) + 0.01 * rng.standard_normal(10)
    assert over_seeds(X, two).two_peaks < 0.01
    assert over_seeds(X, rng.standard_normal(10)).two_peaks > 0.01
    assert np.isnan(over_seeds(X, two[:3]).two_peaks)


@pytest.mark.statistical
def test_five_seeds_decide_wrongly_as_rarely_as_stated() -> None:
    """A true value at the bound is judged to be above it in 2.5 % of 4000 cases, +-4 sigma."""
    rng = np.random.default_rng(2)
    wrong = sum(above(over_seeds(X, seeds), 0.0).holds is True
                for seeds in rng.standard_normal((4000, 5)))  # fmt: skip
    assert abs(wrong / 4000 - 0.025) < 4 * np.sqrt(0.025 * 0.975 / 4000)
