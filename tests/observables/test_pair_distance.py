"""G(d): identities that hold for any maps, and known curves of simple patterns."""

from typing import Literal

import numpy as np
import pytest

from rgflow.errors import ParameterError
from rgflow.observables.pair_distance import (
    fall_diagnostics,
    magnetization_overlap,
    pair_distance,
)
from rgflow.observables.patterns import checkerboard, white_noise

METRICS: tuple[Literal["torus", "open"], ...] = ("torus", "open")


def maps(units: int = 5, size: int = 6) -> np.ndarray:
    return np.random.default_rng(3).normal(0.3, 1.0, (units, size, size))


@pytest.mark.parametrize("metric", METRICS)
def test_equals_the_double_loop_over_sites(metric: Literal["torus", "open"]) -> None:
    fields = maps()
    sums: dict[int, list[float]] = {}
    for i in range(36):
        for j in range(36):
            dy, dx = abs(i // 6 - j // 6), abs(i % 6 - j % 6)
            if metric == "torus":
                dy, dx = min(dy, 6 - dy), min(dx, 6 - dx)
            flat = fields.reshape(5, -1)
            sums.setdefault(dy**2 + dx**2, []).append(float((flat[:, i] * flat[:, j]).mean()))
    result = pair_distance(fields, metric=metric)
    np.testing.assert_allclose(result.distance, np.sqrt(sorted(sums)))
    np.testing.assert_array_equal(result.pairs, [len(sums[key]) for key in sorted(sums)])
    np.testing.assert_allclose(
        result.value, [np.mean(sums[key]) for key in sorted(sums)], atol=1e-13
    )


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("size", [5, 8])
def test_mean_over_all_pairs_is_the_mean_squared_overlap_with_m(
    metric: Literal["torus", "open"], size: int
) -> None:
    fields = maps(size=size)
    result = pair_distance(fields, metric=metric)
    constant = (result.value * result.pairs).sum() / size**4
    assert constant == pytest.approx((magnetization_overlap(fields) ** 2).mean(), rel=1e-12)


def test_on_the_torus_the_constant_separates_from_the_connected_part() -> None:
    fields = maps()
    whole, connected = pair_distance(fields), pair_distance(fields, connected=True)
    constant = (magnetization_overlap(fields) ** 2).mean()
    np.testing.assert_allclose(whole.value, connected.value + constant, atol=1e-14)
    assert (connected.value * connected.pairs).sum() == pytest.approx(0.0, abs=1e-11)


def test_at_distance_zero_g_is_the_mean_power_and_it_bounds_the_rest() -> None:
    fields = maps()
    result = pair_distance(fields)
    assert result.value[0] == pytest.approx((fields**2).mean())
    assert (np.abs(result.value) <= result.value[0]).all()
    np.testing.assert_allclose(result.per_unit.mean(axis=0), result.value)


def test_signs_and_translations_of_units_do_not_matter_on_the_torus() -> None:
    fields = maps()
    moved = np.stack([np.roll(-f if k % 2 else f, k, (0, 1)) for k, f in enumerate(fields)])
    np.testing.assert_allclose(pair_distance(moved).value, pair_distance(fields).value, atol=1e-13)


def test_uniform_maps_have_a_constant_g() -> None:
    result = pair_distance(np.full((3, 8, 8), 0.5))
    np.testing.assert_allclose(result.value, 0.25)
    shape = fall_diagnostics(result.distance, result.value)
    assert np.isnan(shape.r_squared)
    assert (shape.upturn, shape.peaks) == (0.0, 0)


@pytest.mark.statistical
def test_white_noise_has_no_trend() -> None:
    """Connected G(d > 0) of 400 maps averages to -1/3 / (L^2 - 1): z-scores, false alarm 1e-4."""
    fields = white_noise(400, 16, np.random.default_rng(11))
    result = pair_distance(fields, connected=True)
    expected = -(1 / 3) / (16**2 - 1) * (1 - 1 / 16**2)
    error = result.per_unit.std(axis=0, ddof=1) / 20
    z = (result.value - expected)[1:] / error[1:]
    # Bonferroni over the distances; 44 of them, two-sided.
    assert np.abs(z).max() < 4.75
    assert result.value[0] == pytest.approx(1 / 3, rel=0.02)


@pytest.mark.parametrize("block", [4, 8, 16])
def test_checkerboards_repeat_along_an_axis_and_show_peaks(block: int) -> None:
    board = checkerboard(32, block)
    assert board.shape == (1, 32, 32)
    assert board.sum() == 0
    np.testing.assert_array_equal(np.roll(board, block, 1), -board)
    result = pair_distance(board)
    assert result.value[0] == pytest.approx(1.0)
    farthest = result.value[-1]
    assert farthest == pytest.approx(1.0)
    assert fall_diagnostics(result.distance, result.value).peaks >= (2 if block < 16 else 0)


def test_fall_diagnostics_of_known_curves() -> None:
    d = np.arange(10.0)
    line = fall_diagnostics(d, 3.0 - 0.2 * d)
    assert (line.slope, line.intercept) == pytest.approx((-0.2, 3.0))
    assert line.r_squared == pytest.approx(1.0)
    assert line.offset == pytest.approx(1.2 / 3.0)
    assert (line.upturn, line.peaks) == (0.0, 0)
    valley = fall_diagnostics(d, np.where(d < 8, 8 - d, d - 8 + 2.0))
    assert valley.upturn == pytest.approx((3.0 - 1.0) / 7.0)
    waves = fall_diagnostics(np.arange(40.0), np.cos(np.arange(40.0) * 2 * np.pi / 10))
    assert waves.peaks == 3


def test_refuses_checkerboards_that_do_not_fit() -> None:
    with pytest.raises(ParameterError, match="checkerboard"):
        checkerboard(32, 5)
