"""A training killed at random moments and resumed ends in the bytes of an undisturbed one."""

import signal
import subprocess
import sys

import numpy as np
import pytest

from rgflow.config.defaults import RECIPES
from rgflow.config.recipes import Recipe
from rgflow.errors import DataError
from rgflow.learners.rbm.training import train

CHANGES = {"updates": 60, "batch_size": 30, "learning_rate": 0.05}


class Memory:
    """A checkpoint in memory whose `save` fails after a given number of calls."""

    def __init__(self):
        self.kept, self.left = None, 10**9

    def load(self):
        return self.kept

    def save(self, state):
        self.kept = {name: array.copy() for name, array in state.items()}
        self.left -= 1
        if self.left == 0:
            raise KeyboardInterrupt


@pytest.mark.parametrize(
    "recipe", [*RECIPES.values(), Recipe(optimizer="momentum"), Recipe(rule="pcd", gibbs_steps=2)]
)
def test_resumed_runs_end_in_the_same_bytes(spins, recipe):
    """Stopped after each of several saves, also across the end of an epoch."""
    recipe = recipe.model_copy(update=CHANGES)
    undisturbed = train(spins, 5, recipe, np.random.default_rng(1))
    memory, lifetimes = Memory(), np.random.default_rng(2).integers(1, 10, 6)
    for updates in lifetimes:
        memory.left = int(updates)
        with pytest.raises(KeyboardInterrupt):
            train(
                spins, 5, recipe, np.random.default_rng(1), checkpoint=memory, checkpoint_seconds=0
            )
    assert memory.kept["update"][0] == lifetimes.sum()
    memory.left = 10**9
    resumed = train(
        spins, 5, recipe, np.random.default_rng(1), checkpoint=memory, checkpoint_seconds=0
    )
    for name in ("updates", "weights", "visible_bias", "hidden_bias", "reconstruction_error"):
        assert getattr(resumed, name).tobytes() == getattr(undisturbed, name).tobytes()


def test_foreign_checkpoints_are_refused(spins):
    recipe = Recipe(**CHANGES)
    memory = Memory()
    train(spins, 5, recipe, np.random.default_rng(1), checkpoint=memory, checkpoint_seconds=0)
    for n_hidden, seed in ((5, 2), (4, 1)):
        with pytest.raises(DataError, match="another seed, recipe or size"):
            train(spins, n_hidden, recipe, np.random.default_rng(seed), checkpoint=memory)


SCRIPT = """
import os, sys
from pathlib import Path
import numpy as np
from rgflow.config.defaults import RECIPES
from rgflow.learners.rbm.training import train

class File:
    path = Path(sys.argv[1])
    def load(self):
        return dict(np.load(self.path)) if self.path.exists() else None
    def save(self, state):
        part = self.path.with_suffix(".part.npz")
        np.savez(part, **state)
        os.replace(part, self.path)

data = np.random.default_rng(1).choice(np.array([-1, 1], np.int8), (500, 30))
recipe = RECIPES["code"].model_copy(update={"updates": 20_000})
print("ready", flush=True)
run = train(data, 20, recipe, np.random.default_rng(2), checkpoint=File(), checkpoint_seconds=0.02)
np.save(sys.argv[2], run.weights)
"""


def test_killed_at_random_moments(tmp_path):
    """SIGKILL 0.05 to 0.25 s into the training, five times or until it has ended."""
    moments = np.random.default_rng(3).uniform(0.05, 0.25, 5)
    kills = 0
    for moment in (*moments, None):
        command = [sys.executable, "-c", SCRIPT, tmp_path / "state.npz", tmp_path / "killed.npy"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert process.stdout.readline() == b"ready\n"
        try:
            process.wait(moment)
        except subprocess.TimeoutExpired:
            process.kill()
        process.stdout.close()
        if process.wait() == 0:
            break
        assert process.returncode == -signal.SIGKILL
        kills += 1
    assert kills >= 1
    undisturbed = [sys.executable, "-c", SCRIPT, tmp_path / "none.npz", tmp_path / "whole.npy"]
    subprocess.run(undisturbed, check=True, stdout=subprocess.DEVNULL)
    assert (tmp_path / "killed.npy").read_bytes() == (tmp_path / "whole.npy").read_bytes()
