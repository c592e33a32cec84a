"""The bit-parallel kernels against plain, slow restatements; compiled against pure Python."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from rgflow.models.base.arguments import magnetization
from rgflow.models.ising import T_C, counting, flood, packing, random_words, word_instructions
from rgflow.models.ising.cluster import ClusterEnsemble, activation_bits
from rgflow.models.ising.hamiltonian import energy
from rgflow.models.ising.metropolis import MetropolisEnsemble
from rgflow.rng import generator

WORD = 2**64
LANES = int(random_words.LANES)
BITS = random_words.PRIVATE_BITS


def xoshiro(s):
    """One step of xoshiro256+ in Python integers, after the authors' reference code."""
    result = (s[0] + s[3]) % WORD
    t = (s[1] << 17) % WORD
    s[2] ^= s[0]
    s[3] ^= s[1]
    s[1] ^= s[2]
    s[0] ^= s[3]
    s[2] ^= t
    s[3] = (s[3] << 45 | s[3] >> 19) % WORD
    return result


def words(values):
    """Typed for a kernel: numba takes a plain integer for a signed one."""
    return tuple(np.uint64(value) for value in values)


def test_step_is_xoshiro256_plus():
    state = words(generator(21, "xoshiro").integers(0, WORD, size=4, dtype=np.uint64))
    plain = [int(word) for word in state]
    for _ in range(100):
        word, state = random_words.step(words(state))
        assert int(word) == xoshiro(plain)
    assert [int(word) for word in state] == plain


@pytest.mark.parametrize("p", [0.0, 2.0**-13, 0.1234567891234, 0.5, 0.999999999])
def test_bernoulli_mask_compares_private_numbers_with_p(p):
    """Every bit of the mask is [r < p] for the number that its own random bits spell."""
    masks, tail = random_words.probability_bits(p)
    head = int(p * 2**BITS)
    assert int(tail) == int((p * 2**BITS - head) * 2.0**64)
    state = tuple(generator(22, "mask", str(p)).integers(0, WORD, size=4, dtype=np.uint64))
    plain = [int(word) for word in state]
    for tie in (0, WORD - 1):
        state, less = random_words.bernoulli(words(state), masks, np.uint64(tie))
        drawn = [xoshiro(plain) for _ in range(BITS)]
        for bit in range(64):
            # "not r_k" is the bit that is drawn
            r = sum((1 - (word >> bit & 1)) << k for k, word in enumerate(drawn))
            assert (int(less) >> bit & 1) == (r < head or (r == head and tie != 0))


def test_certainty_is_within_the_resolution_of_one():
    masks, tail = random_words.probability_bits(1.0)
    assert all(mask == random_words.ALL for mask in masks)
    assert int(tail) > WORD * (1 - 2.0**-30)


def test_two_thresholds_share_one_number():
    p, q = random_words.probability_bits(0.3)[0], random_words.probability_bits(0.09)[0]
    state = tuple(generator(23, "two").integers(0, WORD, size=4, dtype=np.uint64))
    none = np.uint64(0)
    _, both_p, both_q = random_words.bernoulli_two(state, p, q, none, none)
    assert both_p == random_words.bernoulli(state, p, none)[1]
    assert both_q == random_words.bernoulli(state, q, none)[1]
    assert int(both_q) & ~int(both_p) == 0


@pytest.mark.parametrize("p", [1e-9, 0.3, 1 - np.exp(-2 / T_C)])
def test_activation_resolves_36_bits(p):
    bits = [int(mask != 0) for part in reversed(activation_bits(p)) for mask in part]
    assert sum(bit << k for k, bit in enumerate(bits)) == int(p * 2 ** (3 * BITS))


@pytest.mark.parametrize("word", [0, 1, WORD - 1, 0x0123456789ABCDEF])
def test_word_instructions(word):
    assert int(word_instructions.reverse_bits(np.uint64(word))) == int(f"{word:064b}"[::-1], 2)
    assert int(word_instructions.count_ones(np.uint64(word))) == word.bit_count()


