import math

import numpy as np
import pytest

from rgflow.config.temperatures import T_CRITICAL
from rgflow.errors import ParameterError
from rgflow.models.base import arguments
from rgflow.models.ising import T_C, hamiltonian
from rgflow.rng import generator


@pytest.mark.parametrize("L", [2, 3, 4, 7, 16])
def test_energy_is_the_sum_over_every_bond(L):
    rng = generator(1, "lattice", L)
    spins = 2 * rng.integers(0, 2, size=(5, L, L), dtype=np.int8) - 1
    for configuration, found in zip(spins, hamiltonian.energy(spins), strict=True):
        bonds = sum(
            int(configuration[y, x])
            * (int(configuration[(y + 1) % L, x]) + int(configuration[y, (x + 1) % L]))
            for y in range(L)
            for x in range(L)
        )
        assert found == -bonds


def test_ground_state_and_checkerboard():
    up = np.ones((1, 6, 6), np.int8)
    checkerboard = (1 - 2 * (np.indices((6, 6)).sum(axis=0) % 2)).astype(np.int8)[None]
    assert hamiltonian.energy(up) == -2 * 36
    assert hamiltonian.energy(checkerboard) == 2 * 36
    assert arguments.magnetization(up) == 36
    assert arguments.magnetization(checkerboard) == 0


def test_two_by_two_counts_both_bonds_of_a_pair():
    one_flipped = np.array([[[1, 1], [1, -1]]], dtype=np.int8)
    assert hamiltonian.energy(np.ones((1, 2, 2), np.int8)) == -8
    assert hamiltonian.energy(one_flipped) == 0


def test_critical_temperature_is_self_dual():
    assert np.sinh(2 / T_C) == pytest.approx(1.0, abs=1e-15)
    assert T_C == T_CRITICAL == 2 / math.log(1 + math.sqrt(2))


@pytest.mark.parametrize("L", [1, 0, -3, 2.5, True, "10"])
def test_bad_size_is_refused(L):
    with pytest.raises(ParameterError, match="lattice size"):
        arguments.validate_size(L)


@pytest.mark.parametrize("T", [-0.1, float("nan"), float("inf")])
def test_bad_temperature_is_refused(T):
    with pytest.raises(ParameterError, match="temperature"):
        arguments.validate_temperature(T)


@pytest.mark.parametrize("shape", [(4, 4), (3, 4, 5)])
def test_bad_shape_is_refused(shape):
    with pytest.raises(ParameterError, match="shape"):
        hamiltonian.energy(np.ones(shape, np.int8))


def test_energy_of_real_configurations_agrees_with_the_integer_one():
    spins = generator(2, "real").choice(np.array([-1, 1], np.int8), (40, 6, 6))
    found = hamiltonian.energy(spins)
    assert found.dtype == np.int64
    np.testing.assert_array_equal(hamiltonian.energy(spins.astype(np.float32)), found)
    np.testing.assert_allclose(hamiltonian.energy(0.5 * spins), found / 4, rtol=0, atol=1e-12)
