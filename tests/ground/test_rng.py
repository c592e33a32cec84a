"""Named random streams."""

import os
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest
from scipy import stats

from rgflow.errors import ParameterError
from rgflow.rng import generator


def test_a_name_gives_the_same_numbers_in_another_process() -> None:
    script = "from rgflow.rng import generator; print(generator(7, 'sample', 10).integers(2**62))"
    answers = {
        subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout.strip()
        for seed in ("0", "1")
    }  # fmt: skip
    assert answers == {str(generator(7, "sample", 10).integers(2**62))}


def test_neighbouring_names_give_different_streams() -> None:
    names = [("a",), ("b",), ("a", "b"), ("b", "a"), ("a", 1), ("a", "1"), ("ab",), ("a", 11)]
    first = {int(generator(root, *name).integers(2**62)) for root in (0, 1) for name in names}
    assert len(first) == 2 * len(names)


@pytest.mark.statistical
def test_streams_of_neighbouring_names_are_uncorrelated() -> None:
    """Correlation of 100 pairs of streams is standard normal (Kolmogorov-Smirnov, alarm 1e-4)."""
    n = 2000
    streams = [generator(3, "pair", k).standard_normal(n) for k in range(101)]
    z = [np.sqrt(n) * np.corrcoef(a, b)[0, 1] for a, b in pairwise(streams)]
    assert stats.kstest(z, "norm").pvalue > 1e-4


def test_a_negative_root_or_an_empty_name_is_refused() -> None:
    with pytest.raises(ParameterError, match="-1"):
        generator(-1, "a")
    with pytest.raises(ParameterError, match="root seed 1"):
        generator(1)
