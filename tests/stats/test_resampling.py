"""Jackknife and bootstrap: identities, and intervals that cover as often as they say."""

import numpy as np
import pytest

from rgflow.errors import ParameterError
from rgflow.stats.blocks import block_index
from rgflow.stats.fits import power_law
from rgflow.stats.resampling import (
    block_length,
    bootstrap,
    bootstrap_weights,
    jackknife,
    jackknife_weights,
)


def test_jackknife_of_a_mean_is_its_standard_error() -> None:
    x = np.random.default_rng(0).normal(3, 2, 17)
    replicates = jackknife_weights(17) @ x / 16
    result = jackknife(x.mean(), replicates)
    assert result.value == x.mean()
    assert result.standard_error == pytest.approx(x.std(ddof=1) / np.sqrt(17))


def test_bootstrap_of_a_mean_tends_to_its_standard_error() -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(3, 2, 17)
    weights = bootstrap_weights(17, 20000, rng)
    np.testing.assert_array_equal(weights.sum(axis=1), 17)
    result = bootstrap(x.mean(), weights @ x / 17, 17)
    # Relative error of a standard deviation of 20000 replicates: 0.5 %, so five of them.
    assert result.standard_error == pytest.approx(x.std(ddof=1) / np.sqrt(17), rel=0.025)


def test_replicates_without_an_answer_are_left_out_up_to_half() -> None:
    replicates = np.random.default_rng(2).normal(0, 1, (100, 2))
    replicates[:30, 0] = np.nan
    replicates[:60, 1] = np.nan
    result = bootstrap(np.zeros(2), replicates, 1000)
    assert result.standard_error[0] == pytest.approx(replicates[30:, 0].std(ddof=1), rel=1e-3)
    assert np.isnan(result.standard_error[1])


@pytest.mark.statistical
@pytest.mark.parametrize("method", ["jackknife", "bootstrap"])
def test_intervals_of_a_ratio_from_a_correlated_series_cover_95_percent(method: str) -> None:
    """95 % intervals, 400 repetitions: within 4 binomial errors (4.4 %) + 1 %, false alarm 1e-4.

    Every repetition is an AR(1) series with tau = 4.5 in blocks of 100 > 20 tau; the statistic
    is the non-linear ratio <x y> / <x>^2 of two correlated observables.
    """
    rng = np.random.default_rng(3)
    n, blocks, phi = 2000, 20, 0.8
    truth = (1.0 + 0.5 * 0.25) / 1.0
    covered = 0
    for _ in range(400):
        noise = rng.normal(0, np.sqrt(1 - phi**2), (2, n))
        series = np.empty((2, n))
        series[:, 0] = rng.normal(0, 1, 2)
        for t in range(1, n):
            series[:, t] = phi * series[:, t - 1] + noise[:, t]
        x = 1.0 + 0.5 * series[0]
        y = 1.0 + 0.25 * series[0] + 0.25 * series[1]
        index = block_index(n, blocks)
        sums = np.stack([np.bincount(index, value) for value in (x * y, x)], axis=1)
        per_block = n // blocks

        def ratio(weights: np.ndarray, sums: np.ndarray = sums, per: int = per_block) -> np.ndarray:
            number = weights.sum(axis=-1) * per
            total = weights @ sums
            return total[..., 0] / number / (total[..., 1] / number) ** 2

        best = ratio(np.ones(blocks))
        if method == "jackknife":
            result = jackknife(best, ratio(jackknife_weights(blocks)))
        else:
            weights = bootstrap_weights(blocks, 200, rng)
            result = bootstrap(best, ratio(weights), blocks)
        covered += bool(result.low < truth < result.high)
    assert abs(covered / 400 - 0.95) < 4 * np.sqrt(0.95 * 0.05 / 400) + 0.01


def test_blocks_are_runs_of_nearly_equal_length() -> None:
    index = block_index(23, 5)
    assert (np.diff(index) >= 0).all()
    assert set(np.bincount(index)) <= {4, 5}


def test_block_length_grows_with_tau_and_keeps_enough_blocks() -> None:
    assert block_length(1000, 0.5) == 1
    assert block_length(1000, 2.0) == 40
    assert block_length(1000, 50.0) == 100
    assert block_length(5, 50.0) == 1


def test_one_block_has_no_error() -> None:
    for call in (lambda: jackknife_weights(1), lambda: block_index(5, 1)):
        with pytest.raises(ParameterError, match="block"):
            call()


@pytest.mark.statistical
def test_bootstrap_of_a_fitted_exponent_covers_95_percent() -> None:
    """95 % intervals of Delta, 400 repetitions: within 4 binomial errors + 1 %, false alarm 1e-4.

    Distances of one configuration are strongly correlated, as they are in practice; the regression
    error of the same fits knows nothing of that and must fail to cover.
    """
    rng = np.random.default_rng(12)
    r = np.sqrt([1, 2, 4, 5, 8, 9, 10, 13, 16, 17, 18, 20.0])
    blocks, truth = 20, 0.125
    mixing = np.exp(-0.5 * np.abs(r[:, None] - r))
    noise = rng.normal(0, 0.05, (400, blocks, r.size)) @ np.linalg.cholesky(mixing).T
    curves = 0.7 * r ** (-2 * truth) + noise
    weights = bootstrap_weights(blocks, 100, rng)
    replicates = power_law(r, (weights @ curves) / blocks)["Delta"].value
    best = power_law(r, curves.mean(axis=1))["Delta"]
    result = bootstrap(best.value, replicates.T, blocks)
    covered = np.mean((result.low < truth) & (result.high > truth))
    assert abs(covered - 0.95) < 4 * np.sqrt(0.95 * 0.05 / 400) + 0.01
    naive = np.mean((best.low < truth) & (best.high > truth))
    assert naive < 0.80