@pytest.mark.parametrize("sites", [4, 64, 100, 130])
@pytest.mark.parametrize("replicas", [1, 64, 70, packing.REPLICAS])
def test_unpack_sites(sites, replicas):
    rng = generator(24, sites)
    words = rng.integers(0, WORD, size=(sites, LANES), dtype=np.uint64)
    flip = rng.integers(0, 2, size=replicas, dtype=np.bool_)
    spins = np.zeros((replicas, sites), np.int8)
    packing.unpack_sites(words.reshape(-1), flip, spins)
    replica = np.arange(replicas)
    bits = words[:, replica // 64].T >> (replica % 64).astype(np.uint64)[:, None] & np.uint64(1)
    expected = (2 * bits.astype(np.int8) - 1) * np.where(flip, -1, 1)[:, None]
    np.testing.assert_array_equal(spins, expected)


@pytest.mark.parametrize("L", [2, 3, 10, 31, 65])
def test_bit_sliced_counts(L):
    words = generator(25, L).integers(0, WORD, size=L * L * LANES, dtype=np.uint64)
    spins = np.empty((200, L, L), np.int8)
    packing.unpack_sites(words, np.zeros(200, np.bool_), spins.reshape(200, -1))
    require_counts(spins, *counts(counting.count_sites, words, L, 200))


@pytest.mark.parametrize("L", [2, 3, 10, 63, 64, 65, 130])
def test_row_counts_and_unpacking(L):
    bits = generator(28, L).integers(0, 2, size=(LANES, L, L), dtype=np.uint64)
    words = pack(bits)
    require_counts(2 * bits[:5].astype(np.int8) - 1, *counts(counting.count_rows, words, L, 5))
    flip = np.arange(7) % 2 == 1
    spins = np.empty((7, L, L), np.int8)
    packing.unpack_rows(words.reshape(L, -1, LANES), flip, spins)
    spins[flip] *= -1
    np.testing.assert_array_equal(spins, 2 * bits[:7].astype(np.int8) - 1)


def counts(kernel, words, L, n):
    broken, up = np.empty((2, n), np.int64)
    kernel(words, L, broken, up)
    return broken, up


def require_counts(spins, broken, up):
    sites = spins[0].size
    np.testing.assert_array_equal(2 * broken - 2 * sites, energy(spins))
    np.testing.assert_array_equal(2 * up - sites, magnetization(spins))


def pack(bits):
    """Bits (lattices, L, L) as cells of 64 sites, lattices innermost, flat."""
    n, L, _ = bits.shape
    cells = -(-L // 64)
    padded = np.zeros((n, L, 64 * cells), np.uint64)
    padded[:, :, :L] = bits
    weight = np.uint64(1) << np.arange(64, dtype=np.uint64)
    words = (padded.reshape(n, L, cells, 64) * weight).sum(axis=3, dtype=np.uint64)
    return np.ascontiguousarray(words.transpose(1, 2, 0)).reshape(-1)


def flooded(marked, right, down):
    """Grow the marks of one lattice over active bonds until nothing changes."""
    while True:
        grown = marked.copy()
        for bonds, axis in ((right, 1), (down, 0)):
            grown |= np.roll(marked & bonds, 1, axis=axis) | (
                np.roll(marked, -1, axis=axis) & bonds
            )
        if np.array_equal(grown, marked):
            return marked
        marked = grown


@pytest.mark.parametrize("L", [2, 3, 31, 63, 64, 65, 130])
@pytest.mark.parametrize("density", [0.3, 0.5, 0.7, 1.0])
def test_flood_fills_whole_clusters_and_nothing_else(L, density):
    rng = generator(26, "flood", L, str(density))
    right, down = rng.random((2, LANES, L, L)) < density
    seeds = rng.random((LANES, L, L)) < 2 / L**2
    marked = pack(seeds)
    flood.fill(marked, L, pack(right), pack(down))
    expected = [flooded(*parts) for parts in zip(seeds, right, down, strict=True)]
    np.testing.assert_array_equal(marked, pack(np.array(expected)))


def digest() -> str:
    """Spins after a few steps of each kernel, as text; small enough for pure Python."""
    found = []
    for L, ensemble in (
        (3, MetropolisEnsemble(3, 2.3, generator(27, "metropolis"))),
        (5, ClusterEnsemble(5, 2.3, generator(27, "cluster"), seeds=2)),
    ):
        with np.errstate(over="ignore"):  # the generator's additions are meant to wrap
            ensemble.advance(3)
        spins = np.empty((32, L, L), np.int8)
        ensemble.write(spins, np.zeros(32, np.bool_))
        ensemble.count(*(tallies := np.empty((2, 32), np.int64)))
        found.append("".join("+" if s > 0 else "-" for s in spins.ravel()))
        found.append(",".join(map(str, tallies.ravel())))
    return " ".join(found)


def run_digest(**settings: str) -> str:
    """`digest` in a fresh interpreter with numba's `settings`."""
    program = "import test_kernels; print(test_kernels.digest())"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parent,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_compiled_kernels_equal_pure_python_bit_for_bit():
    expected = digest()
    assert "+" in expected.split()[0]
    assert "-" in expected.split()[0]
    assert run_digest(NUMBA_DISABLE_JIT="1") == expected


def test_kernels_stay_inside_their_arrays(tmp_path):
    found = run_digest(NUMBA_BOUNDSCHECK="1", NUMBA_CACHE_DIR=str(tmp_path))
    assert found == digest()
