"""A third lattice model, as a stranger would write it: independent pairs, H = - sum of s s'.

One module is enough, with the functions of all parts together; it has no exact correlations.
"""

import math

import numpy as np

from rgflow.models.base.arguments import magnetization
from rgflow.models.base.sampler import independent

T_C = 0.5
DELTA_SIGMA = None
DELTA_EPSILON = None
BETA = None

COLD = 0.05
ALGORITHMS = ("auto",)


def energy(spins):
    first = spins[:, :, : spins.shape[2] // 2 * 2 : 2]
    return -np.sum(first * spins[:, :, 1::2], axis=(1, 2), dtype=np.float64)


def ground_energy(L):
    return -float(pairs(L))


def pairs(L):
    return L * (L // 2)


def log_partition(L, T):
    with np.errstate(divide="ignore", over="ignore"):
        K = 1 / np.asarray(T, float)
        return pairs(L) * np.logaddexp(K, -K) + (L * L - pairs(L)) * math.log(2)


def energy_per_site(L, T):
    with np.errstate(divide="ignore"):
        return -pairs(L) / L**2 * np.tanh(1 / np.asarray(T, float))


def specific_heat(L, T):
    T = np.asarray(T, float)
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        return np.where(T > 0, pairs(L) / L**2 / (T * np.cosh(1 / T)) ** 2, 0.0)


def entropy(L, T):
    T = np.asarray(T, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        warm = log_partition(L, T) + energy_per_site(L, T) * L**2 / T
    return np.where(T > 0, warm, (L * L - pairs(L)) * math.log(2))


def energy_distribution(L, temperatures):
    n = pairs(L)
    broken = np.arange(n + 1)
    log_count = np.array([math.log(math.comb(n, k)) for k in broken])
    with np.errstate(divide="ignore", invalid="ignore"):
        cost = np.where(broken > 0, -2 * broken / np.asarray(temperatures)[:, None], 0.0)
    weight = np.exp(log_count + cost)
    return 2.0 * broken - n, weight / weight.sum(axis=1, keepdims=True)


def move_randomly(spins, rng):
    return spins * rng.choice(np.array([-1, 1], np.int8), (len(spins), 1, 1))


def sample(L, T, n_samples, rng, *, algorithm="auto"):  # noqa: ARG001
    spins = rng.choice(np.array([-1, 1], np.int8), (n_samples, L, L))
    equal = 1.0 if T == 0 else 1 / (1 + math.exp(-2 / T))
    sign = np.where(rng.random((n_samples, L, L // 2)) < equal, 1, -1).astype(np.int8)
    spins[:, :, 1::2] = sign * spins[:, :, : L // 2 * 2 : 2]
    return independent(
        "pairs", spins, energy(spins), magnetization(spins),
        exact_energy=float(energy_per_site(L, T)), energy_z=0.0,
    )  # fmt: skip
