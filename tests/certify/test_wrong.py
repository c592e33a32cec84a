"""Wrong samplers get the sentence that names their fault, each time of several seeds."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from wrong_samplers import metropolis

from rgflow.certify.certificate import Certificate
from rgflow.certify.judge import certify

Make = Callable[[np.random.Generator], NDArray[np.int8]]


def judged(make: Make, T: float | None, seeds: int = 3) -> list[Certificate]:
    return [certify(make(np.random.default_rng(seed)), T) for seed in range(seeds)]


def test_the_same_sampler_without_a_fault_is_right() -> None:
    for one in judged(lambda rng: metropolis(6, 2.3, 600, rng, chains=4), 2.3):
        assert one.sentence == "right at T = 2.3"
        assert one.exit_code == 0


def test_a_neighbour_counted_twice() -> None:
    def make(rng: np.random.Generator) -> NDArray[np.int8]:
        return metropolis(6, 3.3, 500, rng, chains=4, twice=(1, 0))

    for one in judged(make, 3.3):
        assert one.outcome == "wrong"
        assert one.sentence.startswith("bonds along ")
        assert "counted twice" in one.sentence
    assert "counted twice" in judged(make, None, 1)[0].sentence


@pytest.mark.parametrize("T", [2.3, 3.0])
def test_shared_random_numbers(T: float) -> None:
    for one in judged(lambda rng: metropolis(6, T, 500, rng, chains=4, shared=True, cold=False), T):
        assert one.outcome == "wrong"
        assert one.sentence.startswith(f"right law at T = {T}, but the chains are not independent")


def test_shared_random_numbers_before_chains_meet() -> None:
    """Chains that are shifted images of each other never meet: energies still move together."""

    def make(rng: np.random.Generator) -> NDArray[np.int8]:
        spins = metropolis(8, 3.0, 400, rng)
        return np.concatenate([spins, -np.roll(spins, 3, axis=2)])

    for one in judged(make, 3.0):
        assert "chains are not independent" in one.sentence
        assert "correlates by 1" in one.sentence


def test_a_hot_start_in_the_cold() -> None:
    for one in judged(
        lambda rng: metropolis(10, 1.0, 300, rng, chains=3, burn_in=0, cold=False), 1.0
    ):
        assert one.outcome == "wrong"
        assert one.sentence.startswith(("not in equilibrium", "stuck in stripes"))


@pytest.mark.parametrize("T", [1.0, None])
def test_stripes(T: float | None) -> None:
    def make(rng: np.random.Generator) -> NDArray[np.int8]:
        spins = metropolis(10, 1.0, 300, rng, chains=3, burn_in=20)
        spins[1, :, :5] *= -1  # walls that no single flip removes
        return spins

    for one in judged(make, T):
        assert one.sentence.startswith("stuck in stripes: 33 %")
        assert one.exit_code == 1


def test_three_percent_in_temperature() -> None:
    for one in judged(lambda rng: metropolis(6, 2.3 * 1.03, 1000, rng, chains=6), 2.3, 4):
        words = one.sentence.split()
        assert one.sentence.endswith("fits, 2.3 does not")
        assert float(words[3].split("(")[0]) == pytest.approx(2.369, abs=0.03)


def test_no_temperature_given() -> None:
    (one,) = judged(lambda rng: metropolis(6, 2.3, 800, rng, chains=4), None, 1)
    assert one.sentence.startswith("a temperature of 2.")
    assert one.exit_code == 0
    coins = np.random.default_rng(0).choice(np.array([-1, 1], np.int8), (1, 500, 6, 6))
    neel = coins * 0 + np.where(np.indices((6, 6)).sum(axis=0) % 2, 1, -1).astype(np.int8)
    assert "antiferromagnet" in certify(neel, None).sentence
    assert certify(coins, 2.3).outcome == "wrong"


def test_zero_and_one_taken_for_spins() -> None:
    for one in judged(lambda rng: metropolis(6, 2.3, 600, rng, zero_one=True, burn_in=20), 2.3):
        assert one.outcome == "wrong"
        assert one.sentence.startswith("units of 0 and 1 were taken for spins")


def test_a_file_that_repeats_itself() -> None:
    spins = metropolis(6, 2.3, 500, np.random.default_rng(0))
    one = certify(np.concatenate([spins, spins], axis=1), 2.3)
    assert "repeats itself" in one.sentence
    assert "after 500 steps" in one.sentence
    copies = certify(np.concatenate([spins, spins]), 2.3)
    assert "of one chain are those of another" in copies.sentence


def test_too_few() -> None:
    spins = metropolis(6, 2.3, 130, np.random.default_rng(0))
    one = certify(spins, 2.3)
    assert one.exit_code == 0
    assert one.sentence.startswith("right law at T = 2.3, only ")
    assert 10 < one.effective < 50
    few = certify(np.repeat(spins[:, ::20], 6, axis=1), 2.3)
    assert few.exit_code == 2
    assert few.sentence.startswith("cannot be judged: only ")


def test_one_phase_of_the_cold_is_said() -> None:
    spins = metropolis(6, 1.2, 500, np.random.default_rng(0))
    assert certify(spins, 1.2).sentence == "right at T = 1.2; one phase: m never changes sign"


def test_a_sign_that_is_lost() -> None:
    """|m| right, but always up, though above T_c it comes near 0 all the time."""
    spins = metropolis(6, 3.0, 800, np.random.default_rng(0))
    up = spins * np.where(spins.sum(axis=(2, 3), dtype=int) < 0, -1, 1)[..., None, None]
    one = certify(up.astype(np.int8), 3.0)
    assert one.outcome == "wrong"
    assert any("sign" in text for text in one.findings)


def test_ground_states() -> None:
    up = np.ones((1, 100, 6, 6), np.int8)
    assert certify(up, 0.4).outcome == "right"
    assert certify(up, 2.3).outcome == "wrong"
    assert certify(up, None).exit_code == 2


def test_large_lattices_are_tested_by_their_neighbours() -> None:
    """At L = 16 there is no exact m^2; a law with the right energy and C(r), but m^2 too large."""
    spins = metropolis(16, 3.0, 150, np.random.default_rng(0), chains=2, burn_in=60)
    assert certify(spins, 3.0).outcome == "right"
    wrong = certify(spins, 2.8)
    assert wrong.outcome == "wrong"
    assert abs(wrong.law.score("others").z) > 3  # type: ignore[union-attr]
    assert "above L = 10" in wrong.notes[0]
