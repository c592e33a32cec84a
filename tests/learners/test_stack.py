"""Stacks of machines, and the spectrum of their weights."""

import numpy as np
import pytest
from scipy.stats import chi2

from rgflow.config.recipes import Recipe
from rgflow.errors import ParameterError
from rgflow.learners.base import CHUNK_ROWS
from rgflow.learners.rbm.spectrum import singular_values
from rgflow.learners.rbm.training import train
from rgflow.learners.stack import pass_through, pass_up


def stream(layer):
    return np.random.default_rng([5, layer])


def test_means_pass_through_layer_by_layer(random_machine):
    stack = [random_machine(16, 9), random_machine(9, 4, seed=2)]
    v = np.random.default_rng(1).choice(np.array([-1, 1], np.int8), (CHUNK_ROWS + 10, 16))
    first, second = pass_through(stack, v, "mean", stream)
    assert first.dtype == second.dtype == np.float32
    np.testing.assert_allclose(first, stack[0].mean_hidden(v), atol=1e-6)
    np.testing.assert_allclose(second, stack[1].mean_hidden(stack[0].mean_hidden(v)), atol=1e-6)


@pytest.mark.statistical
def test_draws_have_the_means_of_the_layer(random_machine):
    """20000 draws of 9 hidden units at one v; chi-square, false-alarm rate 1e-4."""
    rbm, n = random_machine(16, 9), 20_000
    v = np.random.default_rng(2).choice(np.array([-1, 1], np.int8), (1, 16))
    h = pass_up(rbm, np.repeat(v, n, axis=0), "sampled", stream(1))
    assert h.dtype == np.int8
    assert np.array_equal(np.unique(h), [-1, 1])
    mean = rbm.mean_hidden(v)[0]
    z = (h.mean(axis=0) - mean) / np.sqrt((1 - mean**2) / n)
    assert np.square(z).sum() < chi2.isf(1e-4, 9)


@pytest.mark.parametrize("units", ["mean", "sampled"])
def test_a_stack_is_trained_layer_by_layer(units, spins):
    recipe = Recipe(updates=20, batch_size=20)
    first = train(spins, 4, recipe, stream(1)).rbm
    hidden = pass_up(first, spins, units, stream(2))
    second = train(hidden, 2, recipe, stream(3)).rbm
    layers = pass_through([first, second], spins, units, lambda layer: stream(layer + 1))
    np.testing.assert_array_equal(layers[0], hidden)
    assert layers[1].shape == (len(spins), 2)


def test_layers_must_fit(random_machine):
    rbm = random_machine(16, 9)
    with pytest.raises(ParameterError, match="16 visible units"):
        pass_up(rbm, np.ones((3, 9), np.int8), "mean", stream(1))
    with pytest.raises(ParameterError, match="hidden units 'both'"):
        pass_up(rbm, np.ones((3, 16), np.int8), "both", stream(1))


def test_singular_values_of_snapshots():
    """Known singular values of diagonal matrices, largest first."""
    weights = np.zeros((2, 5, 3), np.float32)
    weights[0, [0, 1, 2], [0, 1, 2]] = [1, -3, 2]
    np.testing.assert_allclose(singular_values(weights), [[3, 2, 1], [0, 0, 0]])
