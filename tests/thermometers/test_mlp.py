"""The perceptron: reproducible bytes, honest losses, never better than the exact thermometer."""

from dataclasses import astuple, replace

import numpy as np
import pytest

from rgflow.errors import TrainingError
from rgflow.models.base.law import law
from rgflow.models.ising.hamiltonian import energy
from rgflow.models.ising.sampling import sample
from rgflow.thermometers.exact import log_posterior
from rgflow.thermometers.mlp import Probe, classify, cross_entropy, log_probabilities
from rgflow.thermometers.training import ProbeSettings, Training, train_probe

ISING = law("ising")
MOVE = ISING.move_randomly
L = 6
T = np.array([1.0, 1.8, 2.3, 3.0, 5.0])
SETTINGS = ProbeSettings(hidden=40, epochs=40, batch_size=200, learning_rate=1e-2)


@pytest.fixture(scope="module")
def data() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    spins = np.concatenate([sample(L, float(x), 800, rng).spins for x in T])
    return spins, np.repeat(np.arange(T.size), 800)


@pytest.fixture(scope="module")
def training(data: tuple[np.ndarray, np.ndarray]) -> Training:
    return train_probe(*data, T.size, np.random.default_rng(1), MOVE, SETTINGS)


def test_same_generator_same_bytes(data: tuple[np.ndarray, np.ndarray]) -> None:
    settings = replace(SETTINGS, epochs=2)
    first, second = (
        train_probe(*data, T.size, np.random.default_rng(5), MOVE, settings) for _ in range(2)
    )
    for a, b in zip(astuple(first.probe), astuple(second.probe), strict=True):
        np.testing.assert_array_equal(a, b)
    np.testing.assert_array_equal(first.loss_validation, second.loss_validation)
    other = train_probe(*data, T.size, np.random.default_rng(6), MOVE, settings)
    assert not np.array_equal(other.probe.weights_hidden, first.probe.weights_hidden)


def test_split_is_60_to_40_and_disjoint(training: Training) -> None:
    assert (len(training.training), len(training.validation)) == (2400, 1600)
    union = np.concatenate([training.training, training.validation])
    np.testing.assert_array_equal(np.sort(union), np.arange(4000))


def test_kept_weights_are_those_of_the_best_epoch(
    data: tuple[np.ndarray, np.ndarray], training: Training
) -> None:
    spins, labels = data
    held = training.validation
    loss = cross_entropy(log_probabilities(training.probe, spins[held]), labels[held])
    assert loss == training.loss_validation.min()
    assert training.best_epoch == training.loss_validation.argmin() + 1


def test_approaches_the_exact_thermometer_from_above(
    data: tuple[np.ndarray, np.ndarray], training: Training
) -> None:
    spins, labels = data
    held = training.validation
    posterior = log_posterior(ISING, energy(spins[held]), L, T)
    exact = cross_entropy(posterior, labels[held])
    # A classifier may beat the exact one on a finite set only by fitting that very set.
    assert exact < training.loss_validation.min() < exact + 0.12
    agreement = classify(training.probe, spins[held]) == posterior.argmax(axis=1)
    assert agreement.mean() > 0.75


def test_forward_pass_is_a_normalized_softmax_of_tanh(training: Training) -> None:
    probe = training.probe
    x = np.random.default_rng(2).normal(0, 1, (20000, L, L)).astype(np.float32)
    log_p = log_probabilities(probe, x)
    assert log_p.shape == (20000, T.size)
    np.testing.assert_allclose(np.exp(log_p.astype(float)).sum(axis=1), 1.0, rtol=1e-5)
    W1, b1, W2, b2 = (a.astype(float) for a in astuple(probe))
    logits = np.tanh(x[:100].reshape(100, -1) @ W1 + b1) @ W2 + b2
    expected = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    np.testing.assert_allclose(log_p[:100], expected, atol=1e-4)


def test_saturated_logits_do_not_overflow() -> None:
    probe = Probe(
        np.full((4, 1), 100, np.float32), np.zeros(1, np.float32),
        np.array([[1e4, -1e4]], np.float32), np.zeros(2, np.float32),
    )  # fmt: skip
    log_p = log_probabilities(probe, np.ones((1, 2, 2), np.int8))
    np.testing.assert_array_equal(log_p, [[0.0, -2e4]])


def test_early_stopping_ends_after_patience(data: tuple[np.ndarray, np.ndarray]) -> None:
    spins, _ = data
    noise = np.random.default_rng(3).integers(0, 3, len(spins))
    settings = ProbeSettings(hidden=60, epochs=60, patience=3, augment=False)
    record = train_probe(spins, noise, 3, np.random.default_rng(4), MOVE, settings)
    assert len(record.loss_training) == record.best_epoch + 3 < 60


def test_refuses_data_that_cannot_train() -> None:
    spins = np.ones((10, 4, 4), np.int8)
    rng = np.random.default_rng(0)
    with pytest.raises(TrainingError, match="outside"):
        train_probe(spins, np.full(10, 3), 3, rng, MOVE)
    with pytest.raises(TrainingError, match="2 of 3 temperature classes"):
        train_probe(spins, np.zeros(10, int), 3, rng, MOVE)
    with pytest.raises(TrainingError, match="three"):
        train_probe(spins, np.arange(10) % 2, 2, rng, MOVE)
    with pytest.raises(TrainingError, match="labels"):
        train_probe(spins, np.arange(8) % 3, 3, rng, MOVE)
    with pytest.raises(TrainingError, match="no training epoch"):
        train_probe(spins, np.arange(10) % 3, 3, rng, MOVE, ProbeSettings(epochs=0))
