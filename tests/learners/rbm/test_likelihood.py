"""ln Z by enumeration and by annealing, log-likelihood, KL divergence, entropy of the data."""

import numpy as np
import pytest
from scipy.special import logsumexp
from scipy.stats import chi2

from rgflow.errors import ParameterError
from rgflow.learners.rbm.annealing import annealed_log_partition, log_partition
from rgflow.learners.rbm.data_law import entropy, mixture_log_law
from rgflow.learners.rbm.likelihood import (
    Estimate,
    all_states,
    exact_log_partition,
    kl_divergence,
    log_law,
    mean_log_likelihood,
)
from rgflow.learners.rbm.model import RBM


@pytest.mark.parametrize(("n_visible", "n_hidden"), [(6, 3), (3, 6), (15, 2), (16, 15)])
def test_enumeration_of_the_smaller_layer_equals_that_of_the_larger(
    random_machine, n_visible, n_hidden
):
    """The second pair of layers needs more than one chunk of states."""
    rbm = random_machine(n_visible, n_hidden)
    other = rbm.hidden_free_energy if n_visible < n_hidden else rbm.free_energy
    direct = logsumexp(-other(all_states(max(n_visible, n_hidden))))
    assert exact_log_partition(rbm) == pytest.approx(direct, abs=1e-10)
    assert log_partition(rbm, np.random.default_rng(1)) == (exact_log_partition(rbm), 0.0)


def test_enumeration_has_a_limit(random_machine):
    with pytest.raises(ParameterError, match="21 visible and 21 hidden"):
        exact_log_partition(random_machine(21, 21))


@pytest.mark.statistical
@pytest.mark.parametrize(
    ("scale", "steps", "chains"), [(0.2, 5, 2000), (0.3, 50, 800), (0.6, 400, 400)]
)
def test_annealing_agrees_with_enumeration_within_its_error(random_machine, scale, steps, chains):
    """Twelve runs on 40 + 12 units from weak to strong couplings; false-alarm rate 1e-4 each.

    The weights are unbiased for any number of steps: few steps make errors of the moves visible.
    Both the mean z-score and the sum of their squares are judged.
    """
    rbm = random_machine(40, 12, scale, 5)
    exact, z = exact_log_partition(rbm), []
    for seed in range(12):
        run = annealed_log_partition(rbm, np.random.default_rng(seed), chains=chains, steps=steps)
        assert run.effective_samples > 20
        z.append((run.estimate.value - exact) / run.estimate.error)
    # Weights have a skewed law; 20 effective samples widen the tails of z by some 10 %.
    assert abs(np.mean(z)) * np.sqrt(12) < 3.9 * 1.1
    assert np.sum(np.square(z)) < 1.2 * chi2.isf(1e-4, 12)


def strong_machine(random_machine, n_hidden):
    return random_machine(60, n_hidden, 1.0, 6)


@pytest.mark.statistical
def test_uneven_weights_have_an_honest_error(random_machine):
    """Eight hasty runs on strong couplings: each within four of its errors of the exact ln Z.

    False-alarm rate 1e-4 or less for the scatter of one ln w, which is wider than that of the mean.
    """
    rbm = strong_machine(random_machine, 12)
    exact = exact_log_partition(rbm)
    for seed in range(8):
        run = annealed_log_partition(rbm, np.random.default_rng(seed), chains=50, steps=20)
        assert run.effective_samples < 10
        assert run.estimate.error > 1
        assert abs(run.estimate.value - exact) < 4 * run.estimate.error


@pytest.mark.statistical
def test_annealing_takes_more_steps_where_it_must(random_machine):
    """24 hidden units, too many to enumerate; 10 of them are free, so that ln Z is known.

    False-alarm rate 1e-4.
    """
    rbm = strong_machine(random_machine, 14)
    empty = np.zeros((60, 10))
    wide = RBM(
        np.hstack([rbm.weights, empty]), rbm.visible_bias, np.append(rbm.hidden_bias, np.zeros(10))
    )
    exact = exact_log_partition(rbm) + 10 * np.log(2)
    hasty = annealed_log_partition(wide, np.random.default_rng(1), chains=100, steps=50)
    patient = log_partition(wide, np.random.default_rng(1), chains=100, steps=50)
    assert hasty.effective_samples < 20
    assert patient.error < 0.5 * hasty.estimate.error
    assert abs(patient.value - exact) < 4 * patient.error


