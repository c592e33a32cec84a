"""Ensembles of which no configuration is in a class that is measured."""

import numpy as np
import pytest

from rgflow.observables.ensemble import ESTIMATORS, OPERATORS, Axes, pair_sums
from rgflow.observables.geometry import pair_geometry


@pytest.mark.parametrize("dtype", [np.int8, np.float32])
def test_empty_classes_sum_to_zero(dtype) -> None:
    axes = Axes(np.arange(3.0), np.array([1.0, 2.0]), blocks=2, size=6)
    sums = pair_sums(np.ones((4, 6, 6), dtype), np.full(4, -1), axes)
    assert sums["sum_field"].shape == (2, 2, len(OPERATORS))
    assert not sums["sum_field"].any()
    number = pair_geometry(6, "open").distance.size
    open_ = sums["sum_products"][..., ESTIMATORS.index("open"), :number]
    assert not open_.any()
