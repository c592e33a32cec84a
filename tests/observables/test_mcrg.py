"""Swendsen's matrix: against enumeration, errors against a loop, eigenvalues against theory."""

import itertools

import numpy as np
import pytest

from rgflow.coarse.blocking import coarse_grain
from rgflow.errors import ParameterError
from rgflow.models.ising import T_C
from rgflow.models.ising.enumeration import all_states
from rgflow.models.ising.sampling import sample
from rgflow.observables.lattice_operators import EVEN, ODD, OPERATORS, operator_sums
from rgflow.observables.mcrg import covariances, leading, leading_eigenvalue, moments

COUPLINGS = {"even": slice(0, 3), "odd": slice(len(EVEN), len(EVEN) + 2)}
"""Operators that are independent on 2 x 2."""
RULES = ("decimation", "tie to the first spin", "majority")
FINE = all_states(4)


def coarse_states(rule: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All 2 x 2 lattices that a 4 x 4 state can become, of which state, and how likely."""
    blocks = FINE.reshape(-1, 2, 2, 2, 2).transpose(0, 1, 3, 2, 4).reshape(-1, 2, 2, 4)
    total = blocks.sum(axis=-1, dtype=int)
    if rule == "majority":
        up = 0.5 * (1 + np.sign(total))
        parts = []
        for spins in itertools.product((-1, 1), repeat=4):
            coarse = np.array(spins).reshape(2, 2)
            parts.append(np.where(coarse > 0, up, 1 - up).prod(axis=(1, 2)))
        lattices = np.array(list(itertools.product((-1, 1), repeat=4)), np.int8).reshape(-1, 2, 2)
        chance = np.stack(parts, axis=1)
        of, became = np.nonzero(chance)
        return lattices[became], of, chance[of, became]
    first = blocks[..., 0]
    coarse = first if rule == "decimation" else np.where(total == 0, first, np.sign(total))
    return coarse.astype(np.int8), np.arange(len(FINE)), np.ones(len(FINE))


def boltzmann(couplings: np.ndarray, operators: np.ndarray) -> np.ndarray:
    weight = np.exp(operators @ couplings - 32 * 1 / T_C)
    return weight / weight.sum()


def critical() -> np.ndarray:
    return 1 / T_C * np.eye(len(OPERATORS))[0]


def exact_matrices(rule: str, parity: str) -> tuple[np.ndarray, np.ndarray]:
    """A by its definition, B as the derivative of <S'> by the couplings of the fine lattice."""
    fine = operator_sums(FINE)
    lattices, of, chance = coarse_states(rule)
    coarse = operator_sums(lattices)[:, COUPLINGS[parity]]

    def mean(couplings: np.ndarray, values: np.ndarray) -> np.ndarray:
        return (boltzmann(couplings, fine)[of] * chance) @ values

    columns = []
    for k in range(len(OPERATORS))[COUPLINGS[parity]]:
        step = 1e-5 * np.eye(len(OPERATORS))[k]
        columns.append((mean(critical() + step, coarse) - mean(critical() - step, coarse)) / 2e-5)
    products = coarse[:, :, None] * coarse[:, None, :]
    size = coarse.shape[1]
    square = mean(critical(), products.reshape(-1, size**2)).reshape(size, size)
    middle = mean(critical(), coarse)
    return square - np.outer(middle, middle), np.stack(columns, axis=1)


@pytest.mark.parametrize("parity", ["even", "odd"])
@pytest.mark.parametrize("rule", RULES)
def test_matrices_are_those_of_all_states(rule: str, parity: str) -> None:
    lattices, of, chance = coarse_states(rule)
    fine = operator_sums(FINE)
    weights = boltzmann(critical(), fine)[of] * chance
    coarse = operator_sums(lattices)[:, COUPLINGS[parity]]
    sums = moments(coarse, fine[of][:, COUPLINGS[parity]], weights=weights)
    A, B = covariances(sums, np.ones(1))
    exact_A, exact_B = exact_matrices(rule, parity)
    np.testing.assert_allclose(A, exact_A, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(B, exact_B, rtol=1e-7, atol=1e-7)
    T = np.linalg.inv(exact_A) @ exact_B
    expected = max(np.linalg.eigvals(T), key=abs)
    assert leading_eigenvalue(A, B) == pytest.approx(expected, rel=1e-6)


@pytest.mark.statistical
def test_sampled_lattices_have_the_exact_eigenvalues() -> None:
    """Two estimates within 4.5 standard errors of 40 blocks: false alarm below 2e-4."""
    spins = sample(4, T_C, 40_000, np.random.default_rng(5)).spins
    blocked = coarse_grain(spins, "majority", 1, np.random.default_rng(6))
    fine, coarse = operator_sums(spins), operator_sums(blocked)
    for parity, part in COUPLINGS.items():
        found = leading(coarse[:, part], fine[:, part], 2, 40).eigenvalue
        A, B = exact_matrices("majority", parity)
        size = len(A)
        expected = [leading_eigenvalue(A[:k, :k], B[:k, :k]) for k in range(1, size + 1)]
        assert (np.abs(found.value - expected) < 4.5 * found.standard_error).all()
        assert (found.standard_error < 0.02 * np.abs(expected)).all()


def correlated(n: int, size: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Operators of random lattices whose coarse ones depend on the fine ones."""
    rng = np.random.default_rng(seed)
    fine = rng.normal(size=(n, size))
    return fine @ rng.normal(size=(size, size)) + 0.1 * rng.normal(size=(n, size)), fine


def test_jackknife_equals_leaving_out_configurations_in_a_loop() -> None:
    coarse, fine = correlated(103, 2, 0)
    coarse += 3.0 * fine  # one real leading eigenvalue
    blocks = 10
    found = leading(coarse, fine, 2.0, blocks)
    index = np.arange(103) * blocks // 103
    replicates = []
    for block in range(blocks):
        x, y = coarse[index != block], fine[index != block]
        values = []
        for k in (1, 2):
            A = np.cov(x[:, :k].T, bias=True).reshape(k, k)
            both = np.cov(x[:, :k].T, y[:, :k].T, bias=True)
            values.append(max(np.linalg.eigvals(np.linalg.inv(A) @ both[:k, k:]), key=abs))
        replicates.append(values)
    scatter = np.var(replicates, axis=0) * (blocks - 1)
    np.testing.assert_allclose(found.eigenvalue.standard_error, np.sqrt(scatter), rtol=1e-9)
    scatter = np.var(np.log2(replicates), axis=0) * (blocks - 1)
    np.testing.assert_allclose(found.exponent.standard_error, np.sqrt(scatter), rtol=1e-9)
    np.testing.assert_allclose(found.exponent.value, np.log2(found.eigenvalue.value), rtol=1e-12)


@pytest.fixture(scope="module")
def spins() -> np.ndarray:
    return sample(8, T_C, 2000, np.random.default_rng(1)).spins


@pytest.mark.parametrize(("rule", "y_h"), [("average", 2.0), ("rescaled", 15 / 8)])
def test_linear_rules_have_the_magnetic_exponent_that_they_were_given(
    spins: np.ndarray, rule: str, y_h: float
) -> None:
    odd = slice(len(EVEN), None)
    coarse, fine = operator_sums(coarse_grain(spins, rule, 1)), operator_sums(spins)
    found = leading(coarse[:, odd], fine[:, odd], 2, 20).exponent
    np.testing.assert_allclose(found.value, y_h, atol=1e-5)
    np.testing.assert_allclose(found.standard_error, 0.0, atol=1e-5)


def test_no_coarse_graining_changes_no_coupling(spins: np.ndarray) -> None:
    sums = operator_sums(spins)
    A, B = covariances(moments(sums, sums), np.ones(1))
    np.testing.assert_allclose(np.linalg.solve(A, B), np.eye(len(OPERATORS)), atol=1e-9)


def test_a_lattice_of_the_wrong_sign_has_no_magnetic_exponent(spins: np.ndarray) -> None:
    blocked = -coarse_grain(spins, "majority", 1, np.random.default_rng(2))
    odd = slice(len(EVEN), None)
    found = leading(operator_sums(blocked)[:, odd], operator_sums(spins)[:, odd], 2, 20)
    assert (found.eigenvalue.value < -3).all()
    assert np.isnan(found.exponent.value).all()


def test_dependent_operators_have_no_eigenvalue(spins: np.ndarray) -> None:
    coarse = operator_sums(coarse_grain(spins, "decimation", 2))
    fine = operator_sums(coarse_grain(spins, "decimation", 1))
    even = leading(coarse[:, : len(EVEN)], fine[:, : len(EVEN)], 2, 20).eigenvalue
    assert np.isfinite(even.value).tolist() == [True, True, True, False]
    odd = leading(coarse[:, len(EVEN) :], fine[:, len(EVEN) :], 2, 20).eigenvalue
    assert np.isfinite(odd.value).tolist() == [True, True, False]
    assert len(ODD) == 3


def test_a_complex_pair_is_no_eigenvalue() -> None:
    turn = np.array([[0.0, -1.0], [1.0, 0.0]])
    assert np.isnan(leading_eigenvalue(np.eye(2), turn))
    assert np.isnan(leading_eigenvalue(np.zeros((2, 2)), turn))


@pytest.mark.parametrize(
    ("coarse", "fine", "b", "blocks"),
    [
        ((5, 2), (6, 2), 2, 2),
        ((5, 2), (5, 2), 2, 6),
        ((5, 2), (5, 2), 1, 2),
        ((5, 2), (5, 2), 2, 1),
    ],
)
def test_what_has_no_answer_is_refused(
    coarse: tuple[int, ...], fine: tuple[int, ...], b: float, blocks: int
) -> None:
    with pytest.raises(ParameterError):
        leading(np.ones(coarse), np.ones(fine), b, blocks)
