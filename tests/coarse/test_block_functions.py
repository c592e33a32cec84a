"""The odd functions of a 2 x 2 block."""

import itertools

import numpy as np
import pytest

from rgflow.coarse import block_functions as bf
from rgflow.coarse.blocks import block_sum
from rgflow.errors import ParameterError


def test_all_odd_functions_once() -> None:
    table = bf.odd_functions()
    np.testing.assert_array_equal(table, -table[:, ::-1])
    assert len(np.unique(table, axis=0)) == 256
    assert set(np.unique(table)) == {-1, 1}


def test_functions_of_lattices_are_those_of_their_blocks() -> None:
    spins = np.random.default_rng(0).choice(np.array([-1, 1], np.int8), (50, 6, 6))
    for function in (0, 23, 119, 200):
        blocked = bf.apply(spins, function)
        assert blocked.dtype == np.int8
        for n, y, x in itertools.product(range(50), range(3), range(3)):
            block = spins[n, 2 * y : 2 * y + 2, 2 * x : 2 * x + 2].ravel()
            state = next(v for v in range(16) if (bf.SPINS[v] == block).all())
            assert blocked[n, y, x] == bf.odd_functions()[function, state]
        np.testing.assert_array_equal(bf.apply(-spins, function), -blocked)
    np.testing.assert_array_equal(bf.apply(spins, 0), spins[:, 1::2, 1::2])


def test_couplings_give_the_function_back() -> None:
    products = bf.SPINS.prod(axis=1, keepdims=True) * bf.SPINS
    for function in range(256):
        a, b = np.split(bf.couplings(function), 2)
        np.testing.assert_allclose(bf.SPINS @ a + products @ b, bf.odd_functions()[function])


def test_classes_are_closed_and_hold_every_function() -> None:
    assert len(bf.classes()) == 24
    sizes = np.bincount([bf.symmetry_class(f) for f in range(256)])
    assert sizes.sum() == 256
    assert (bf.odd_functions()[list(bf.classes()), 0] == 1).all()
    for function in range(256):
        assert bf.symmetry_class(255 - function) == bf.symmetry_class(function)  # h -> -h
    np.testing.assert_array_equal(bf.by_class(np.ones(256)), np.ones(24))
    values = np.array([float(bf.symmetry_class(f)) for f in range(256)])
    np.testing.assert_array_equal(bf.by_class(values), bf.classes())


def test_names_say_what_functions_do() -> None:
    spins = bf.SPINS.reshape(16, 2, 2)
    total = block_sum(spins)[:, 0, 0]
    names = [bf.describe(function) for function in range(256)]
    for function, name in enumerate(names):
        values = bf.odd_functions()[function]
        majority = abs((values * np.sign(total)).sum()) == 10
        assert majority == (name in ("majority, ties by one spin", "majority of three spins"))
        assert (name == "one spin") == any(abs(values @ bf.SPINS[:, k]) == 16 for k in range(4))
        third = any(abs((values * np.sign(total - bf.SPINS[:, k])).sum()) == 16 for k in range(4))
        assert third == (name == "majority of three spins")
    assert sum(name == "one spin" for name in names) == 8


@pytest.mark.parametrize(("function", "shape"), [(256, (1, 4, 4)), (-1, (1, 4, 4)), (0, (1, 5, 5))])
def test_what_is_no_function_of_blocks_is_refused(function: int, shape: tuple[int, ...]) -> None:
    with pytest.raises(ParameterError, match="blocks"):
        bf.apply(np.ones(shape, np.int8), function)
