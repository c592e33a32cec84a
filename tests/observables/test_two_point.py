"""Two-point functions: counting, FFT and the direct double loop over site pairs agree."""

import itertools

import numpy as np
import pytest

from rgflow.errors import ParameterError
from rgflow.observables.correlator import correlator
from rgflow.observables.geometry import Estimator, pair_geometry
from rgflow.observables.operators import Operator, operator_field
from rgflow.observables.sums import TwoPointSums
from rgflow.observables.two_point import two_point_sums

OPERATORS: tuple[Operator, ...] = ("spin", "bond", "star")


def one(
    spins: np.ndarray,
    groups: np.ndarray,
    n_groups: int,
    *,
    operator: Operator = "spin",
    estimator: Estimator = "open",
) -> TwoPointSums:
    """Sums of one operator under one estimator."""
    (sums,) = two_point_sums(
        spins, groups, n_groups, operators=[operator], estimators=[estimator]
    ).values()
    return sums


def random_spins(n: int, size: int, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.choice(np.array([-1, 1], np.int8), (n, size, size), p=[0.3, 0.7])


def direct_correlator(
    field: np.ndarray, *, periodic: bool, connected: bool
) -> tuple[list[float], list[float]]:
    """The authors' algorithm: every site pair, r < L/2, equal distances averaged."""
    size = field.shape[1]
    if connected:
        field = field - field.mean()
    sums: dict[int, list[float]] = {}
    sites = list(itertools.product(range(size), repeat=2))
    for (y1, x1), (y2, x2) in itertools.combinations(sites, 2):
        dy, dx = abs(y1 - y2), abs(x1 - x2)
        if periodic:
            dy, dx = min(dy, size - dy), min(dx, size - dx)
        if dy**2 + dx**2 < size**2 / 4:
            pair = float((field[:, y1, x1] * field[:, y2, x2]).mean())
            sums.setdefault(dy**2 + dx**2, []).append(pair)
    return [r2**0.5 for r2 in sorted(sums)], [float(np.mean(sums[r2])) for r2 in sorted(sums)]


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("estimator", ["open", "torus"])
@pytest.mark.parametrize("connected", [False, True])
@pytest.mark.parametrize("size", [5, 6])
def test_equals_the_direct_sum_over_pairs(
    operator: Operator, estimator: Estimator, connected: bool, size: int
) -> None:
    spins = random_spins(70, size)
    sums = one(spins, np.zeros(len(spins), int), 1, operator=operator, estimator=estimator)
    distance, expected = direct_correlator(
        operator_field(spins, operator), periodic=estimator == "torus", connected=connected
    )
    np.testing.assert_allclose(sums.distance, distance, rtol=1e-15)
    np.testing.assert_allclose(correlator(sums, connected=connected), expected, atol=1e-13)


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("estimator", ["open", "torus", "cft"])
@pytest.mark.parametrize("size", [7, 10, 16])
def test_counting_equals_fft_exactly(operator: Operator, estimator: Estimator, size: int) -> None:
    spins = random_spins(130, size)
    groups = np.arange(130) % 3
    counted = one(spins, groups, 3, operator=operator, estimator=estimator)
    by_fft = one(spins.astype(np.float64), groups, 3, operator=operator, estimator=estimator)
    np.testing.assert_array_equal(counted.products, np.rint(by_fft.products))
    np.testing.assert_allclose(counted.products, by_fft.products, atol=1e-6)
    np.testing.assert_array_equal(counted.ends, by_fft.ends)
    np.testing.assert_array_equal(counted.field, by_fft.field)


@pytest.mark.parametrize("estimator", ["open", "torus"])
def test_grouping_and_order_of_the_configurations_do_not_matter(estimator: Estimator) -> None:
    spins = random_spins(200, 9)
    rng = np.random.default_rng(5)
    whole = one(spins, np.zeros(200, int), 1, operator="star", estimator=estimator)
    groups, order = rng.integers(0, 7, 200), rng.permutation(200)
    parts = one(spins[order], groups, 7, operator="star", estimator=estimator)
    for name in ("products", "ends", "field"):
        np.testing.assert_array_equal(getattr(parts, name).sum(axis=0), getattr(whole, name)[0])
    np.testing.assert_array_equal(
        correlator(parts, connected=True), correlator(whole, connected=True)
    )


def test_groups_can_be_left_out_or_empty() -> None:
    spins = random_spins(20, 6)
    groups = np.where(np.arange(20) < 12, 1, -1)
    sums = one(spins, groups, 3)
    only = one(spins[:12], np.zeros(12, int), 1)
    np.testing.assert_array_equal(sums.configurations, [0, 12, 0])
    np.testing.assert_array_equal(sums.products[1], only.products[0])
    per_group = correlator(sums, np.eye(3), connected=False)
    assert np.isnan(per_group[[0, 2]]).all()
    assert np.isfinite(per_group[1]).all()


def test_weights_are_multiplicities() -> None:
    spins = random_spins(30, 6)
    sums = one(spins, np.arange(30) // 10, 3, operator="bond")
    repeated = np.concatenate([spins[:10], spins[:10], spins[20:]])
    expected = correlator(one(repeated, np.zeros(30, int), 1, operator="bond"), connected=True)
    np.testing.assert_allclose(
        correlator(sums, np.array([2, 0, 1]), connected=True), expected, rtol=1e-13
    )


def test_a_uniform_lattice_is_fully_correlated_and_has_no_connected_part() -> None:
    spins = np.ones((4, 8, 8), np.int8)
    for operator in OPERATORS:
        sums = one(spins, np.zeros(4, int), 1, operator=operator)
        value = 16.0 if operator == "star" else 1.0
        np.testing.assert_array_equal(correlator(sums, connected=False), value)
        np.testing.assert_array_equal(correlator(sums, connected=True), 0.0)


@pytest.mark.parametrize("estimator", ["open", "torus", "cft"])
@pytest.mark.parametrize("size", [4, 5, 10])
def test_every_pair_is_counted_once_in_each_order(estimator: Estimator, size: int) -> None:
    geometry = pair_geometry(size, estimator, r_max=np.inf, include_zero=True)
    assert geometry.pairs.sum() == size**4
    assert (np.diff(geometry.distance) > 0).all()


@pytest.mark.parametrize(
    ("spins", "groups", "n_groups"),
    [
        (np.ones((3, 4, 4), np.int8), np.zeros(2, int), 1),
        (np.ones((3, 4, 5), np.int8), np.zeros(3, int), 1),
        (np.ones((3, 4, 4), np.int8), np.full(3, 2), 2),
        (np.zeros((3, 4, 4), np.int8), np.zeros(3, int), 1),
    ],
)
def test_refuses_what_does_not_fit(spins: np.ndarray, groups: np.ndarray, n_groups: int) -> None:
    with pytest.raises(ParameterError):
        one(spins, groups, n_groups)


def test_refuses_unknown_names() -> None:
    spins = np.ones((1, 4, 4), np.int8)
    with pytest.raises(ParameterError, match="spin, bond, star"):
        one(spins, np.zeros(1, int), 1, operator="energy")  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match="open, torus, cft"):
        one(spins, np.zeros(1, int), 1, estimator="best")  # type: ignore[arg-type]


@pytest.mark.parametrize("dtype", [np.int8, np.float32])
def test_all_at_once_is_each_alone(dtype: type) -> None:
    spins = random_spins(150, 7).astype(dtype)
    groups = np.random.default_rng(2).integers(-1, 5, 150)
    estimators: tuple[Estimator, ...] = ("open", "torus", "cft")
    together = two_point_sums(spins, groups, 5, operators=OPERATORS, estimators=estimators)
    assert set(together) == set(itertools.product(OPERATORS, estimators))
    for (operator, estimator), sums in together.items():
        alone = one(spins, groups, 5, operator=operator, estimator=estimator)
        for name in ("distance", "products", "ends", "field", "configurations"):
            np.testing.assert_array_equal(getattr(sums, name), getattr(alone, name))


def test_lattices_too_small_for_a_distance_below_half_have_no_correlator() -> None:
    sums = one(np.ones((3, 2, 2), np.int8), np.zeros(3, int), 1)
    assert correlator(sums, connected=True).shape == (0,)
