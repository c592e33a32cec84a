"""Factors of temperature from layer to layer."""

import numpy as np
import pytest

from rgflow.analysis.layers import _ratio


def test_the_error_of_a_factor_is_that_of_both_temperatures() -> None:
    assert _ratio((4.0, 0.2), (2.0, 0.1)) == pytest.approx((2.0, np.hypot(0.2, 0.2) / 2))


def test_a_layer_read_as_zero_gives_a_factor_of_zero_and_nothing_above_it() -> None:
    assert _ratio((0.0, 0.1), (2.0, 0.1)) == pytest.approx((0.0, 0.05))
    assert np.isnan(_ratio((2.0, 0.1), (0.0, 0.0))).all()
