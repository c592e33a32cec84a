"""Means over seeds and the hint at two peaks."""

import numpy as np
import pytest

from rgflow.errors import ParameterError
from rgflow.stats.summary import over_seeds, two_peaks


def test_mean_and_error_over_seeds() -> None:
    values = np.array([[1.0, 2.0], [3.0, np.nan], [5.0, np.nan]])
    result = over_seeds(values)
    np.testing.assert_allclose(result.value, [3.0, 2.0])
    assert result.standard_error[0] == pytest.approx(2 / np.sqrt(3))
    assert np.isnan(result.standard_error[1])
    assert np.isnan(over_seeds(np.full(3, np.nan)).value)


@pytest.mark.statistical
def test_interval_over_seeds_covers_95_percent() -> None:
    """5 seeds, 4000 repetitions: within 4 binomial errors of 95 %, false alarm 6e-5."""
    values = np.random.default_rng(4).normal(0, 1, (5, 4000))
    result = over_seeds(values)
    covered = np.mean((result.low < 0) & (result.high > 0))
    assert abs(covered - 0.95) < 4 * np.sqrt(0.95 * 0.05 / 4000)


def test_two_clear_peaks_are_found_where_they_are() -> None:
    values = np.array([2.2, 2.25, 2.3, 2.22, 3.5, 3.45, 3.55, 3.6])
    peaks = two_peaks(values)
    assert peaks.p_value < 0.01
    assert peaks.low == pytest.approx(np.mean(values[:4]))
    assert peaks.high == pytest.approx(np.mean(values[4:]))
    assert peaks.share_low == 0.5


def test_shift_scale_and_order_do_not_matter() -> None:
    values = np.random.default_rng(6).normal(0, 1, 12)
    first, second = two_peaks(values), two_peaks(5 - 3 * values)
    assert first.explained == pytest.approx(second.explained)
    assert first.p_value == second.p_value


@pytest.mark.statistical
@pytest.mark.parametrize("n", [5, 10, 30])
def test_one_normal_peak_gives_uniform_p_values(n: int) -> None:
    """Of 1000 normal samples 5 % have p < 0.05: within 4 binomial errors, false alarm 6e-5."""
    rng = np.random.default_rng(n)
    p = np.array([two_peaks(rng.normal(1, 2, n)).p_value for _ in range(1000)])
    assert abs(np.mean(p < 0.05) - 0.05) < 4 * np.sqrt(0.05 * 0.95 / 1000) + 0.01
    assert abs(p.mean() - 0.5) < 4 / np.sqrt(12 * 1000) + 0.01


def test_too_few_values_are_refused() -> None:
    with pytest.raises(ParameterError, match="two peaks"):
        two_peaks(np.array([1.0, 2.0, np.nan, 3.0]))
