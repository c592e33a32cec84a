"""The exact thermometer: Bayes' rule, its floor, and its prediction of its own errors."""

import numpy as np
import pytest

from rgflow.models.base.law import law
from rgflow.models.ising.hamiltonian import energy
from rgflow.models.ising.sampling import sample
from rgflow.thermometers.exact import classify_by_energy, exact_floor, log_posterior
from rgflow.thermometers.mlp import cross_entropy

ISING = law("ising")
T60 = np.arange(60) / 10


def test_equals_bayes_rule_by_enumeration() -> None:
    L, T = 3, np.array([0.0, 0.7, 2.3, 5.0])
    bits = (np.arange(512)[:, None] >> np.arange(9)) & 1
    E = energy((1 - 2 * bits).astype(np.int8).reshape(-1, 3, 3))
    boltzmann = np.exp(-(E[:, None] - E.min()) / T[None, 1:])
    joint = np.concatenate([(E.min() == E)[:, None] * 1.0, boltzmann], axis=1)
    joint /= joint.sum(axis=0)
    expected = joint / joint.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(np.exp(log_posterior(ISING, E, L, T)), expected, atol=1e-13)


def test_posterior_is_normalized_and_finite_energy_never_reads_zero_temperature() -> None:
    E = np.arange(-200, 204, 4)
    posterior = np.exp(log_posterior(ISING, E, 10, T60))
    np.testing.assert_allclose(posterior.sum(axis=1), 1.0)
    assert (posterior[1:, 0] == 0).all()
    read = classify_by_energy(ISING, E, 10, T60)
    assert (np.diff(read) >= 0).all()


def test_real_valued_lattices_below_the_ground_state_are_read_as_cold() -> None:
    assert np.isfinite(log_posterior(ISING, np.array([-250.0]), 10, T60)[0, 0])


@pytest.mark.statistical
@pytest.mark.parametrize("L", [8, 10])
def test_floor_and_confusion_predict_what_samples_give(L: int) -> None:
    """z-scores of the mean loss and of the share read right: false alarm 4e-4."""
    n = 300
    rng = np.random.default_rng(L)
    spins = np.concatenate([sample(L, float(T), n, rng).spins for T in T60])
    labels = np.repeat(np.arange(60), n)
    E = energy(spins)
    floor = exact_floor(ISING, L, T60)
    loss = cross_entropy(log_posterior(ISING, E, L, T60), labels)
    z = (loss - floor.cross_entropy) / (floor.standard_deviation / np.sqrt(len(labels)))
    # Stored configurations may be weakly correlated, which the factor 1.2 allows for.
    assert abs(z) < 3.9 * 1.2
    right = classify_by_energy(ISING, E, L, T60) == labels
    p = np.diag(floor.confusion).mean()
    assert abs(right.mean() - p) < 3.9 * 1.2 * np.sqrt(p * (1 - p) / len(labels))
    np.testing.assert_allclose(floor.confusion.sum(axis=1), 1.0)


def test_no_other_rule_beats_the_floor() -> None:
    # Any distortion of the posterior must cost: temperature shift, sharpening, flattening.
    L, T = 4, np.array([1.0, 1.8, 2.3, 3.0, 5.0])
    bits = (np.arange(2**16)[:, None] >> np.arange(16)) & 1
    E = energy((1 - 2 * bits).astype(np.int8).reshape(-1, 4, 4))
    weight = np.exp(-(E[:, None] - E.min()) / T)
    p = weight / weight.sum(axis=0)
    best = log_posterior(ISING, E, L, T)
    floor = exact_floor(ISING, L, T).cross_entropy
    assert -(p * best).sum() / 5 == pytest.approx(floor, abs=1e-12)
    for factor in (0.8, 0.95, 1.05, 1.3):
        other = best * factor
        other -= np.log(np.exp(other).sum(axis=1, keepdims=True))
        assert -(p * other).sum() / 5 > floor
