"""Flows: their stationary law, detailed balance, and one trajectory whatever the length."""

import numpy as np
import pytest
from scipy.stats import chi2

from rgflow.errors import ParameterError
from rgflow.learners.base import CHUNK_ROWS
from rgflow.learners.flow import flow
from rgflow.learners.rbm.likelihood import all_states


def stream(step):
    return np.random.default_rng([7, step])


def starts(kind, n, L):
    """All up, or fair coins, (n, L^2) int8."""
    coins = 2 * stream(0).integers(2, size=(n, L * L), dtype=np.int8) - 1
    return np.ones((n, L * L), np.int8) if kind == "up" else coins.astype(np.int8)


def visible_law(rbm):
    law = np.exp(-rbm.free_energy(all_states(rbm.n_visible)))
    return law / law.sum()


def transition_matrix(rbm):
    """T(v -> v') = sum_h p(h|v) p(v'|h), from the machine's conditional means."""
    v, h = all_states(rbm.n_visible), all_states(rbm.n_hidden)
    up = np.prod((1 + h[None] * rbm.mean_hidden(v)[:, None]) / 2, axis=2)
    down = np.prod((1 + v[None] * rbm.mean_visible(h)[:, None]) / 2, axis=2)
    return up @ down


def counts_of_states(spins):
    numbers = (spins > 0) @ (1 << np.arange(spins.shape[1]))
    return np.bincount(numbers, minlength=2 ** spins.shape[1])


def test_sampled_pass_is_in_detailed_balance(machine):
    """p(v) T(v -> v') is symmetric, exactly, for the law whose draws the next test checks."""
    law, T = visible_law(machine), transition_matrix(machine)
    flux = law[:, None] * T
    np.testing.assert_allclose(flux, flux.T, atol=1e-15)
    np.testing.assert_allclose(T.sum(axis=1), 1.0)


@pytest.mark.statistical
def test_one_pass_draws_from_the_transition_matrix(machine):
    """Chi-square of one pass from each of the 32 states; false-alarm rate 1e-4."""
    n, states = 20_000, all_states(5)
    end = flow(machine, np.repeat(states, n, axis=0), 1, "sampled", stream)
    counts = np.array([counts_of_states(part) for part in np.split(end, 32)])
    expected = n * transition_matrix(machine)
    assert expected.min() > 5
    assert ((counts - expected) ** 2 / expected).sum() < chi2.isf(1e-4, 32 * 31)


@pytest.mark.statistical
@pytest.mark.parametrize("kind", ["up", "random"])
def test_stationary_law_is_the_machines(random_machine, kind):
    """200000 flows of length 60 on 9 + 4 units against p(v); chi-square, false-alarm rate 1e-4."""
    machine = random_machine(9, 4, 0.4, 3)
    n = 200_000
    end = flow(machine, starts(kind, n, 3), 60, "sampled", stream)
    expected = n * visible_law(machine)
    rare = expected < 5
    counts = counts_of_states(end)
    observed = np.append(counts[~rare], counts[rare].sum())
    expected = np.append(expected[~rare], expected[rare].sum())
    statistic = ((observed - expected)[expected > 0] ** 2 / expected[expected > 0]).sum()
    assert statistic < chi2.isf(1e-4, np.count_nonzero(expected) - 1)


@pytest.mark.parametrize("kind", ["mean", "sampled"])
def test_long_flows_pass_through_the_ends_of_short_ones(random_machine, kind):
    machine = random_machine(16, 9)
    start = starts("random", CHUNK_ROWS + 100, 4)
    long = flow(machine, start, 7, kind, stream)
    middle = flow(machine, start, 3, kind, stream)
    rest = flow(machine, middle, 4, kind, lambda step: stream(step + 3))
    np.testing.assert_array_equal(rest, long)
    assert not np.array_equal(middle, long)


def test_mean_flow_iterates_the_conditional_means(machine):
    start = v = np.random.default_rng(1).choice([-1, 1], (50, 5)).astype(np.int8)
    for _ in range(4):
        v = machine.mean_visible(machine.mean_hidden(v))
    end = flow(machine, start, 4, "mean", stream)
    assert end.dtype == np.float32
    np.testing.assert_allclose(end, v, atol=1e-5)


@pytest.mark.parametrize(("kind", "dtype"), [("mean", np.float32), ("sampled", np.int8)])
def test_length_zero_is_the_start(machine, kind, dtype):
    start = np.ones((3, 5), np.int8)
    end = flow(machine, start, 0, kind, stream)
    assert end.dtype == dtype
    np.testing.assert_array_equal(end, start)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"units": "both"}, "'both' units"),
        ({"length": -1}, "length -1"),
        ({"start": np.ones((3, 4))}, r"shape \(3, 4\)"),
        ({"start": np.full((3, 5), 1.5)}, "within"),
        ({"start": np.full((3, 5), np.nan)}, "within"),
        ({"start": np.full((3, 5), 0.5), "units": "sampled"}, "other than"),
    ],
)
def test_what_cannot_flow_is_refused(machine, change, message):
    arguments = {"start": np.ones((3, 5)), "length": 1, "units": "mean", **change}
    with pytest.raises(ParameterError, match=message):
        flow(machine, rng_of_step=stream, **arguments)
