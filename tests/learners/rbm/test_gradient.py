"""The gradient: against finite differences of the exact likelihood, and as chains reach it."""

import numpy as np
import pytest
from scipy.stats import chi2

from rgflow.config.recipes import Recipe
from rgflow.learners.rbm.gradient import accumulate_gradient
from rgflow.learners.rbm.kernels import seed_lanes
from rgflow.learners.rbm.likelihood import Estimate, all_states, exact_log_partition, log_law
from rgflow.learners.rbm.model import RBM
from rgflow.learners.rbm.products import Parameters
from rgflow.learners.rbm.statistics import Statistics


def exact_gradient(rbm, data):
    """<v h>_data - <v h>_model and its like for the biases, by enumeration of v; flat."""
    v = all_states(rbm.n_visible)
    law = np.exp(-rbm.free_energy(v))
    law /= law.sum()
    parts = []
    for sign, rows, weight in ((1, data, np.full(len(data), 1 / len(data))), (-1, v, law)):
        h = rbm.mean_hidden(rows)
        parts.append(
            sign
            * np.concatenate([((rows * weight[:, None]).T @ h).ravel(), weight @ rows, weight @ h])
        )
    return parts[0] + parts[1]


def test_exact_gradient_is_the_slope_of_the_likelihood(machine):
    """Central differences of the mean log-likelihood in all 23 parameters."""
    data = np.random.default_rng(1).choice([-1.0, 1.0], (20, 5))
    flat = np.concatenate([machine.weights.ravel(), machine.visible_bias, machine.hidden_bias])

    def likelihood(flat):
        rbm = RBM(flat[:15].reshape(5, 3), flat[15:20], flat[20:])
        return log_law(rbm, data, Estimate(exact_log_partition(rbm), 0.0)).mean()

    h = 1e-5
    slope = [(likelihood(flat + h * e) - likelihood(flat - h * e)) / (2 * h) for e in np.eye(23)]
    np.testing.assert_allclose(exact_gradient(machine, data), slope, atol=1e-9)


@pytest.mark.parametrize(("keep", "step"), [(0.0, 1.0), (1.0, 0.3), (0.9, 1.0)])
def test_accumulated_gradient_is_the_difference_of_averages(keep, step):
    """Eqs. (16)-(21) with 6 data rows and 2 model rows, added to what the target held."""
    rng = np.random.default_rng(2)
    v, h = rng.standard_normal((8, 5)), rng.standard_normal((8, 3))
    target = Parameters.zeros(5, 3)
    target.flat[:] = rng.standard_normal(23)
    before = target.flat.astype(float)
    weight = np.where(np.arange(8) < 6, 1.0, -3.0)
    accumulate_gradient(
        target,
        v.astype(np.float32),
        (h * weight[:, None]).astype(np.float32),
        weight.astype(np.float32),
        step=step / 6,
        keep=keep,
    )
    averages = [
        np.concatenate([(a.T @ b / len(a)).ravel(), a.mean(axis=0), b.mean(axis=0)])
        for a, b in ((v[:6], h[:6]), (v[6:], h[6:]))
    ]
    expected = keep * before + step * (averages[0] - averages[1])
    np.testing.assert_allclose(target.flat, expected, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("keep", [0.0, 0.9, 1.0])
def test_gradients_of_many_rows_are_cut_into_blocks_without_loss(keep):
    """100 x 81 weights and 331 rows: three blocks, the last one shorter."""
    rng = np.random.default_rng(5)
    v, h = rng.standard_normal((331, 100), np.float32), rng.standard_normal((331, 81), np.float32)
    target = Parameters.zeros(100, 81)
    target.flat[:] = rng.standard_normal(target.flat.size)
    expected = keep * target.weights + 0.1 * v.T.astype(float) @ h
    accumulate_gradient(target, v, h, np.ones(331, np.float32), step=0.1, keep=keep)
    np.testing.assert_allclose(target.weights, expected, rtol=1e-4, atol=1e-4)


@pytest.mark.statistical
@pytest.mark.parametrize("hidden_model", ["mean", "sampled"])
def test_persistent_chains_reach_the_exact_gradient(machine, parameters_of, hidden_model):
    """Mean over 300 thinned updates of 500 chains at fixed parameters; false-alarm rate 1e-4 each.

    The data phase takes means, so that only the model phase scatters. The 23 components are
    correlated: each z is judged alone, by the rate divided by 23.
    """
    recipe = Recipe(
        rule="pcd", gibbs_steps=5, chains=500, batch_size=20, hidden_data="mean",
        hidden_model=hidden_model,
    )  # fmt: skip
    data = np.random.default_rng(3).choice([-1.0, 1.0], (20, 5))
    parameters = parameters_of(machine)
    statistics = Statistics(parameters, recipe, seed_lanes(np.random.default_rng(4)), spins=True)
    statistics.visible[:20] = data
    gradients = []
    for update in range(320):
        statistics.collect()
        target = Parameters.zeros(5, 3)
        accumulate_gradient(
            target, statistics.visible, statistics.hidden, statistics.visible_weight,
            step=1 / 20, keep=0.0,
        )  # fmt: skip
        if update >= 20:
            gradients.append(target.flat.astype(float))
    scatter = np.std(gradients, axis=0, ddof=1) / np.sqrt(300)
    z = (np.mean(gradients, axis=0) - exact_gradient(machine, data)) / scatter
    assert np.square(z).max() < chi2.isf(1e-4 / 23, 1)
