"""Small machines and data for the tests of learners."""

import numpy as np
import pytest

from rgflow.learners.rbm.model import RBM
from rgflow.learners.rbm.products import Parameters


def random_machine(n_visible, n_hidden, scale=0.5, seed=1):
    rng = np.random.default_rng(seed)
    return RBM(
        scale * rng.standard_normal((n_visible, n_hidden)),
        0.3 * rng.standard_normal(n_visible),
        0.3 * rng.standard_normal(n_hidden),
    )


@pytest.fixture(name="random_machine")
def random_machine_():
    """A function (n_visible, n_hidden, scale, seed) -> RBM in float64."""
    return random_machine


@pytest.fixture
def machine():
    """A machine of 5 + 3 units in float64: 256 states to enumerate."""
    return random_machine(5, 3)


@pytest.fixture
def spins():
    """200 rows of 6 correlated spins, int8."""
    rng = np.random.default_rng(2)
    return np.repeat(rng.choice(np.array([-1, 1], np.int8), size=(200, 3)), 2, axis=1)


@pytest.fixture
def parameters_of():
    """Copy a machine's parameters into memory that training changes."""

    def copied(rbm):
        parameters = Parameters.zeros(rbm.n_visible, rbm.n_hidden)
        parameters.weights[:] = rbm.weights
        parameters.visible_bias[:] = rbm.visible_bias
        parameters.hidden_bias[:] = rbm.hidden_bias
        return parameters

    return copied
