"""Every recipe, update by update, against a slow and literal implementation of the equations.

The reference works in float64 with loops over samples and units and takes nothing from rgflow.
Its random numbers are those of the fused kernels, from xoshiro128+ written down by its definition.
"""

import math

import numpy as np
import pytest

from rgflow.config.defaults import RECIPES
from rgflow.config.recipes import Recipe
from rgflow.learners.rbm.training import train

LANES = 64
MASK = 2**32 - 1


class Xoshiro:
    """64 interleaved xoshiro128+ generators; every layer's draw starts a new row of lanes."""

    def __init__(self, lanes):
        self.state = [[int(word) for word in lane] for lane in lanes.T]

    def row(self):
        words = []
        for s in self.state:
            word = (s[0] + s[3]) & MASK
            shifted = (s[1] << 9) & MASK
            s[2] ^= s[0]
            s[3] ^= s[1]
            s[1] ^= s[2]
            s[0] ^= s[3]
            s[2] ^= shifted
            s[3] = ((s[3] << 11) | (s[3] >> 21)) & MASK
            words.append(word - 2**32 if word >= 2**31 else word)
        return words

    def uniforms(self, n):
        """Numbers in [-1, 1), as many rows of lanes as `n` numbers need."""
        words = [word for _ in range(math.ceil(n / LANES)) for word in self.row()]
        return np.array(words[:n]) / 2.0**31


