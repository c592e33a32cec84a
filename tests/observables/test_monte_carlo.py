"""Samples, packed counting and estimators together, against the exact finite lattice."""

import numpy as np
import pytest

from rgflow.models.ising.kaufman import energy_per_site
from rgflow.models.ising.sampling import sample
from rgflow.models.ising.transfer import exact_energy_two_point, exact_two_point
from rgflow.observables.correlator import correlator
from rgflow.observables.geometry import pair_geometry
from rgflow.observables.operators import Operator
from rgflow.observables.two_point import two_point_sums
from rgflow.stats.blocks import block_index
from rgflow.stats.resampling import jackknife, jackknife_weights

OPERATORS: tuple[Operator, ...] = ("spin", "bond", "star")


def exact_correlator(L: int, T: float, operator: Operator, estimator: str) -> np.ndarray:
    geometry = pair_geometry(L, estimator, operator)  # type: ignore[arg-type]
    if operator == "spin":
        table = exact_two_point(L, T)
    else:
        form = "bond" if operator == "bond" else "neighbours"
        # The exact bond lies along x, ours along y.
        table = exact_energy_two_point(L, T, form).T
        table = table - (float(energy_per_site(L, T)) * (0.5 if operator == "bond" else 2)) ** 2
    products = table[geometry.dy % L, geometry.dx % L] * geometry.pairs_per_displacement
    result: np.ndarray = geometry.by_distance(products) / geometry.pairs
    return result


@pytest.mark.statistical
@pytest.mark.parametrize("T", [2.0, 2.269185, 3.0])
def test_two_point_functions_of_samples_are_the_exact_ones(T: float) -> None:
    """Per operator and estimator the largest jackknife z-score of 12 distances stays below 5.

    With 29 degrees of freedom p(|t| > 5) = 2.5e-5; 18 tests of up to 12 strongly correlated
    distances: false alarm below 5e-3 for all, mostly far below.
    """
    L, n, blocks = 10, 6000, 30
    spins = sample(L, T, n, np.random.default_rng(9)).spins
    every = two_point_sums(
        spins, block_index(n, blocks), blocks, operators=OPERATORS, estimators=("open", "torus")
    )
    for (operator, estimator), sums in every.items():
        connected = operator != "spin"
        result = jackknife(
            correlator(sums, connected=connected),
            correlator(sums, jackknife_weights(blocks), connected=connected),
        )
        exact = exact_correlator(L, T, operator, estimator)
        z = (result.value - exact) / result.standard_error
        assert np.abs(z).max() < 5, (operator, estimator)


@pytest.mark.parametrize("operator", OPERATORS)
def test_symmetries_of_the_lattice_leave_the_torus_estimator_unchanged(operator: Operator) -> None:
    spins = np.random.default_rng(4).choice(np.array([-1, 1], np.int8), (40, 8, 8))
    group = np.zeros(40, int)

    def torus(configurations: np.ndarray) -> np.ndarray:
        sums = two_point_sums(configurations, group, 1, operators=[operator], estimators=["torus"])
        return sums[operator, "torus"].products

    reference = torus(spins)
    np.testing.assert_array_equal(torus(-spins), reference)
    np.testing.assert_array_equal(torus(np.roll(spins, (3, -2), (1, 2))), reference)
    np.testing.assert_array_equal(torus(spins[:, ::-1, ::-1]), reference)
    if operator != "bond":  # one bond singles out an axis
        np.testing.assert_array_equal(torus(spins.transpose(0, 2, 1)), reference)
