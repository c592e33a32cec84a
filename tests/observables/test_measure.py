"""Sums by class and block equal what a reader would compute by hand."""

import numpy as np
import pytest

from rgflow.models.ising.hamiltonian import energy
from rgflow.observables.classes import blocks_of, class_of, group_sums
from rgflow.observables.ensemble import (
    ESTIMATORS,
    OPERATORS,
    Axes,
    class_sums,
    distances,
    pair_sums,
    spin_correlation,
)
from rgflow.observables.two_point import two_point_sums

AXES = Axes(np.array([0.0, 1.5, 2.3]), np.array([1.5, 2.3]), blocks=3, size=6)


@pytest.fixture
def spins() -> np.ndarray:
    return np.random.default_rng(4).choice(np.array([-1, 1], np.int8), (40, 6, 6))


def test_classes_are_found_by_value_and_nothing_else() -> None:
    found = class_of(np.array([2.3, 0.0, 1.5, 2.2999, 9.0]), AXES.temperature)
    np.testing.assert_array_equal(found, [2, 0, 1, -1, -1])
    np.testing.assert_array_equal(class_of(np.array([1.0, 2.0]), np.empty(0)), [-1, -1])


@pytest.mark.parametrize("n", [1, 2, 3, 10, 11, 40])
def test_blocks_are_runs_of_nearly_equal_length(n: int) -> None:
    classes = np.zeros(n, np.int64)
    blocks = blocks_of(classes, 1, 3)
    assert (np.diff(blocks) >= 0).all()
    sizes = np.bincount(blocks, minlength=3)
    assert sizes.sum() == n
    assert np.ptp(sizes) <= 1


def test_class_sums_are_sums_over_the_members(spins: np.ndarray) -> None:
    classes = np.random.default_rng(5).integers(-1, 3, len(spins))
    sums = class_sums(spins, energy(spins) / 36, classes, AXES)
    m = spins.mean(axis=(1, 2))
    for k in range(3):
        members = classes == k
        assert sums["count"][k].sum() == members.sum()
        for name, value in (
            ("sum_abs_m", np.abs(m)),
            ("sum_m2", m**2),
            ("sum_m4", m**4),
            ("sum_energy", energy(spins) / 36),
        ):
            assert sums[name][k].sum() == pytest.approx(value[members].sum(), abs=1e-12)


def test_pair_sums_of_all_blocks_are_those_of_the_class(spins: np.ndarray) -> None:
    classes = np.random.default_rng(6).integers(-1, 2, len(spins))
    sums = pair_sums(spins, classes, AXES)
    wholes = two_point_sums(spins, classes, 2, operators=OPERATORS, estimators=ESTIMATORS)
    for row, operator in enumerate(OPERATORS):
        for column, estimator in enumerate(ESTIMATORS):
            whole = wholes[operator, estimator]
            n_r = whole.distance.size
            blocks = sums["sum_products"][:, :, row, column]
            np.testing.assert_array_equal(blocks[..., :n_r].sum(axis=1), whole.products)
            assert np.isnan(blocks[..., n_r:]).all()
        np.testing.assert_array_equal(sums["sum_field"][:, :, row].sum(axis=1), whole.field)


def test_spin_correlation_is_the_mean_over_all_pairs_of_a_torus_distance(spins: np.ndarray) -> None:
    curve = spin_correlation(spins, AXES)
    distance = distances(AXES)[0][OPERATORS.index("spin"), ESTIMATORS.index("torus")]
    np.testing.assert_array_equal(np.isfinite(curve), np.isfinite(distance))
    for r, shifts in ((1.0, [(0, 1), (1, 0)]), (np.sqrt(5), [(1, 2), (2, 1), (1, -2), (2, -1)])):
        products = [spins * np.roll(spins, shift, axis=(1, 2)) for shift in shifts]
        assert curve[np.isclose(distance, r)] == pytest.approx([np.mean(products)], abs=1e-12)


def test_distances_are_padded_with_nan() -> None:
    distance, pairs = distances(AXES)
    assert distance.shape == (len(OPERATORS), len(ESTIMATORS), AXES.n_r)
    np.testing.assert_array_equal(np.isnan(distance), np.isnan(pairs))
    kept = distance[0, ESTIMATORS.index("open")]
    np.testing.assert_allclose(
        kept[np.isfinite(kept)] ** 2, [1, 2, 4, 5, 8], atol=1e-12
    )  # all below (L/2)^2 = 9


def test_groups_of_minus_one_are_left_out() -> None:
    sums = group_sums(np.array([1.0, 2.0, 4.0]), np.array([0, -1, 1]), 3)
    np.testing.assert_array_equal(sums, [1.0, 4.0, 0.0])
