"""Identities of the block-spin rules."""

from pathlib import Path

import numpy as np
import pytest

from rgflow import coarse
from rgflow.coarse.blocking import coarse_grain
from rgflow.coarse.registry import RULES
from rgflow.errors import ParameterError

ALL = ("average", "rescaled", "majority", "decimation")


def spins(n: int = 50, size: int = 8, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).choice(np.array([-1, 1], np.int8), (n, size, size))


def blocked(values: np.ndarray, rule: str, steps: int = 1) -> np.ndarray:
    return coarse_grain(values, rule, steps, np.random.default_rng(7))


def test_average_is_the_mean_of_each_block() -> None:
    s = spins()
    expected = s.reshape(-1, 4, 2, 4, 2).mean(axis=(2, 4))
    np.testing.assert_array_equal(blocked(s, "average"), expected)


def test_average_conserves_the_magnetization_in_every_step() -> None:
    s = spins(size=16)
    for steps in range(5):
        np.testing.assert_array_equal(
            blocked(s, "average", steps).mean(axis=(1, 2)), s.mean(axis=(1, 2))
        )


@pytest.mark.parametrize("steps", [2, 3])
def test_averages_of_averages_are_averages_of_larger_blocks(steps: int) -> None:
    s, width = spins(size=16), 2**steps
    side = 16 // width
    expected = s.reshape(-1, side, width, side, width).mean(axis=(2, 4))
    np.testing.assert_array_equal(blocked(s, "average", steps), expected)
    np.testing.assert_array_equal(blocked(blocked(s, "average"), "average", steps - 1), expected)


def test_rescaled_average_undoes_the_field_dimension_in_every_step() -> None:
    s = spins(size=16)
    for steps in range(4):
        np.testing.assert_allclose(
            blocked(s, "rescaled", steps),
            blocked(s, "average", steps) * 2 ** (steps / 8),
            rtol=1e-6,
        )


def test_majority_follows_the_sum_and_breaks_ties_by_fair_coins() -> None:
    s = spins(n=4000)
    total = s.reshape(-1, 4, 2, 4, 2).sum(axis=(2, 4))
    result = blocked(s, "majority")
    assert result.dtype == np.int8
    assert set(np.unique(result)) == {-1, 1}
    np.testing.assert_array_equal(result[total != 0], np.sign(total[total != 0]))
    ties = result[total == 0].astype(float)
    # Five standard errors: false-alarm rate 6e-7.
    assert abs(ties.mean()) < 5 / np.sqrt(ties.size)


def test_decimation_keeps_the_first_spin_of_each_block() -> None:
    s = spins()
    np.testing.assert_array_equal(blocked(s, "decimation", 2), s[:, ::4, ::4])


@pytest.mark.parametrize("rule", ["average", "rescaled", "decimation"])
@pytest.mark.parametrize("steps", [1, 2])
def test_commutes_with_the_flip_block_translations_and_transposition(rule: str, steps: int) -> None:
    s, width = spins(size=16), 2**steps
    reference = blocked(s, rule, steps)
    np.testing.assert_array_equal(blocked(-s, rule, steps), -reference)
    moved = np.roll(s, (width, -2 * width), (1, 2))
    np.testing.assert_array_equal(blocked(moved, rule, steps), np.roll(reference, (1, -2), (1, 2)))
    turned = blocked(s.transpose(0, 2, 1), rule, steps)
    np.testing.assert_array_equal(turned, reference.transpose(0, 2, 1))


def test_majority_commutes_with_the_flip_away_from_ties() -> None:
    s = spins()
    clear = s.reshape(-1, 4, 2, 4, 2).sum(axis=(2, 4)) != 0
    flipped = blocked(-s, "majority")
    np.testing.assert_array_equal(flipped[clear], -blocked(s, "majority")[clear])


@pytest.mark.parametrize("rule", ALL)
def test_ground_states_stay_ground_states(rule: str) -> None:
    scale = 2 ** (3 / 8) if rule == "rescaled" else 1.0
    for sign in (1, -1):
        result = blocked(np.full((2, 8, 8), sign, np.int8), rule, 3)
        np.testing.assert_allclose(result, sign * scale, rtol=1e-6)


def test_the_same_generator_gives_the_same_ties() -> None:
    s = spins()
    np.testing.assert_array_equal(blocked(s, "majority", 2), blocked(s, "majority", 2))


@pytest.mark.parametrize(("shape", "steps"), [((2, 6, 6), 2), ((2, 8, 4), 1), ((8, 8), 1)])
def test_refuses_lattices_that_cannot_be_halved(shape: tuple[int, ...], steps: int) -> None:
    with pytest.raises(ParameterError, match="divisible"):
        coarse_grain(np.ones(shape, np.int8), "average", steps)


def test_refuses_unknown_rules_and_majority_without_coins() -> None:
    with pytest.raises(ParameterError, match=r"'averag' \(did you mean 'average'\?\)"):
        coarse_grain(spins(), "averag", 1)
    with pytest.raises(ParameterError, match="random numbers"):
        coarse_grain(spins(), "majority", 1)


def test_every_rule_is_found_in_the_folder() -> None:
    assert set(RULES.names()) == set(ALL)
    assert all(isinstance(RULES.declared(rule)["TITLE"], str) for rule in ALL)


STRANGER = """
import numpy as np

TITLE = "largest"


def block(spins, steps, rng=None):
    n, size, _ = spins.shape
    width = 2**steps
    return spins.reshape(n, size // width, width, size // width, width).max(axis=(2, 4))
"""


def test_a_rule_is_added_by_one_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "largest.py").write_text(STRANGER)
    monkeypatch.setattr(coarse, "__path__", [*coarse.__path__, str(tmp_path)])
    s = spins()
    np.testing.assert_array_equal(
        coarse_grain(s, "largest", 1), s.reshape(-1, 4, 2, 4, 2).max(axis=(2, 4))
    )
    assert "largest" in RULES.names()
