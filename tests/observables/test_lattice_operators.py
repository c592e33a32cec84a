"""Operator sums of single lattices, counted in packed rows or multiplied out."""

import itertools

import numpy as np
import pytest

from rgflow.errors import ParameterError
from rgflow.observables.lattice_operators import OPERATORS, TERMS_PER_SITE, is_spins, operator_sums

TERMS: dict[str, list[list[tuple[int, int]]]] = {
    "nearest": [[(0, 0), (0, 1)], [(0, 0), (1, 0)]],
    "next_nearest": [[(0, 0), (1, 1)], [(0, 1), (1, 0)]],
    "plaquette": [[(0, 0), (0, 1), (1, 0), (1, 1)]],
    "third_nearest": [[(0, 0), (0, 2)], [(0, 0), (2, 0)]],
    "magnetization": [[(0, 0)]],
    "three_spin": [
        list(corners) for corners in itertools.combinations([(0, 0), (0, 1), (1, 0), (1, 1)], 3)
    ],
    "three_in_row": [[(0, 0), (0, 1), (0, 2)], [(0, 0), (1, 0), (2, 0)]],
}
"""Sites (dy, dx) of the terms that start at each site."""


def direct_sums(lattices: np.ndarray) -> np.ndarray:
    """Sum the products of moved lattices, term by term."""
    sums = np.zeros((len(lattices), len(OPERATORS)))
    for k, operator in enumerate(OPERATORS):
        for term in TERMS[operator]:
            moved = [np.roll(lattices, (-dy, -dx), (1, 2)).astype(float) for dy, dx in term]
            sums[:, k] += np.prod(moved, axis=0).sum(axis=(1, 2))
    return sums


@pytest.mark.parametrize("size", [2, 3, 4, 8, 31, 63, 64, 65, 130])
@pytest.mark.parametrize("dtype", [np.int8, np.float32])
def test_counted_sums_are_the_direct_ones_bit_for_bit(size: int, dtype: type) -> None:
    rng = np.random.default_rng(size)
    spins = rng.choice(np.array([-1, 1], dtype), (7, size, size))
    assert is_spins(spins)
    np.testing.assert_array_equal(operator_sums(spins), direct_sums(spins))


def test_sums_of_real_values_and_of_more_than_one_pass() -> None:
    fields = np.random.default_rng(0).normal(size=(1030, 3, 3))
    assert not is_spins(fields)
    np.testing.assert_allclose(operator_sums(fields), direct_sums(fields), rtol=1e-12, atol=1e-12)
    spins = np.sign(fields)
    np.testing.assert_array_equal(operator_sums(spins), direct_sums(spins))


def test_an_ordered_lattice_has_every_term_and_its_flip_the_odd_ones_reversed() -> None:
    up = np.ones((1, 6, 6), np.int8)
    np.testing.assert_array_equal(operator_sums(up)[0], 36 * TERMS_PER_SITE)
    signs = [1, 1, 1, 1, -1, -1, -1]
    np.testing.assert_array_equal(operator_sums(-up)[0], 36 * TERMS_PER_SITE * signs)


@pytest.mark.parametrize("shape", [(2, 3, 4), (3, 3), (2, 1, 1)])
def test_other_shapes_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ParameterError, match="shape"):
        operator_sums(np.ones(shape, np.int8))
