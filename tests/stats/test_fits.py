"""Fits against scipy's curve_fit, synthetic data of known errors, and cases without an answer."""

import numpy as np
import pytest
from scipy.optimize import curve_fit
from scipy.stats import norm, t

from rgflow.contracts.fit import STATUSES
from rgflow.stats.estimate import AT_BOUND, DEGENERATE, OK, TOO_FEW, student_interval
from rgflow.stats.fits import power_law, straight_line

# The distances of the authors' estimator on a 10 x 10 lattice.
R = np.sqrt(np.unique([y**2 + x**2 for y in range(5) for x in range(5) if 0 < y**2 + x**2 < 25]))


def model(r: np.ndarray, B: float, Delta: float) -> np.ndarray:
    return B * r ** (-2 * Delta)


def noisy(Delta: float, n: int, noise: float, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return model(R, 0.7, Delta) + rng.normal(0.0, noise, (n, R.size))


def test_status_codes_are_those_of_the_contract() -> None:
    names = ("ok", "too_few", "at_bound", "degenerate")
    assert names == STATUSES
    assert tuple(range(4)) == (OK, TOO_FEW, AT_BOUND, DEGENERATE)


@pytest.mark.parametrize("Delta", [0.0, 0.125, 1.0, 2.5])
def test_exact_power_laws_are_recovered_without_error(Delta: float) -> None:
    fit = power_law(R, model(R, 0.3, Delta))
    assert fit.status == OK
    assert fit["Delta"].value == pytest.approx(Delta, abs=1e-9)
    assert fit["B"].value == pytest.approx(0.3, rel=1e-9)
    assert fit["Delta"].standard_error < 1e-8


@pytest.mark.parametrize("Delta", [0.125, 1.0])
@pytest.mark.parametrize("weighted", [False, True])
def test_equals_curve_fit(Delta: float, weighted: bool) -> None:
    data = noisy(Delta, 20, 0.01)
    sigma = np.linspace(0.005, 0.02, R.size) if weighted else None
    fit = power_law(R, data, sigma)
    for k, row in enumerate(data):
        value, covariance = curve_fit(
            model, R, row, (0.5, 0.3), sigma, absolute_sigma=weighted, xtol=1e-13, ftol=1e-13
        )
        error = np.sqrt(np.diag(covariance))
        for j, name in enumerate(("B", "Delta")):
            assert fit[name].value[k] == pytest.approx(value[j], abs=1e-5 * error[j])
            assert fit[name].standard_error[k] == pytest.approx(error[j], rel=1e-4)


def test_a_batch_gives_what_each_data_set_gives_alone() -> None:
    data = noisy(0.125, 6, 0.01).reshape(2, 3, -1)
    together = power_law(R, data)
    assert together.status.shape == (2, 3)
    for index in np.ndindex(2, 3):
        alone = power_law(R, data[index])
        accuracy = 1e-6 * alone["Delta"].standard_error
        assert alone["Delta"].value == pytest.approx(together["Delta"].value[index], abs=accuracy)


@pytest.mark.statistical
@pytest.mark.parametrize("weighted", [False, True])
def test_intervals_cover_the_truth_as_often_as_they_say(weighted: bool) -> None:
    """2000 data sets: within 4 binomial errors of the exact coverage, false alarm 6e-5.

    Without errors of the points that is 90 %; given errors are known exactly here, which makes
    the Student interval as wide as a normal one of more than 90 %.
    """
    n, noise = 2000, 0.005
    sigma = np.full(R.size, noise) if weighted else None
    fit = power_law(R, noisy(0.125, n, noise, seed=5), sigma)
    delta = fit["Delta"]
    assert (fit.status == OK).all()
    covered = np.mean((delta.low < 0.125) & (delta.high > 0.125))
    expected = 2 * norm.cdf(t.ppf(0.95, R.size - 2)) - 1 if weighted else 0.90
    assert abs(covered - expected) < 4 * np.sqrt(expected * (1 - expected) / n)
    pull = (delta.value - 0.125) / delta.standard_error
    assert abs(pull.mean()) < 0.15


def test_missing_points_are_left_out() -> None:
    data = noisy(0.125, 1, 0.01)[0]
    holes = data.copy()
    holes[[2, 5]] = np.nan
    keep = np.isfinite(holes)
    fit = power_law(R, holes)
    assert fit.dof == R.size - 4
    assert fit["Delta"].value == pytest.approx(power_law(R[keep], data[keep])["Delta"].value)


def test_as_many_parameters_as_points_leave_no_error() -> None:
    fit = power_law(R[:2], model(R[:2], 0.5, 0.4))
    assert (fit.status, fit.dof) == (OK, 0)
    assert fit["Delta"].value == pytest.approx(0.4)
    assert np.isnan([fit["Delta"].standard_error, fit["Delta"].low, fit["Delta"].high]).all()


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (np.where(R == 1, 0.5, np.nan), TOO_FEW),
        (np.full(R.size, np.nan), TOO_FEW),
        (np.zeros(R.size), DEGENERATE),
        (-model(R, 0.5, 0.125), DEGENERATE),
        (np.where(R == 1, 1.0, 0.0), AT_BOUND),
        (model(R, 0.5, -1.5), AT_BOUND),
    ],
)
def test_fits_without_an_answer_say_so_and_give_no_number(data: np.ndarray, status: int) -> None:
    fit = power_law(R, data)
    assert fit.status == status
    for estimate in fit.parameters.values():
        numbers = (estimate.value, estimate.standard_error, estimate.low, estimate.high)
        assert np.isnan(numbers).all()


def test_one_bad_data_set_does_not_touch_its_neighbours() -> None:
    good = model(R, 0.7, 0.125)
    fit = power_law(R, np.stack([good, np.full(R.size, np.nan), good * 0, good]))
    np.testing.assert_array_equal(fit.status, [OK, TOO_FEW, DEGENERATE, OK])
    np.testing.assert_allclose(fit["Delta"].value[[0, 3]], 0.125)


def test_straight_line_equals_the_textbook() -> None:
    rng = np.random.default_rng(2)
    x = np.arange(12.0)
    y = 1.5 - 0.3 * x + rng.normal(0, 0.1, 12)
    slope, intercept = np.polyfit(x, y, 1)
    residual = y - intercept - slope * x
    error = np.sqrt(residual @ residual / 10 / ((x - x.mean()) ** 2).sum())
    fit = straight_line(x, y)
    assert fit["slope"].value == pytest.approx(slope)
    assert fit["intercept"].value == pytest.approx(intercept)
    assert fit["slope"].standard_error == pytest.approx(error)
    assert fit.chi_square == pytest.approx(residual @ residual)


def test_straight_line_through_one_abscissa_is_degenerate() -> None:
    fit = straight_line(np.ones(4), np.arange(4.0))
    assert fit.status == DEGENERATE


def test_student_interval_against_a_table() -> None:
    # t(0.95; 10) = 1.812461, t(0.975; 4) = 2.776445.
    ninety = student_interval(0.0, 1.0, 10, 0.90)
    assert ninety.high == pytest.approx(1.812461, abs=1e-6)
    assert student_interval(0.0, 1.0, 4, 0.95).low == pytest.approx(-2.776445, abs=1e-6)
