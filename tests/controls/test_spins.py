"""Control configurations: the law they are drawn from, and what they keep and destroy."""

import numpy as np
import pytest

from rgflow.controls.biased_spins import biased_spins
from rgflow.controls.scrambled import scramble
from rgflow.controls.smoothing import smoothing_step
from rgflow.errors import ParameterError


def signs(n: int = 40, size: int = 6) -> np.ndarray:
    return np.random.default_rng(0).choice(np.array([-1, 1], np.int8), (n, size, size))


@pytest.mark.statistical
def test_biased_spins_have_the_given_magnetization_and_no_correlation() -> None:
    """z-scores of <m> for five biases and of nearest-neighbour products: false alarm 1e-4."""
    m = np.repeat([-0.9, -0.3, 0.0, 0.5, 1.0], 2000)
    spins = biased_spins(m, 8, np.random.default_rng(1)).astype(float)
    sites = 2000 * 64
    for value in np.unique(m):
        members = spins[m == value]
        assert abs(members.mean() - value) <= 4.5 * np.sqrt((1 - value**2) / sites)
        products = (members * np.roll(members, 1, axis=2)).mean(axis=(1, 2))
        error = products.std(ddof=1) / np.sqrt(2000)
        assert abs(products.mean() - value**2) <= 4.5 * error + 1e-12


def test_biased_spins_refuse_impossible_magnetizations() -> None:
    with pytest.raises(ParameterError, match="magnetization"):
        biased_spins(np.array([0.2, 1.2]), 4, np.random.default_rng(0))


def test_smoothing_is_the_stated_map() -> None:
    v = signs()
    y, x = 0, 5
    neighbours = v[:, 5, x] + v[:, 1, x] + v[:, y, 4] + v[:, y, 0]
    expected = np.tanh(0.3 * v[:, y, x] + 0.2 * neighbours.astype(float))
    np.testing.assert_allclose(smoothing_step(v, 0.3, 0.2)[:, y, x], expected, rtol=1e-6)


@pytest.mark.statistical
def test_sampled_smoothing_has_the_mean_map_as_its_mean() -> None:
    """Largest of 36 z-scores below 4.7: false alarm 1e-4."""
    v = np.repeat(signs(1), 20000, axis=0)
    drawn = smoothing_step(v, 0.3, 0.2, "sampled", np.random.default_rng(2))
    assert set(np.unique(drawn)) == {-1, 1}
    assert drawn.dtype == np.int8
    mean = smoothing_step(v[:1], 0.3, 0.2)[0].astype(float)
    z = (drawn.mean(axis=0) - mean) / np.sqrt((1 - mean**2) / 20000)
    assert np.abs(z).max() < 4.7


def test_sampled_smoothing_needs_random_numbers() -> None:
    with pytest.raises(ParameterError, match="random"):
        smoothing_step(signs(), 0.3, 0.2, "sampled")


def test_scrambling_acts_alike_on_all_lattices_and_keeps_site_statistics() -> None:
    lattices = signs(200).astype(np.float32) * 0.5
    mixed = scramble(lattices, np.random.default_rng(3))
    covariance = np.abs(np.cov(lattices.reshape(200, -1).T))
    scrambled = np.abs(np.cov(mixed.reshape(200, -1).T))
    np.testing.assert_allclose(np.sort(scrambled.ravel()), np.sort(covariance.ravel()), atol=1e-12)
    assert mixed.dtype == lattices.dtype
    assert not np.array_equal(np.abs(mixed - lattices), 0 * mixed)


def test_scrambling_one_thing_leaves_the_other() -> None:
    lattices = signs()
    signs_only = scramble(lattices, np.random.default_rng(4), sites=False)
    factor = signs_only * lattices
    assert (factor == factor[0]).all()
    assert set(np.unique(factor)) == {-1, 1}
    sites_only = scramble(lattices, np.random.default_rng(4), signs=False)
    np.testing.assert_array_equal(sites_only.sum(axis=(1, 2)), lattices.sum(axis=(1, 2)))
