"""The exact two-point function along an axis, of any lattice."""

import numpy as np
import pytest

from rgflow.models.ising import T_C
from rgflow.models.ising.kaufman import energy_per_site
from rgflow.models.ising.row_correlation import row_correlation
from rgflow.models.ising.torus import critical_two_point
from rgflow.models.ising.transfer import exact_two_point


@pytest.mark.parametrize("L", [2, 3, 4, 5, 8])
@pytest.mark.parametrize("T", [0.05, 0.3, 1.5, T_C, np.nextafter(T_C, 3), 2.4, 6.0, 100.0])
def test_is_that_of_transfer_matrices(L: int, T: float) -> None:
    found = row_correlation(L, T, range(L))
    np.testing.assert_allclose(found, exact_two_point(L, T)[0], atol=2e-13)


@pytest.mark.parametrize("L", [16, 33, 64, 128])
@pytest.mark.parametrize("T", [0.5, 1.7, T_C, 2.4, 10.0])
def test_neighbours_make_the_energy(L: int, T: float) -> None:
    (nearest,) = row_correlation(L, T, [1])
    assert nearest == pytest.approx(-energy_per_site(L, T) / 2, abs=1e-12)


def test_large_critical_lattices_reach_the_continuum_at_half_their_size() -> None:
    gaps = [
        row_correlation(L, T_C, [L // 2])[0] / critical_two_point(L, L // 2, 0) - 1
        for L in (16, 32, 64)
    ]
    assert np.all(np.abs(gaps) < [5e-4, 1.3e-4, 4e-5])
    assert gaps[0] / gaps[1] == pytest.approx(4, abs=0.3)  # corrections of order 1 / L^2
