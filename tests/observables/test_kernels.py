"""The compiled kernels against their pure-Python run, bit for bit, and within their arrays."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from rgflow.errors import ParameterError
from rgflow.observables.bit_planes import pack, pair_differences

SCRIPT = """
import hashlib
import numpy as np
from rgflow.observables.two_point import two_point_sums
from rgflow.models.ising.symmetries import move_randomly

rng = np.random.default_rng(3)
spins = rng.choice(np.array([-1, 1], np.int8), (70, 4, 4))
digest = hashlib.sha256(move_randomly(spins, rng).tobytes())
for sums in two_point_sums(
    spins, np.arange(70) % 3 - 1, 2, operators=("spin", "star"), estimators=("open", "torus")
).values():
    digest.update(sums.products.tobytes() + sums.ends.tobytes())
print(digest.hexdigest())
"""


def run_digest(**environment: str) -> str:
    finished = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SCRIPT],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return finished.stdout.strip()


def test_compiled_kernels_equal_their_pure_python_run() -> None:
    assert run_digest(NUMBA_DISABLE_JIT="1") == run_digest()


def test_kernels_stay_within_their_arrays(tmp_path: Path) -> None:
    found = run_digest(NUMBA_BOUNDSCHECK="1", NUMBA_CACHE_DIR=str(tmp_path))
    assert found == run_digest()


@pytest.mark.parametrize("n", [1, 7, 8, 9, 63, 64, 65, 130])
def test_packing_keeps_every_sign_and_fills_up_with_up_spins(n: int) -> None:
    spins = np.random.default_rng(n).choice(np.array([-1, 1], np.int8), (n, 3, 3))
    words, edges = pack(spins)
    assert words.shape == (-(-n // 64), 3, 3)
    np.testing.assert_array_equal(edges, [0, len(words)])
    bits = (words[:, None] >> np.arange(64, dtype=np.uint64)[:, None, None]) & np.uint64(1)
    unpacked = 1 - 2 * bits.reshape(-1, 3, 3).astype(int)
    np.testing.assert_array_equal(unpacked[:n], spins)
    np.testing.assert_array_equal(unpacked[n:], 1)


def test_every_group_starts_a_word_of_its_own() -> None:
    spins = np.random.default_rng(0).choice(np.array([-1, 1], np.int8), (100, 3, 3))
    words, edges = pack(spins, np.array([0, 70, 70, 100]))
    np.testing.assert_array_equal(edges, [0, 2, 2, 3])
    np.testing.assert_array_equal(words[2:], pack(spins[70:])[0])


@pytest.mark.parametrize("size", [5, 64, 70])
@pytest.mark.parametrize("periodic", [False, True])
def test_two_different_fields_at_sizes_below_at_and_above_a_word(size: int, periodic: bool) -> None:
    rng = np.random.default_rng(size)
    first, second = rng.choice(np.array([-1, 1], np.int8), (2, 10, size, size))
    dy = np.array([0, 0, 1, 3, size - 1, 2, 2, 2, 2, 2])
    dx = np.array([0, 1, 0, -2, 1 - size, 1, 1, -1, size - 1, 3])
    words, edges = pack(first)
    other, _ = pack(second)
    counts = pair_differences(words, other, edges, dy, dx, periodic=periodic)
    for k, (down, right) in enumerate(zip(dy, dx, strict=True)):
        moved = np.roll(second, (-down, -right), (1, 2))
        unequal = first != moved
        if not periodic:
            unequal = unequal[:, : size - down]
            unequal = unequal[:, :, max(0, -right) : size - max(0, right)]
        assert counts[0, k] == np.count_nonzero(unequal)


def test_packing_refuses_other_arrays() -> None:
    with pytest.raises(ParameterError, match="float64"):
        pack(np.ones((2, 3, 3)))  # type: ignore[arg-type]
