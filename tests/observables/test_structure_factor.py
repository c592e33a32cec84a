"""Structure factors: exact ones against enumeration, measured ones against direct sums."""

import numpy as np
import pytest

from rgflow.errors import ParameterError
from rgflow.models.ising import T_C
from rgflow.models.ising.enumeration import all_states
from rgflow.models.ising.hamiltonian import energy
from rgflow.models.ising.sampling import sample
from rgflow.observables.structure_factor import (
    exact_structure_factor,
    measured_structure_factor,
    relevant_modes,
    structure_factor,
)


def waves(L: int) -> np.ndarray:
    """exp(ikr) for all k and r, (L^2, L^2)."""
    k = np.indices((L, L)).reshape(2, -1)
    return np.exp(2j * np.pi / L * (k.T @ k))


def enumerated(L: int, T: float) -> np.ndarray:
    """<|s_k|^2> / N over all states."""
    states = all_states(L)
    weight = np.exp(-(energy(states) + 2.0 * L * L) / T)
    amplitude = states.reshape(len(states), -1) @ waves(L)
    return (weight @ np.abs(amplitude) ** 2 / weight.sum() / L**2).reshape(L, L)


@pytest.mark.parametrize("L", [3, 4])
@pytest.mark.parametrize("T", [1.5, T_C, 5.0])
def test_exact_structure_factor_is_that_of_all_states(L: int, T: float) -> None:
    np.testing.assert_allclose(exact_structure_factor(L, [T]), enumerated(L, T), rtol=1e-9)


def test_mixtures_weigh_their_temperatures() -> None:
    parts = [enumerated(3, T) for T in (1.5, 4.0)]
    mixed = exact_structure_factor(3, [1.5, 4.0], [3, 1])
    np.testing.assert_allclose(mixed, 0.75 * parts[0] + 0.25 * parts[1], rtol=1e-9)
    equal = exact_structure_factor(3, [1.5, 4.0])
    np.testing.assert_allclose(equal, 0.5 * parts[0] + 0.5 * parts[1], rtol=1e-9)


@pytest.mark.parametrize("L", [4, 7, 10])
def test_modes_average_to_one_and_the_strongest_is_the_magnetization(L: int) -> None:
    S = exact_structure_factor(L, [T_C])
    assert S.mean() == pytest.approx(1)
    assert S.argmax() == 0
    assert S.min() > 0


def test_the_ground_state_has_one_relevant_mode_and_uncoupled_spins_none() -> None:
    S = exact_structure_factor(4, [0.0])
    assert S[0, 0] == pytest.approx(16)
    assert relevant_modes(S) == 1
    uncoupled = np.zeros((2, 5, 5))
    uncoupled[:, 0, 0] = 1
    np.testing.assert_array_equal(relevant_modes(structure_factor(uncoupled)), [0, 0])


@pytest.mark.parametrize("L", [2, 3, 4, 5])
def test_measured_structure_factor_and_its_error_by_direct_sums(L: int) -> None:
    fields = np.random.default_rng(L).normal(size=(600, L, L))
    found = measured_structure_factor(fields, 7)
    power = np.abs(fields.reshape(600, -1) @ waves(L)).reshape(-1, L, L) ** 2 / L**2
    mirror = -np.arange(L) % L
    turned = [power, power[:, mirror], power[:, :, mirror], power[:, mirror][:, :, mirror]]
    power = np.mean([*turned, *(one.swapaxes(1, 2) for one in turned)], axis=0)
    np.testing.assert_allclose(found.value, power.mean(axis=0), rtol=1e-10)
    index = np.arange(600) * 7 // 600
    left_out = np.array([power[index != block].mean(axis=0) for block in range(7)])
    error = np.sqrt(6 * left_out.var(axis=0))
    np.testing.assert_allclose(found.standard_error, error, rtol=1e-8)


@pytest.mark.statistical
def test_sampled_lattices_have_the_exact_structure_factor() -> None:
    """Ten distinct modes within 5 standard errors of 40 blocks: false alarm below 2e-4."""
    spins = sample(6, T_C, 20_000, np.random.default_rng(2)).spins
    found = measured_structure_factor(spins, 40)
    difference = np.abs(found.value - exact_structure_factor(6, [T_C]))
    assert (difference < 5 * found.standard_error).all()
    assert (found.standard_error < 0.03 * found.value).all()


@pytest.mark.parametrize("weights", [[1.0], [0.0, 0.0], [1.0, -0.5]])
def test_weights_that_are_no_shares_are_refused(weights: list[float]) -> None:
    with pytest.raises(ParameterError, match="weights"):
        exact_structure_factor(3, [2.0, 3.0], weights)


@pytest.mark.parametrize("blocks", [1, 4])
def test_errors_need_blocks_with_configurations(blocks: int) -> None:
    with pytest.raises(ParameterError, match="block"):
        measured_structure_factor(np.ones((3, 4, 4)), blocks)
