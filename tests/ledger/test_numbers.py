import math

import pytest

from rgflow.ledger.numbers import plain, with_error


@pytest.mark.parametrize(
    ("value", "error", "text"),
    [
        (0.12504, 0.00231, "0.1250 ± 0.0023"),
        (2.2691, 0.0996, "2.27 ± 0.10"),
        (2.2691, 0.0994, "2.269 ± 0.099"),
        (1234.5, 12.3, "1234 ± 12"),
        (1234.5, 123.0, "1234 ± 123"),
        (-0.5, 0.05, "-0.500 ± 0.050"),
        (1.0, 0.0, "1"),
        (0.3333333, math.nan, "0.3333"),
        (math.nan, math.nan, "–"),
        (1.5e-16, 2e-17, "1.500e-16 ± 2.0e-17"),
    ],
)
def test_two_digits_of_the_error(value, error, text) -> None:
    assert with_error(value, error) == text


@pytest.mark.parametrize(
    ("value", "text"), [(math.nan, "–"), (math.inf, "inf"), (0.0, "0"), (1e-12, "1.000e-12")]
)
def test_plain_numbers(value, text) -> None:
    assert plain(value) == text