def test_annealing_of_a_machine_without_couplings_is_exact(random_machine):
    rbm = random_machine(30, 25, 0.0)
    free = type(rbm)(rbm.weights, rbm.visible_bias, 0 * rbm.hidden_bias)
    run = annealed_log_partition(free, np.random.default_rng(1), chains=10, steps=2)
    exact = np.log(2 * np.cosh(free.visible_bias)).sum() + 25 * np.log(2)
    assert run.estimate == pytest.approx((exact, 0.0), abs=1e-9)
    assert run.effective_samples == pytest.approx(10)


@pytest.mark.parametrize("arguments", [{"chains": 1}, {"steps": 0}])
def test_annealing_needs_chains_and_steps(machine, arguments):
    with pytest.raises(ParameterError, match="annealing with"):
        annealed_log_partition(machine, np.random.default_rng(1), **arguments)


def test_likelihood_and_kl_of_all_states(machine):
    """With every state once: the mean of ln p, and the KL divergence from the even law."""
    v = all_states(5)
    law = np.exp(-machine.free_energy(v))
    expected = np.log(law / law.sum())
    log_z = Estimate(exact_log_partition(machine), 0.3)
    found = log_law(machine, v.astype(np.int8), log_z)
    np.testing.assert_allclose(found, expected, rtol=1e-12)
    error = np.hypot(expected.std(ddof=1) / np.sqrt(32), 0.3)
    likelihood = mean_log_likelihood(found, log_z)
    assert likelihood == pytest.approx((expected.mean(), error), rel=1e-12)
    even = np.full(32, -5 * np.log(2))
    kl = kl_divergence(found, even, log_z)
    assert kl == pytest.approx((np.mean(even - expected), error), rel=1e-10)
    assert kl_divergence(found, expected, log_z) == pytest.approx((0.0, 0.3), abs=1e-12)


def open_lattice():
    """Energies of the 64 states of 2 x 3 open Ising spins."""
    states = all_states(6).reshape(-1, 2, 3)
    vertical = (states[:, 0] * states[:, 1]).sum(axis=1)
    return -vertical - (states[:, :, 1:] * states[:, :, :-1]).sum(axis=(1, 2))


def test_mixture_law_against_enumeration():
    """The law of T = 0, 1.5 and 4 sums to one and is the mean of the three."""
    energy, temperatures = open_lattice(), np.array([0.0, 1.5, 4.0])
    laws = [(energy == -7) / 2.0]
    laws += [np.exp(-energy / T) / np.exp(-energy / T).sum() for T in temperatures[1:]]
    log_z = np.array([np.inf, *(logsumexp(-energy / T) for T in temperatures[1:])])
    mixture = mixture_log_law(energy, temperatures, log_z, -7.0)
    np.testing.assert_allclose(np.exp(mixture), np.mean(laws, axis=0), rtol=1e-12)
    frozen = mixture_log_law(energy, temperatures[:1], log_z[:1], -7.0)
    assert np.exp(frozen).sum() == pytest.approx(1.0)
    for wrong in ([], [-1.0]):
        with pytest.raises(ParameterError, match="mixture of temperatures"):
            mixture_log_law(energy, np.array(wrong), np.zeros(len(wrong)), -7.0)


@pytest.mark.statistical
def test_entropy_of_a_sample():
    """5000 draws of 64 states at T = 1.5 against the sum; false-alarm rate 1e-4."""
    energy, T = open_lattice(), np.array([1.5])
    log_z = np.array([logsumexp(-energy / 1.5)])
    law = np.exp(-energy / 1.5 - log_z)
    data = np.random.default_rng(6).choice(energy, 5000, p=law)
    value, error = entropy(mixture_log_law(data, T, log_z, -7.0))
    assert abs(value + (law * np.log(law)).sum()) < 3.9 * error
    assert error < 0.05
