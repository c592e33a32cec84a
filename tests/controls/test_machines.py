"""Untrained machines and the gauge of hidden layers."""

import numpy as np
import pytest

from rgflow.coarse.blocking import coarse_grain
from rgflow.controls.gauge_fixed import fix_gauge
from rgflow.controls.scrambled import scramble
from rgflow.controls.untrained import untrained_machine
from rgflow.errors import ParameterError
from rgflow.observables.hidden_visible import hidden_visible_map, receptive_field_centre
from rgflow.observables.pair_distance import magnetization_overlap


def test_untrained_machine_has_normal_weights_and_no_fields() -> None:
    machine = untrained_machine(400, 100, 0.05, np.random.default_rng(0))
    assert machine.weights.shape == (400, 100)
    assert machine.weights.dtype == np.float32
    # 40000 weights: five standard errors of mean and standard deviation.
    assert abs(machine.weights.mean()) < 5 * 0.05 / 200
    assert machine.weights.std() == pytest.approx(0.05, rel=5 / np.sqrt(2 * 40000))
    assert not machine.visible_bias.any()
    assert not machine.hidden_bias.any()


def correlated_lattices(n: int = 3000, size: int = 16) -> np.ndarray:
    """Smoothed noise with a common magnetization, so that <h m> has a sign to find."""
    rng = np.random.default_rng(5)
    noise = rng.normal(0, 1, (n, size, size)) + rng.normal(0, 1, (n, 1, 1))
    smooth = sum(np.roll(noise, shift, axis) for shift in (0, 1, -1) for axis in (1, 2))
    return np.where(smooth > 0, 1, -1).astype(np.int8)


def test_gauge_restores_a_scrambled_block_spin_lattice() -> None:
    spins = correlated_lattices()
    blocked = coarse_grain(spins, "average", 2)
    scrambled = scramble(blocked, np.random.default_rng(6)).reshape(len(spins), -1)
    maps = hidden_visible_map(spins, scrambled).reshape(-1, 16, 16)
    gauge = fix_gauge(receptive_field_centre(maps), magnetization_overlap(maps), 16)
    np.testing.assert_array_equal(gauge.apply(scrambled), blocked)


def test_units_on_their_own_sites_stay_there_and_signs_follow_the_overlap() -> None:
    axis = (np.arange(3) + 0.5) * 4 - 0.5
    centre = np.stack(np.meshgrid(axis, axis, indexing="ij"), axis=-1).reshape(-1, 2)
    overlap = np.array([1.0, -2, 0, 1, 1, -1, 1, 1, 1])
    gauge = fix_gauge(centre, overlap, 12)
    np.testing.assert_array_equal(gauge.unit, np.arange(9))
    np.testing.assert_array_equal(gauge.sign, np.where(overlap < 0, -1, 1))
    # A shift all the way around the torus is no shift.
    np.testing.assert_array_equal(fix_gauge((centre + 12) % 12, overlap, 12).unit, np.arange(9))


def test_every_unit_gets_one_site_even_if_all_fields_coincide() -> None:
    gauge = fix_gauge(np.zeros((16, 2)), np.ones(16), 8)
    np.testing.assert_array_equal(np.sort(gauge.unit), np.arange(16))


def test_refuses_layers_that_are_no_square() -> None:
    with pytest.raises(ParameterError, match="square"):
        fix_gauge(np.zeros((15, 2)), np.ones(15), 8)
