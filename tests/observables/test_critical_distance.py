"""The exact lattice at T_c: which distance and estimator give the scaling dimensions of theory."""

import numpy as np
import pytest

from rgflow.models.ising import T_C
from rgflow.models.ising.kaufman import energy_per_site
from rgflow.models.ising.torus import critical_energy_two_point
from rgflow.models.ising.transfer import exact_energy_two_point, exact_two_point
from rgflow.observables.geometry import Estimator, pair_geometry
from rgflow.observables.operators import Operator
from rgflow.stats.fits import power_law

L = 10


def exact_table(operator: Operator) -> np.ndarray:
    """Exact <f(0) f(d)> at T_c on the L x L torus, connected for the energy."""
    if operator == "spin":
        return exact_two_point(L, T_C)
    u = float(energy_per_site(L, T_C))
    if operator == "bond":
        return exact_energy_two_point(L, T_C) - (u / 2) ** 2
    return exact_energy_two_point(L, T_C, "neighbours") - (2 * u) ** 2


def fitted_dimension(operator: Operator, estimator: Estimator) -> float:
    geometry = pair_geometry(L, estimator, operator)
    products = exact_table(operator)[geometry.dy % L, geometry.dx % L]
    average = geometry.by_distance(products * geometry.pairs_per_displacement) / geometry.pairs
    return float(power_law(geometry.distance, average)["Delta"].value)


@pytest.mark.parametrize(("operator", "theory"), [("spin", 0.125), ("bond", 1.0), ("star", 1.0)])
def test_conformal_distance_gives_the_dimensions_of_theory(
    operator: Operator, theory: float
) -> None:
    # Lattice corrections are of order 1/r^2; 3 % is what is left of them at L = 10.
    assert fitted_dimension(operator, "cft") == pytest.approx(theory, rel=0.03)


@pytest.mark.parametrize("estimator", ["torus", "open"])
def test_plain_distances_underestimate_the_spin_dimension_on_a_small_torus(
    estimator: Estimator,
) -> None:
    assert 0.05 < fitted_dimension("spin", estimator) < 0.11


def test_conformal_distances_tend_to_euclidean_ones_on_large_lattices() -> None:
    for operator, accuracy in (("spin", 0.02), ("bond", 1e-4)):
        geometry = pair_geometry(400, "cft", operator, r_max=3.0)  # type: ignore[arg-type]
        plain = pair_geometry(400, "torus", r_max=3.0)
        np.testing.assert_allclose(geometry.distance, plain.distance, rtol=accuracy)


def test_energy_correlator_of_the_torus_against_the_exact_lattice() -> None:
    # <bond bond>_c -> 1 / (pi r)^2; lattice corrections fall as 1/r^2, averaging both bond
    # directions removes the leading anisotropy.
    table = exact_table("bond")
    table = 0.5 * (table + table.T)
    y, x = np.mgrid[0:L, 0:L]
    far = np.minimum(y, L - y) ** 2 + np.minimum(x, L - x) ** 2 >= 8
    continuum = critical_energy_two_point(L, x[far], y[far]) / np.pi**2
    np.testing.assert_allclose(table[far], continuum, rtol=0.12)
    error = np.abs(table[far] / continuum - 1)
    assert np.median(error) < 0.06
