"""Products with spins by sums of signed rows, against plain products."""

import numpy as np
import pytest

from rgflow.learners.rbm.gradient import accumulate_gradient
from rgflow.learners.rbm.model import RBM
from rgflow.learners.rbm.products import hidden_field, visible_field
from rgflow.learners.rbm.signs import add_product, add_transposed_product

SHAPES = [(1, 1, 1), (5, 33, 31), (100, 64, 65), (7, 31, 100), (32, 32, 32), (130, 100, 81)]


def spins(rng, *shape):
    return rng.choice(np.array([-1, 1], np.float32), shape)


@pytest.mark.parametrize(("n", "k", "m"), SHAPES)
def test_sums_with_signs_are_products(n, k, m):
    """Whole blocks of 32 and ragged edges; whole numbers, so that equality is exact."""
    rng = np.random.default_rng(1)
    v, before = spins(rng, n, k), rng.integers(-99, 99, (n, m)).astype(np.float32)
    matrix, other = (rng.integers(-999, 999, (rows, m)).astype(np.float32) for rows in (k, n))
    out = before.copy()
    add_product(v, matrix, out)
    np.testing.assert_array_equal(out, before + v @ matrix)
    out = np.ones((k, m), np.float32)
    add_transposed_product(v, other, out)
    np.testing.assert_array_equal(out, 1 + v.T @ other)
    turned = before.copy()
    add_product(v, np.ascontiguousarray(matrix.T), turned, turned=True)
    np.testing.assert_array_equal(turned, before + v @ matrix)


def test_real_entries_lose_no_more_than_rounding():
    rng = np.random.default_rng(2)
    v, matrix = spins(rng, 50, 300), rng.standard_normal((300, 70), np.float32)
    out = np.zeros((50, 70), np.float32)
    add_product(v, matrix, out)
    np.testing.assert_allclose(out, v.astype(float) @ matrix, atol=3e-5)
    turned = np.zeros((50, 70), np.float32)
    add_product(v, np.ascontiguousarray(matrix.T), turned, turned=True)
    np.testing.assert_array_equal(turned, out)  # the same sums in the same order


@pytest.mark.parametrize("rows", [10, 150])
def test_fields_and_gradients_do_not_depend_on_the_method(parameters_of, rows):
    """A machine wide enough for sums with signs, with few rows (BLAS for both) and many."""
    rng = np.random.default_rng(3)
    rbm = RBM(
        *(rng.standard_normal(shape, np.float32) for shape in ((200, 90), 200, 90))
    )  # fmt: skip
    parameters = parameters_of(rbm)
    v, h = spins(rng, rows, 200), spins(rng, rows, 90)
    x, y = np.empty((rows, 90), np.float32), np.empty((rows, 200), np.float32)
    for promised in (False, True):
        hidden_field(parameters, v, x, spins=promised)
        np.testing.assert_allclose(x, rbm.hidden_field(v), rtol=1e-4, atol=1e-4)
        visible_field(parameters, h, y, spins=promised)
        np.testing.assert_allclose(y, rbm.visible_field(h), rtol=1e-4, atol=1e-4)
        target = parameters_of(rbm)
        weight = np.ones(rows, np.float32)
        accumulate_gradient(target, v, x, weight, step=0.5, keep=0.9, spins=promised)
        expected = 0.9 * rbm.weights + 0.5 * v.T.astype(float) @ x
        np.testing.assert_allclose(target.weights, expected, rtol=1e-4, atol=2e-3)
