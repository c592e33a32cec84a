"""The machine's conditional and marginal laws, against the joint law by enumeration."""

import numpy as np
import pytest

from rgflow.errors import ParameterError
from rgflow.learners.rbm.likelihood import all_states
from rgflow.learners.rbm.model import RBM, log_2cosh


def joint_law(rbm):
    """p(v, h) over all states, (2^n_visible, 2^n_hidden), straight from the definition (1)."""
    v, h = all_states(rbm.n_visible), all_states(rbm.n_hidden)
    energy = -(v @ rbm.weights @ h.T) - (v @ rbm.visible_bias)[:, None] - h @ rbm.hidden_bias
    law = np.exp(-energy)
    return v, h, law / law.sum()


def test_states_are_all_different():
    states = all_states(6)
    assert len(np.unique(states, axis=0)) == 64
    assert np.array_equal(states[37:40], all_states(6, 37, 3))


def test_conditional_means(machine):
    """<h|v> and <v|h> are tanh of the fields, without a factor 2."""
    v, h, law = joint_law(machine)
    mean_hidden = law @ h / law.sum(axis=1, keepdims=True)
    mean_visible = law.T @ v / law.sum(axis=0)[:, None]
    np.testing.assert_allclose(machine.mean_hidden(v), mean_hidden, atol=1e-13)
    np.testing.assert_allclose(machine.mean_visible(h), mean_visible, atol=1e-13)


def test_energy_and_free_energies(machine):
    v, h, law = joint_law(machine)
    for k, row in enumerate(v):
        energy = machine.energy(np.repeat([row], len(h), axis=0), h)
        boltzmann = np.exp(-energy + energy[0])
        np.testing.assert_allclose(boltzmann / boltzmann.sum(), law[k] / law[k].sum(), rtol=1e-12)
    for marginal, free_energy in (
        (law.sum(axis=1), machine.free_energy(v)),
        (law.sum(axis=0), machine.hidden_free_energy(h)),
    ):
        weight = np.exp(-free_energy)
        np.testing.assert_allclose(weight / weight.sum(), marginal, rtol=1e-12)


def test_log_2cosh_does_not_overflow():
    x = np.array([-1e4, -3.0, 0.0, 3.0, 1e4])
    exact = [1e4, np.log(2 * np.cosh(3.0)), np.log(2.0), np.log(2 * np.cosh(3.0)), 1e4]
    np.testing.assert_allclose(log_2cosh(x), exact, rtol=1e-15)


@pytest.mark.parametrize("shapes", [((4, 3), 3, 3), ((4, 3), 4, 4), ((12,), 4, 3)])
def test_shapes_must_fit(shapes):
    with pytest.raises(ParameterError, match="do not make a machine"):
        RBM(np.zeros(shapes[0]), np.zeros(shapes[1]), np.zeros(shapes[2]))
