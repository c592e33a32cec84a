"""Information kept by the functions of a block: counted, enumerated, and bounded by theory."""

import numpy as np
import pytest

from rgflow.coarse import block_functions as bf
from rgflow.errors import ParameterError
from rgflow.models.ising import T_C
from rgflow.models.ising.enumeration import all_states
from rgflow.models.ising.hamiltonian import energy
from rgflow.models.ising.sampling import sample
from rgflow.observables.block_information import (
    block_sites,
    function_information,
    joint_counts,
    kept,
    whole_information,
)

STATES = all_states(4)
MAJORITY, SPIN = 119, 0


def boltzmann(T: float) -> np.ndarray:
    weight = np.exp(-(energy(STATES) + 32) / T)
    return weight / weight.sum()


def exact_counts(T: float) -> np.ndarray:
    return joint_counts(STATES, block_sites(4, 1), weights=boltzmann(T) / 4)[0]


def entropy(p: np.ndarray) -> float:
    p = p[p > 0]
    return float(-(p * np.log(p)).sum())


def direct_information(values: np.ndarray, T: float) -> float:
    """I(h : E) of the first block and the 12 sites around it, h by its values on all states."""
    others = np.delete(STATES.reshape(-1, 16), [0, 1, 4, 5], axis=1) < 0
    around = others @ (1 << np.arange(12))
    _, value = np.unique(values, return_inverse=True)
    p = boltzmann(T)
    joint = np.bincount(around * 16 + value, p, 2**16)
    return entropy(np.bincount(value, p)) + entropy(np.bincount(around, p)) - entropy(joint)


@pytest.mark.parametrize("T", [1.5, T_C, 4.0])
def test_information_is_that_of_direct_summation(T: float) -> None:
    counts = exact_counts(T)
    assert counts.sum() == pytest.approx(1)
    found = function_information(counts).plain
    for function in (SPIN, 23, 85, MAJORITY, 200):
        expected = direct_information(bf.apply(STATES, function)[:, 0, 0], T)
        assert found[function] == pytest.approx(expected, rel=1e-9)
    block = (STATES[:, :2, :2].reshape(-1, 4) < 0) @ (1 << np.arange(4))
    assert whole_information(counts).plain == pytest.approx(direct_information(block, T), rel=1e-9)


@pytest.mark.parametrize("T", [1.5, T_C, 4.0])
def test_no_function_keeps_more_than_the_block_knows_and_classes_are_alike(T: float) -> None:
    counts = exact_counts(T)
    found = function_information(counts).plain
    assert found.max() < whole_information(counts).plain
    members = [bf.symmetry_class(function) for function in range(256)]
    for one in bf.classes():
        np.testing.assert_allclose(found[np.array(members) == one], found[one], rtol=1e-9)


def test_one_bit_in_the_cold_and_nothing_in_the_heat() -> None:
    cold, hot = (function_information(exact_counts(T)).plain for T in (0.6, 100.0))
    assert cold[MAJORITY] == pytest.approx(np.log(2), abs=1e-4)
    assert (cold < np.log(2)).all()
    assert (np.abs(hot) < 2e-3).all()
    assert whole_information(exact_counts(100.0)).plain < 2e-3


@pytest.mark.statistical
def test_counted_information_is_the_exact_one_without_its_bias() -> None:
    """24 classes within 5 standard errors of 20 groups: false alarm below 3e-3."""
    spins = sample(4, T_C, 400_000, np.random.default_rng(3)).spins
    counts = joint_counts(spins, block_sites(4, 1)[:1], groups=20)
    assert counts.sum() == 400_000
    functions, block = kept(counts)
    exact = exact_counts(T_C)
    expected = bf.by_class(function_information(exact).plain)
    error = functions.value.standard_error
    assert (np.abs(functions.value.value - expected) < 5 * error + 1e-4).all()
    assert (error < 2e-3).all()
    # 32768 cells, many of them rare: what remains of the bias loosens the bound
    whole = whole_information(exact).plain
    assert whole - 5 * block.value.standard_error < block.value.value < block.plain
    assert functions.plain.max() <= block.plain
    # the two estimates of the bias agree where blocks are independent
    np.testing.assert_allclose(functions.jackknife_bias, functions.miller_madow, rtol=0.5)


@pytest.mark.statistical
def test_what_is_independent_keeps_nothing() -> None:
    """24 values within 5 standard errors of zero: false alarm below 3e-3."""
    spins = np.random.default_rng(4).choice(np.array([-1, 1], np.int8), (2000, 8, 8))
    for buffer in (1, 2, 3):
        functions, block = kept(joint_counts(spins, block_sites(8, buffer), groups=20))
        assert (np.abs(functions.value.value) < 5 * functions.value.standard_error).all()
        assert functions.plain.min() > 5 * functions.value.standard_error.max()
        assert functions.plain.max() < block.plain


@pytest.mark.parametrize("buffer", [1, 2, 3])
def test_environments_have_the_symmetries_of_the_block_and_their_distance(buffer: int) -> None:
    sites = block_sites(16, buffer)
    assert sites.shape == (64, 16)
    block = next(row for row in sites if row[0] == 4 * 16 + 4)
    y, x = np.divmod(block, 16)
    centre = 4.5
    points = {(float(a), float(b)) for a, b in zip(2 * (y - centre), 2 * (x - centre), strict=True)}
    assert len(points) == 16
    assert {(b, -a) for a, b in points} == points == {(b, a) for a, b in points}
    ring = np.maximum(np.abs(y - centre), np.abs(x - centre))[4:]
    assert (ring == buffer + 0.5).all()
    np.testing.assert_array_equal(np.sort(np.unique(sites[:, :4])), np.arange(256))


@pytest.mark.parametrize(("L", "buffer"), [(5, 1), (4, 2), (6, 0)])
def test_environments_that_do_not_fit_are_refused(L: int, buffer: int) -> None:
    with pytest.raises(ParameterError, match="environment"):
        block_sites(L, buffer)


def test_groups_are_runs_of_configurations() -> None:
    spins = np.random.default_rng(5).choice(np.array([-1, 1], np.int8), (30, 6, 6))
    sites = block_sites(6, 2)
    counts = joint_counts(spins, sites, groups=3)
    for group in range(3):
        part = joint_counts(spins[10 * group : 10 * group + 10], sites)
        np.testing.assert_array_equal(counts[group], part[0])
    with pytest.raises(ParameterError, match="block"):
        kept(counts[:1])


def test_every_site_has_its_bit_in_the_histogram() -> None:
    spins = np.random.default_rng(6).choice(np.array([-1, 1], np.int8), (4, 8, 8))
    sites, weights = block_sites(8, 3), np.arange(1.0, 5.0)
    expected = np.zeros((16, 2048))
    for lattice, weight in zip(spins.reshape(4, 64), weights, strict=True):
        for row in sites:
            down = lattice[row] != lattice[row[4]]
            expected[down[:4] @ (1 << np.arange(4)), down[5:] @ (1 << np.arange(11))] += weight
    np.testing.assert_array_equal(joint_counts(spins, sites, weights=weights)[0], expected)


def test_the_sites_that_touch_the_block_screen_it_from_all_others() -> None:
    sites = np.delete(block_sites(4, 1), slice(4, 8), axis=1)  # without the corners of the ring
    counts = joint_counts(STATES, sites, weights=boltzmann(T_C) / 4)[0]
    everything = function_information(exact_counts(T_C)).plain
    np.testing.assert_allclose(function_information(counts).plain, everything, rtol=1e-9)
