import numpy as np
import pytest

from rgflow.errors import ParameterError
from rgflow.models.ising import lattice
from rgflow.rng import generator


@pytest.mark.parametrize("L", [2, 3, 4, 7, 16])
def test_energy_is_the_sum_over_every_bond(L):
    rng = generator(1, "lattice", L)
    spins = 2 * rng.integers(0, 2, size=(5, L, L), dtype=np.int8) - 1
    for configuration, found in zip(spins, lattice.energy(spins), strict=True):
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
    assert lattice.energy(up) == -2 * 36
    assert lattice.energy(checkerboard) == 2 * 36
    assert lattice.magnetization(up) == 36
    assert lattice.magnetization(checkerboard) == 0


def test_two_by_two_counts_both_bonds_of_a_pair():
    one_flipped = np.array([[[1, 1], [1, -1]]], dtype=np.int8)
    assert lattice.energy(np.ones((1, 2, 2), np.int8)) == -8
    assert lattice.energy(one_flipped) == 0


def test_critical_temperature_is_self_dual():
    assert np.sinh(2 * lattice.K_C) == pytest.approx(1.0, abs=1e-15)


@pytest.mark.parametrize("L", [1, 0, -3, 2.5, True, "10"])
def test_bad_size_is_refused(L):
    with pytest.raises(ParameterError, match="lattice size"):
        lattice.validate_size(L)


@pytest.mark.parametrize("T", [-0.1, float("nan"), float("inf")])
def test_bad_temperature_is_refused(T):
    with pytest.raises(ParameterError, match="temperature"):
        lattice.validate_temperature(T)


@pytest.mark.parametrize("shape", [(4, 4), (3, 4, 5)])
def test_bad_shape_is_refused(shape):
    with pytest.raises(ParameterError, match="shape"):
        lattice.energy(np.ones(shape, np.int8))
