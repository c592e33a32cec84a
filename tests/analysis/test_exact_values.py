"""The exact values of the ledger against sums over all configurations and all pairs of sites."""

import numpy as np
import pytest
from synthetic import keep

from rgflow.analysis import exact_values as exact
from rgflow.config.temperatures import T_CRITICAL
from rgflow.contracts.exact import EXACT
from rgflow.models.ising.enumeration import all_states
from rgflow.models.ising.hamiltonian import energy
from rgflow.models.ising.torus import AMPLITUDE, critical_energy_two_point, critical_two_point

L = 4
SITES = np.stack(np.meshgrid(np.arange(L), np.arange(L), indexing="ij"), axis=-1).reshape(-1, 2)


@pytest.fixture(scope="module")
def products():
    """<f(x) f(x')> of every operator for all pairs of sites of 4 x 4 at T_c, and <f>."""
    spins = all_states(L).astype(np.float64)
    weight = np.exp(-(energy(spins.astype(np.int8)) + 2.0 * L * L) / T_CRITICAL)
    weight /= weight.sum()
    neighbours = sum(np.roll(spins, shift, axis) for shift in (1, -1) for axis in (1, 2))
    fields = {
        "spin": spins,
        "bond": spins * np.roll(spins, -1, axis=2),
        "star": spins * neighbours,
    }
    flat = {name: field.reshape(len(field), -1) for name, field in fields.items()}
    return {name: ((weight * f.T) @ f, float(weight @ f[:, 0])) for name, f in flat.items()}


@pytest.fixture(scope="module")
def file(products):
    tables = {
        f"{name}_two_point": pairs[0].reshape(1, L, L) for name, (pairs, _) in products.items()
    }
    return keep({"temperature_two_point": np.array([T_CRITICAL]), **tables}, {"L": L}, EXACT)


def distances(estimator: str, operator: str) -> np.ndarray:
    """Return the distance of every pair of sites, NaN where it does not enter."""
    step = np.abs(SITES[:, None] - SITES[None]).astype(float)
    if estimator != "open":
        step = np.minimum(step, L - step)
    r = np.hypot(step[..., 0], step[..., 1])
    used = (r > 0) & (r < L / 2)
    if estimator == "cft" and operator == "spin":
        r = np.where(used, (critical_two_point(L, *np.moveaxis(step, -1, 0)) / AMPLITUDE) ** -4, r)
    elif estimator == "cft":
        r = np.where(used, critical_energy_two_point(L, *np.moveaxis(step, -1, 0)) ** -0.5, r)
    return np.where(used, r, np.nan)


@pytest.mark.parametrize("estimator", ["open", "torus", "cft"])
@pytest.mark.parametrize("operator", ["spin", "bond", "star"])
def test_two_distances_give_the_dimension_exactly(products, file, operator, estimator) -> None:
    pairs, mean = products[operator]
    with np.errstate(divide="ignore"):
        r = np.round(distances(estimator, operator), 12)
    near, far = np.unique(r[np.isfinite(r)])
    values = [pairs[r == d].mean() - (0 if operator == "spin" else mean**2) for d in (near, far)]
    expected = np.log(values[0] / values[1]) / np.log(far / near) / 2
    prefix = "delta_sigma" if operator == "spin" else "delta_epsilon"
    labels = {"near_temperature": T_CRITICAL, "estimator": estimator, "epsilon_form": operator}
    assert exact.dimension(file, prefix, labels) == pytest.approx(expected, rel=1e-6)


def test_nothing_is_known_of_other_temperatures_and_lattices(file) -> None:
    labels = {"near_temperature": 2.2, "estimator": "open", "epsilon_form": "bond"}
    assert np.isnan(exact.dimension(file, "delta_sigma", labels))
    assert np.isnan(exact.dimension(None, "delta_sigma", labels))
    assert np.isnan(exact.magnetization_fit(file, (2.0, 2.1, 2.2))).all()
    assert exact.of_lattice([file], 10) is None


def test_the_magnetization_fit_finds_the_law_again() -> None:
    T = np.array([2.0, 2.1, 2.2])
    file = keep(
        {"temperature_two_point": T, "abs_magnetization": 0.9 * (T_CRITICAL - T) ** 0.125},
        {"L": 10},
        EXACT,
    )
    assert exact.magnetization_fit(file, T) == pytest.approx((0.125, T_CRITICAL), rel=1e-4)
