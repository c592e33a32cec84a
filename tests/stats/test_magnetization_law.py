"""A |T_c - T|^Delta_m with T_c free."""

import numpy as np
import pytest
from scipy.optimize import curve_fit

from rgflow.errors import ParameterError
from rgflow.stats.estimate import AT_BOUND, OK, TOO_FEW
from rgflow.stats.magnetization_law import magnetization_law


def law(T: np.ndarray, A: float, T_c: float, Delta: float) -> np.ndarray:
    return A * np.abs(T_c - T) ** Delta


@pytest.mark.parametrize(
    ("temperatures", "T_c", "Delta"),
    [
        ((2.0, 2.1, 2.2), 2.269, 0.125),
        ((2.0, 2.1, 2.2), 2.35, 0.3),
        ((2.1, 2.2, 2.3), 2.269, 0.125),
        ((2.1, 2.2, 2.3), 2.5, 0.2),
        ((1.8, 1.9, 2.0, 2.1, 2.2), 2.269, 0.125),
    ],
)
def test_exact_data_give_the_parameters(
    temperatures: tuple[float, ...], T_c: float, Delta: float
) -> None:
    T = np.array(temperatures)
    fit = magnetization_law(T, law(T, 1.1, T_c, Delta))
    assert fit.status == OK
    assert fit["T_c"].value == pytest.approx(T_c, abs=1e-7)
    assert fit["Delta_m"].value == pytest.approx(Delta, abs=1e-7)
    assert fit["A"].value == pytest.approx(1.1, abs=1e-7)


def test_three_points_leave_no_error_and_five_do() -> None:
    three, five = np.array([2.0, 2.1, 2.2]), np.array([1.8, 1.9, 2.0, 2.1, 2.2])
    fit = magnetization_law(three, law(three, 1.0, 2.269, 0.125))
    assert (fit.status, fit.dof) == (OK, 0)
    assert np.isnan(fit["Delta_m"].standard_error)
    data = law(five, 1.0, 2.269, 0.125) + np.array([1, -1, 1, -1, 1]) * 1e-3
    fit = magnetization_law(five, data)
    value, covariance = curve_fit(law, five, data, (1.0, 2.269, 0.125), xtol=1e-13)
    errors = np.sqrt(np.diag(covariance))
    for k, name in enumerate(("A", "T_c", "Delta_m")):
        assert fit[name].value == pytest.approx(value[k], abs=1e-4 * errors[k])
        assert fit[name].standard_error == pytest.approx(errors[k], rel=1e-3)


def test_batches_and_missing_classes() -> None:
    T = np.array([2.0, 2.1, 2.2])
    good = law(T, 1.0, 2.269, 0.125)
    fit = magnetization_law(T, np.stack([good, np.where(T > 2.15, np.nan, good)]))
    np.testing.assert_array_equal(fit.status, [OK, TOO_FEW])
    assert np.isnan(fit["T_c"].value[1])


def test_constant_magnetization_has_no_critical_temperature() -> None:
    T = np.array([2.0, 2.1, 2.2])
    fit = magnetization_law(T, np.full(3, 0.5))
    assert fit.status == AT_BOUND
    assert np.isnan(fit["T_c"].value)


@pytest.mark.statistical
def test_bias_and_spread_agree_with_the_covariance() -> None:
    """Weighted fit, 500 data sets: reduced chi-square and T_c's pull; false alarm below 1e-4."""
    rng = np.random.default_rng(8)
    T = np.linspace(1.8, 2.2, 9)
    sigma = np.full(T.size, 5e-4)
    data = law(T, 1.1, 2.269, 0.125) + rng.normal(0, sigma, (500, T.size))
    fit = magnetization_law(T, data, sigma)
    assert (fit.status == OK).all()
    # chi-square with 6 dof: mean 6, standard deviation sqrt(12).
    assert abs(fit.chi_square.mean() - 6) < 4 * np.sqrt(12 / 500)
    pull = (fit["T_c"].value - 2.269) / fit["T_c"].standard_error
    assert abs(np.median(pull)) < 4 * 1.2533 / np.sqrt(500)
    assert 0.85 < pull.std() < 1.15


def test_refuses_temperatures_that_do_not_ascend() -> None:
    with pytest.raises(ParameterError, match="ascend"):
        magnetization_law(np.array([2.2, 2.1, 2.0]), np.ones(3))