class LiteralTraining:
    def __init__(self, data, n_hidden, recipe, rng):
        self.recipe, self.data = recipe, data.astype(float)
        n_visible = data.shape[1]
        self.W = recipe.init_scale * rng.standard_normal((n_visible, n_hidden), np.float32)
        self.W = self.W.astype(float)
        self.b, self.c = np.zeros(n_visible), np.zeros(n_hidden)
        self.seed = int(rng.integers(2**63))
        self.random = Xoshiro(rng.integers(1, 2**32, size=(4, LANES), dtype=np.uint32))
        self.memory = {}
        if recipe.rule == "pcd":
            self.chains = self.draw(np.zeros((recipe.chains, n_hidden)), "sampled")

    def draw(self, mean, units):
        """Values of units whose conditional means are given."""
        if units == "mean":
            return mean
        r = self.random.uniforms(mean.size).reshape(mean.shape)
        return np.where(r < mean, 1.0, -1.0)

    def hidden_means(self, v):
        return np.tanh(
            np.array(
                [
                    [
                        sum(v_i * w for v_i, w in zip(row, self.W[:, a], strict=True)) + self.c[a]
                        for a in range(len(self.c))
                    ]
                    for row in v
                ]
            )
        )

    def visible_means(self, h):
        return np.tanh(
            np.array(
                [
                    [
                        sum(h_a * w for h_a, w in zip(row, self.W[i], strict=True)) + self.b[i]
                        for i in range(len(self.b))
                    ]
                    for row in h
                ]
            )
        )

    def batch(self, update):
        per_epoch = max(1, (len(self.data) - 1) // self.recipe.batch_size)
        epoch, place = divmod(update - 1, per_epoch)
        stream = np.random.Generator(np.random.Philox(np.random.SeedSequence([self.seed, epoch])))
        order = stream.permutation(len(self.data))
        return self.data[order[place * self.recipe.batch_size :][: self.recipe.batch_size]]

    def update(self, number):
        recipe = self.recipe
        v = self.batch(number)
        h = self.draw(self.hidden_means(v), recipe.hidden_data)
        if recipe.rule == "cd":
            v_model, h_model = self.contrastive_divergence(h)
        else:
            v_model, h_model = self.persistent()
        gradient = {
            "W": sum(np.outer(*pair) for pair in zip(v, h, strict=True)) / len(v)
            - sum(np.outer(*pair) for pair in zip(v_model, h_model, strict=True)) / len(v_model),
            "b": v.mean(axis=0) - v_model.mean(axis=0),
            "c": h.mean(axis=0) - h_model.mean(axis=0),
        }
        gradient["W"] = gradient["W"] - recipe.l1 * np.sign(self.W) - recipe.l2 * self.W
        for name, g in gradient.items():
            setattr(self, name, getattr(self, name) + self.step(name, g, number))

    def contrastive_divergence(self, h):
        for k in range(self.recipe.gibbs_steps):
            v = self.draw(self.visible_means(h), self.recipe.visible_model)
            last = k == self.recipe.gibbs_steps - 1
            units = self.recipe.hidden_model if last else self.recipe.hidden_data
            h = self.draw(self.hidden_means(v), units)
        return v, h

    def persistent(self):
        for _ in range(self.recipe.gibbs_steps):
            v = self.draw(self.visible_means(self.chains), self.recipe.visible_model)
            means = self.hidden_means(v)
            self.chains = self.draw(means, "sampled")
        return v, means if self.recipe.hidden_model == "mean" else self.chains

    def step(self, name, g, t):
        recipe = self.recipe
        if recipe.optimizer == "sgd":
            return recipe.learning_rate * g
        if recipe.optimizer == "momentum":
            self.memory[name] = recipe.momentum * self.memory.get(name, 0.0) + g
            return recipe.learning_rate * self.memory[name]
        m, s = self.memory.get(name, (0.0, 0.0))
        m = recipe.beta1 * m + (1 - recipe.beta1) * g
        s = recipe.beta2 * s + (1 - recipe.beta2) * g**2
        self.memory[name] = m, s
        rate = recipe.learning_rate * math.sqrt(1 - recipe.beta2**t) / (1 - recipe.beta1**t)
        return rate * m / (np.sqrt(s) + recipe.epsilon)


VARIANTS = {
    **RECIPES,
    "cd3": Recipe(gibbs_steps=3),
    "text3": RECIPES["text"].model_copy(update={"gibbs_steps": 3}),
    "pcd3 mean hidden": Recipe(rule="pcd", gibbs_steps=3, hidden_model="mean"),
    "pcd with batch of 1 chain, mean visible": Recipe(rule="pcd", chains=1, visible_model="mean"),
    "all drawn": Recipe(hidden_model="sampled"),
    "momentum": Recipe(optimizer="momentum", l1=0.01, l2=0.02),
    "momentum pcd": Recipe(rule="pcd", optimizer="momentum", momentum=0.5),
    "adam with decay": Recipe(optimizer="adam", l1=0.01, l2=0.1),
    "sgd with decay": Recipe(l1=0.02, l2=0.1),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_updates_follow_the_equations(name, spins):
    """Six updates in two epochs, each compared; the layers do not fill whole rows of lanes."""
    changes = {"batch_size": 50, "updates": 6, "snapshots": 12, "learning_rate": 0.05}
    recipe = VARIANTS[name].model_copy(update={**changes, "chains": min(7, VARIANTS[name].chains)})
    training = train(spins, 5, recipe, np.random.default_rng(3))
    literal = LiteralTraining(spins, 5, recipe, np.random.default_rng(3))
    assert training.updates.tolist() == list(range(7))
    for update in range(7):
        if update:
            literal.update(update)
        rbm = training.machine(update)
        np.testing.assert_allclose(rbm.weights, literal.W, rtol=1e-4, atol=2e-6)
        np.testing.assert_allclose(rbm.visible_bias, literal.b, rtol=1e-4, atol=2e-6)
        np.testing.assert_allclose(rbm.hidden_bias, literal.c, rtol=1e-4, atol=2e-6)


def test_real_valued_data_follow_the_equations():
    """Means of a layer below, float32 within [-1, 1]."""
    data = np.tanh(np.random.default_rng(4).standard_normal((30, 7))).astype(np.float32)
    recipe = Recipe(batch_size=10, updates=4, learning_rate=0.1, snapshots=1)
    rbm = train(data, 3, recipe, np.random.default_rng(5)).rbm
    literal = LiteralTraining(data, 3, recipe, np.random.default_rng(5))
    for update in range(1, 5):
        literal.update(update)
    np.testing.assert_allclose(rbm.weights, literal.W, rtol=1e-4, atol=2e-6)


def test_recipes_of_the_paper():
    """What is fixed of the text, the authors' code and the others."""
    text, code = RECIPES["text"], RECIPES["code"]
    assert (text.rule, text.gibbs_steps, text.optimizer) == ("cd", 1, "sgd")
    assert {text.hidden_data, text.visible_model, text.hidden_model} == {"mean"}
    assert (code.rule, code.gibbs_steps, code.chains, code.batch_size) == ("pcd", 1, 1, 100)
    assert (code.optimizer, code.learning_rate, code.epsilon) == ("adam", 0.001, 0.01)
    assert (code.init_scale, code.l1, code.l2) == (0.05, 0.0, 0.0)
    assert {code.hidden_data, code.visible_model, code.hidden_model} == {"sampled"}
    units = {
        name: (recipe.hidden_data, recipe.visible_model, recipe.hidden_model)
        for name, recipe in RECIPES.items()
    }
    assert units["cd"] == units["cd_l1"] == ("sampled", "sampled", "mean")
    assert units["half"] == ("sampled", "mean", "mean")
    assert RECIPES["pcd"].chains == 100
    assert RECIPES["cd_l1"].l1 > 0
