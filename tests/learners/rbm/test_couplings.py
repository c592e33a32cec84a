"""Effective fields and couplings, against the exact marginal energy of small machines."""

import numpy as np
import pytest

from rgflow.errors import ParameterError
from rgflow.learners.rbm.couplings import coupling_profile, effective_couplings
from rgflow.learners.rbm.likelihood import all_states
from rgflow.learners.rbm.model import RBM


@pytest.mark.parametrize("scale", [0.0, 0.05, 0.5, 2.0, 6.0])
@pytest.mark.parametrize(("n_visible", "n_hidden"), [(2, 1), (7, 5), (10, 3)])
def test_couplings_are_the_projections_of_the_marginal_energy(
    random_machine, n_visible, n_hidden, scale
):
    """From weak to saturated weights."""
    rbm = random_machine(n_visible, n_hidden, scale)
    v = all_states(n_visible)
    energy = -rbm.free_energy(v)
    pair = np.einsum("ni,nj,n->ij", v, v, energy) / len(v)
    np.fill_diagonal(pair, 0.0)
    found = effective_couplings(rbm)
    np.testing.assert_allclose(found.field, v.T @ energy / len(v), atol=1e-11)
    np.testing.assert_allclose(found.pair, pair, atol=1e-11)


def test_a_machine_made_of_bonds_has_their_couplings():
    """One hidden unit a bond with W = +-w: J = ln(cosh 2w) / 2 between nearest neighbours, else 0.

    A periodic 4 x 4 lattice at the critical coupling; float32 as after training.
    """
    L, K = 4, np.log(1 + np.sqrt(2)) / 2
    w = np.arccosh(np.exp(2 * K)) / 2
    weights = np.zeros((L * L, 2 * L * L), np.float32)
    for site in range(L * L):
        y, x = divmod(site, L)
        for bond, other in enumerate((y * L + (x + 1) % L, (y + 1) % L * L + x)):
            weights[[site, other], 2 * site + bond] = w
    machine = RBM(weights, np.zeros(L * L, np.float32), np.zeros(2 * L * L, np.float32))
    found = effective_couplings(machine)
    profile = coupling_profile(found.pair, L)
    assert profile.nearest_neighbour == pytest.approx(0.44069, abs=1e-5)
    np.testing.assert_allclose(profile.mean[1:], 0, atol=1e-6)
    np.testing.assert_allclose(found.field, 0, atol=1e-6)


def test_profile_averages_equal_distances_on_the_torus():
    """J_ij = f(r_ij) + g_i + g_j with g of mean zero: mean f(r), and the number of pairs."""
    L = 5
    y, x = np.divmod(np.arange(L * L), L)
    shifts = [np.abs(a[:, None] - a) for a in (y, x)]
    squared = sum(np.minimum(s, L - s) ** 2 for s in shifts)
    g = np.random.default_rng(1).standard_normal(L * L)
    g -= g.mean()
    profile = coupling_profile(np.exp(-squared / 3.0) + g[:, None] + g, L)
    np.testing.assert_allclose(profile.distance**2, [1, 2, 4, 5, 8])
    np.testing.assert_allclose(profile.mean, np.exp(-(profile.distance**2) / 3), atol=1e-12)
    assert profile.pairs.tolist() == [50, 50, 50, 100, 50]
    assert (profile.scatter > 0.1).all()
    with pytest.raises(ParameterError, match="on a 4 x 4 lattice"):
        coupling_profile(np.zeros((25, 25)), 4)
