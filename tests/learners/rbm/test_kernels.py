"""The fused kernels: accuracy, exact random streams, tails, in-place use."""

import numpy as np
import pytest
from scipy.stats import chi2

from rgflow.learners.rbm.kernels import (
    LANES,
    adam_step,
    compile_kernels,
    count_beyond,
    decay,
    gather_rows,
    mean_units,
    sample_units,
    seed_lanes,
)


def test_tanh_is_accurate_to_a_few_ulp_and_stays_inside():
    x = np.concatenate([np.linspace(-20, 20, 400_001), np.geomspace(1e-30, 1, 100_001)])
    x = x.astype(np.float32)
    units = x.copy()
    mean_units(units)
    np.testing.assert_allclose(units, np.tanh(x.astype(np.float64)), rtol=6e-7)
    assert np.abs(units).max() < 1


@pytest.mark.parametrize("n", [1, LANES - 1, LANES, 5 * LANES, 5 * LANES + 3])
def test_draws_follow_the_noise(n):
    """Zero fields turn the sign of the noise into units; a call uses whole rows of lanes."""
    rng = np.random.default_rng(1)
    lanes = seed_lanes(rng)
    first, whole = lanes.copy(), np.zeros(-(-n // LANES) * LANES, np.float32)
    sample_units(whole, first)
    out = np.zeros(n, np.float32)
    sample_units(out, lanes)
    np.testing.assert_array_equal(out, whole[:n])
    np.testing.assert_array_equal(lanes, first)


@pytest.mark.statistical
def test_draws_have_the_conditional_law():
    """Chi-square of the +1 counts at 41 fields; false-alarm rate 1e-4."""
    fields, n = np.linspace(-3, 3, 41, dtype=np.float32), 100_000
    field = np.repeat(fields, n)
    sample_units(field, seed_lanes(np.random.default_rng(2)))
    assert np.array_equal(np.unique(field), [-1, 1])
    ups = (field == 1).reshape(41, n).sum(axis=1)
    p = (1 + np.tanh(fields.astype(float))) / 2
    statistic = ((ups - n * p) ** 2 / (n * p * (1 - p))).sum()
    assert statistic < chi2.isf(1e-4, 41)


@pytest.mark.statistical
def test_neighbouring_draws_are_independent():
    """Products of fair draws at shifts 1 ... 130 (two rows of lanes); false-alarm rate 1e-4."""
    units = np.zeros(2**20, np.float32)
    sample_units(units, seed_lanes(np.random.default_rng(3)))
    z = [
        np.mean(units[shift:] * units[:-shift]) * np.sqrt(2**20 - shift) for shift in range(1, 131)
    ]
    assert np.sum(np.square(z)) < chi2.isf(1e-4, 130)


def test_gather_takes_rows_of_both_types():
    rng = np.random.default_rng(4)
    rows = rng.permutation(50)[:20]
    for data in (
        rng.choice(np.array([-1, 1], np.int8), (50, 7)),
        rng.standard_normal((50, 7), np.float32),
    ):
        out = np.empty((20, 7), np.float32)
        gather_rows(data, rows, out)
        np.testing.assert_array_equal(out, data[rows])


def test_count_beyond_sees_everything_that_is_not_finite():
    values = np.array([0.5, -2, np.nan, np.inf, -np.inf, 1, -1], np.float32)
    assert count_beyond(values, np.float32(1.0)) == 4
    assert count_beyond(np.zeros(100, np.float32), np.float32(1.0)) == 0


def test_decay_leaves_zero_alone():
    weights = np.array([0.5, -0.5, 0.0], np.float32)
    decay(weights, np.float32(0.1), np.float32(0.2))
    np.testing.assert_allclose(weights, [0.5 - 0.1 - 0.1, -0.5 + 0.1 + 0.1, 0.0], atol=1e-7)


def test_adam_against_the_published_algorithm():
    """Kingma & Ba, algorithm 1 with epsilon_t = epsilon / sqrt(1 - beta2^t); random gradients."""
    rng = np.random.default_rng(5)
    beta1, beta2, rate, epsilon = 0.9, 0.999, 0.01, 0.01
    parameters = rng.standard_normal(100, np.float32)
    first, second = np.zeros(100, np.float32), np.zeros(100, np.float32)
    theta, m, s = parameters.astype(float), np.zeros(100), np.zeros(100)
    for t in range(1, 20):
        gradient = rng.standard_normal(100, np.float32)
        corrections = 1 - beta1**t, 1 - beta2**t
        step = rate * np.sqrt(corrections[1]) / corrections[0]
        scalars = (np.float32(x) for x in (beta1, beta2, step, epsilon))
        adam_step(parameters, gradient, first, second, *scalars)
        m = beta1 * m + (1 - beta1) * gradient
        s = beta2 * s + (1 - beta2) * gradient.astype(float) ** 2
        scaled_epsilon = epsilon / np.sqrt(corrections[1])
        theta += rate * (m / corrections[0]) / (np.sqrt(s / corrections[1]) + scaled_epsilon)
    np.testing.assert_allclose(parameters, theta, rtol=1e-4, atol=1e-5)


def test_compile_kernels_leaves_nothing_to_compile():
    compile_kernels()
    before = [len(kernel.signatures) for kernel in (mean_units, sample_units, gather_rows)]
    field = np.zeros((3, 5), np.float32)
    mean_units(field.reshape(-1))
    sample_units(field.reshape(-1), seed_lanes(np.random.default_rng(6)))
    gather_rows(np.ones((4, 5), np.int8), np.arange(3), field)
    assert [len(k.signatures) for k in (mean_units, sample_units, gather_rows)] == before
