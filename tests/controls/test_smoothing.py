"""The smoothing that comes closest to a machine."""

import numpy as np
import pytest

from rgflow.controls.smoothing import closest_smoothing
from rgflow.errors import ParameterError
from rgflow.learners.rbm.model import RBM


def local_machine(size: int, a: float, c: float, scale: float) -> RBM:
    """A machine whose pass is linear for small fields: W W^T is a on the diagonal, c beside it."""
    sites = size * size
    target = a * np.eye(sites)
    index = np.arange(sites).reshape(size, size)
    for shift in (1, -1):
        for axis in (0, 1):
            target[index.ravel(), np.roll(index, shift, axis).ravel()] += c
    weights = np.linalg.cholesky(target) * scale
    return RBM(weights, np.zeros(sites), np.zeros(sites))


def test_two_numbers_of_a_local_machine_are_found() -> None:
    spins = np.random.default_rng(1).choice([-1, 1], (500, 6, 6)).astype(np.int8)
    scale = 1e-3  # tanh is linear, so y = scale^2 (a v + c sum of neighbours)
    found = closest_smoothing(local_machine(6, 1.0, 0.2, scale), spins)
    assert found.a == pytest.approx(1.0 * scale**2, rel=1e-4)
    assert found.c == pytest.approx(0.2 * scale**2, rel=1e-4)


def test_nothing_is_found_in_a_machine_without_weights() -> None:
    spins = np.random.default_rng(2).choice([-1, 1], (50, 4, 4)).astype(np.int8)
    found = closest_smoothing(RBM(np.zeros((16, 9)), np.zeros(16), np.zeros(9)), spins)
    assert found == (0.0, 0.0)


def test_ground_states_cannot_tell_the_two_numbers_apart() -> None:
    """As at T = 0, where all configurations are uniform; one other configuration is enough."""
    machine = local_machine(6, 1.0, 0.2, 1e-3)
    uniform = np.repeat(np.array([-1, 1], np.int8), 20)[:, None, None] * np.ones((6, 6), np.int8)
    with pytest.raises(ParameterError, match="all starts are ground states"):
        closest_smoothing(machine, uniform)
    flipped = uniform.copy()
    flipped[0, 0, 0] *= -1
    found = closest_smoothing(machine, flipped)
    assert found.c == pytest.approx(0.2e-6, rel=0.1)
