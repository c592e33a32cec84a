"""Training as a whole: what it learns, its bytes, what it refuses, how it stops."""

import numpy as np
import pytest
from pydantic import ValidationError
from threadpoolctl import threadpool_limits

from rgflow.config.defaults import RECIPES
from rgflow.config.recipes import Recipe
from rgflow.errors import ConfigError, TrainingError
from rgflow.learners.rbm.batches import Batches
from rgflow.learners.rbm.likelihood import all_states
from rgflow.learners.rbm.training import train

SHORT = {"updates": 30, "batch_size": 20}


def rng():
    return np.random.default_rng(11)


def test_learns_the_law_of_a_small_machine(random_machine):
    """Every recipe but the mean-field one comes within 0.02 nats of a law of five spins.

    The untrained machine is 0.1 nats or more away.
    """
    target = random_machine(5, 3, 0.6, 4)
    states = all_states(5)
    law = np.exp(-target.free_energy(states))
    law /= law.sum()
    data = states[np.random.default_rng(1).choice(32, 20_000, p=law)].astype(np.int8)
    for recipe in (
        Recipe(rule="pcd", chains=200, batch_size=200, learning_rate=0.05, updates=4000),
        Recipe(gibbs_steps=3, batch_size=200, learning_rate=0.05, updates=4000),
        RECIPES["code"].model_copy(update={"updates": 20_000}),
    ):
        training = train(data, 4, recipe, rng())
        distances = []
        for snapshot in (0, -1):
            log_p = -training.machine(snapshot).astype(float).free_energy(states)
            log_p -= np.logaddexp.reduce(log_p)
            distances.append(law @ (np.log(law) - log_p))
        assert distances[0] > 0.1
        assert distances[1] < 0.02


@pytest.mark.parametrize("name", ["text", "code", "pcd", "cd_l1"])
def test_same_seed_same_bytes_for_any_number_of_threads(name):
    """Wide enough for BLAS to want two threads."""
    data = np.random.default_rng(2).choice(np.array([-1, 1], np.int8), (200, 300))
    recipe = RECIPES[name].model_copy(update={"updates": 5, "batch_size": 100})
    runs = []
    for threads in (1, 2):
        with threadpool_limits(threads):
            runs.append(train(data, 200, recipe, rng()))
    other = train(data, 200, recipe, np.random.default_rng(12))
    assert runs[0].weights.tobytes() == runs[1].weights.tobytes()
    assert runs[0].hidden_bias.tobytes() == runs[1].hidden_bias.tobytes()
    assert runs[0].weights.tobytes() != other.weights.tobytes()


def test_more_updates_continue_the_same_run(spins):
    recipe = Recipe(**{**SHORT, "snapshots": 12})
    short = train(spins, 4, recipe, rng())
    long = train(spins, 4, recipe.model_copy(update={"updates": 60}), rng())
    shared = np.intersect1d(short.updates, long.updates)
    assert len(shared) > 2
    for update in shared:
        one, other = (run.weights[run.updates.tolist().index(update)] for run in (short, long))
        np.testing.assert_array_equal(one, other)


def test_snapshots_and_reconstruction_error(spins):
    """The error falls, is that of the held-out data, and progress hears it."""
    heard = []
    recipe = Recipe(updates=400, batch_size=20, learning_rate=0.1)
    held_out = spins[:50] * np.array([1, 1, 1, 1, 1, -1], np.int8)
    training = train(
        spins, 4, recipe, rng(), held_out=held_out, progress=lambda *pair: heard.append(pair)
    )
    assert heard == list(zip(training.updates, training.reconstruction_error, strict=True))
    assert training.updates[[0, -1]].tolist() == [0, 400]
    rbm = training.rbm
    passed = rbm.mean_visible(rbm.mean_hidden(held_out))
    error = ((held_out - passed) ** 2).mean()
    assert training.reconstruction_error[-1] == pytest.approx(error, rel=1e-5)
    own = train(spins, 4, recipe, rng()).reconstruction_error
    assert own[-1] < 0.3 * own[0]


def test_an_epoch_uses_every_row_once():
    """101 rows in batches of 20: five batches without repetition, then a new permutation."""
    data = np.arange(101, dtype=np.float32)[:, None] / 101
    batches = Batches(data, Recipe(batch_size=20), 3)
    out, seen = np.empty((20, 1), np.float32), []
    for update in range(1, 11):
        batches.fill(out, update)
        seen.append(out[:, 0].copy())
    for epoch in (seen[:5], seen[5:]):
        assert len(np.unique(np.concatenate(epoch))) == 100
    assert not np.array_equal(seen[0], seen[5])
    again = Batches(data, Recipe(batch_size=20), 3)
    again.fill(out, 8)
    np.testing.assert_array_equal(out[:, 0], seen[7])


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
def test_divergence_stops_at_once(spins, optimizer):
    recipe = Recipe(optimizer=optimizer, learning_rate=300.0, **SHORT)
    with pytest.raises(TrainingError, match=r"diverged at update [1-9] of 30") as caught:
        train(spins, 4, recipe, rng())
    assert "300.0" in str(caught.value)
    assert "lower learning_rate" in str(caught.value)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (np.ones(5, np.int8), r"shape \(5,\)"),
        (np.ones((0, 5), np.int8), r"shape \(0, 5\)"),
        (np.array([[0, 1], [1, 0]], np.int8), "values from 0 to 1"),
        (np.array([[-128, 1], [1, 1]], np.int8), "values from -128 to 1"),
        (np.ones((4, 5)), "float64"),
        (np.full((4, 5), 1.001, np.float32), "values from 1.0"),
        (np.array([[np.nan, 1.0]], np.float32), "values from nan"),
    ],
)
def test_data_that_are_not_units_are_refused(data, message):
    with pytest.raises(TrainingError, match=message):
        train(data, 3, Recipe(batch_size=1), rng())


def test_held_out_data_must_fit_and_a_machine_needs_hidden_units(spins):
    with pytest.raises(TrainingError, match=r"expected \(n, 6\)"):
        train(spins, 3, Recipe(**SHORT), rng(), held_out=spins[:, :4])
    with pytest.raises(TrainingError, match="0 hidden units"):
        train(spins, 0, Recipe(**SHORT), rng())


def test_batch_larger_than_the_data(spins):
    with pytest.raises(ConfigError, match="batch_size = 201 with 200"):
        train(spins, 3, Recipe(batch_size=201), rng())


@pytest.mark.parametrize(
    "change",
    [
        {"learning_rate": -0.1},
        {"learning_rate": float("nan")},
        {"l1": -1.0},
        {"epsilon": 0.0},
        {"momentum": 1.0},
        {"chains": 0},
        {"gibbs_steps": 0},
        {"hidden_data": "binary"},
        {"optimizer": "lbfgs"},
        {"rule": "pt"},
        {"learn_rate": 0.1},
    ],
)
def test_recipes_outside_their_range_are_refused(change):
    with pytest.raises(ValidationError, match=next(iter(change))):
        Recipe(**change)
