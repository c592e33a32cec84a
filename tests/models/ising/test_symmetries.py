"""Random lattice symmetries keep what a thermometer may use, and reach the whole group."""

import numpy as np

from rgflow.models.ising.hamiltonian import energy
from rgflow.models.ising.symmetries import move_randomly


def test_keeps_energy_and_modulus_of_the_magnetization_and_leaves_the_input_alone() -> None:
    rng = np.random.default_rng(0)
    spins = rng.choice(np.array([-1, 1], np.int8), (500, 6, 6))
    before = spins.copy()
    moved = move_randomly(spins, rng)
    np.testing.assert_array_equal(spins, before)
    np.testing.assert_array_equal(energy(moved), energy(spins))
    np.testing.assert_array_equal(np.abs(moved.sum(axis=(1, 2))), np.abs(spins.sum(axis=(1, 2))))
    assert moved.dtype == np.int8


def test_reaches_every_symmetry_of_an_asymmetric_pattern_equally_often() -> None:
    # An L of four spins on 4 x 4 sites has 16 translations x 8 x 2 flips = 256 images.
    pattern = np.full((4, 4), -1, np.int8)
    pattern[0, :3] = pattern[1, 0] = 1
    images = move_randomly(np.repeat(pattern[None], 51200, axis=0), np.random.default_rng(1))
    _, counts = np.unique(images.reshape(len(images), -1), axis=0, return_counts=True)
    # Chi-square with 255 dof below mean + 4.5 sigma.
    assert counts.size == 256
    expected = 51200 / 256
    assert ((counts - expected) ** 2 / expected).sum() < 255 + 4.5 * np.sqrt(2 * 255)


def test_the_same_generator_gives_the_same_images() -> None:
    spins = np.random.default_rng(0).choice(np.array([-1, 1], np.int8), (20, 5, 5))
    first = move_randomly(spins, np.random.default_rng(7))
    np.testing.assert_array_equal(first, move_randomly(spins, np.random.default_rng(7)))
