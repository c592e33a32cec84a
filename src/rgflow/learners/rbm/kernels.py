"""Fused kernels for layers of +-1 units: activation, random numbers and the draw in one pass.

Unit ``i`` of a flat array of local fields x is +1 with probability (1 + tanh x_i)/2, eqs. (11) and
(12) of de Mello Koch et al. With r uniform on [-1, 1) that is ``r < tanh x``; with
tanh x = x P(x^2)/Q(x^2) it is ``r Q < x P``, which saves the division. Random numbers come from 64
interleaved xoshiro128+ generators (Blackman & Vigna 2021), a few vector registers at a time; r has
the 24 bits of a float32.

Keep ``fastmath`` and ``error_model="numpy"`` together, the loops short, and one array for fields
and units (two that are the same memory fail the run-time alias check): otherwise the loops run
scalar, five times slower.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from rgflow.compiled import njit
from rgflow.learners.rbm import signs

LANES = 64
FAST: dict[str, Any] = {"fastmath": True, "error_model": "numpy"}

# Minimax fit of tanh(x)/x in x^2 on |x| <= 8; relative error in float32 below 5e-7.
# |x| > 8 is clamped: tanh(8) = 1 - 2e-7, so results stay strictly inside (-1, 1).
EDGE = np.float32(8.0)
P0, P1, P2, P3, P4 = (
    np.float32(c)
    for c in (0.999999993590, 0.134445554130, 3.5716664406e-3, 2.18958004256e-5, 1.52320305520e-8)
)
Q1, Q2, Q3, Q4 = (
    np.float32(c) for c in (0.467778827490, 2.61647026415e-2, 3.41140438593e-4, 8.52309855e-7)
)
ONE = np.float32(1.0)
INT32_TO_UNIT = np.float32(2.0**-31)

Floats = npt.NDArray[np.float32]
Words = npt.NDArray[np.uint32]


def seed_lanes(rng: np.random.Generator) -> Words:
    """Draw the state of the 64 generators, (4, 64) uint32, from `rng`."""
    return rng.integers(1, 2**32, size=(4, LANES), dtype=np.uint32)


@njit(inline="always", **FAST)
def _clamp(x: np.float32) -> np.float32:
    x = EDGE if x > EDGE else x
    return -EDGE if x < -EDGE else x


@njit(inline="always", **FAST)
def _numerator(x: np.float32) -> np.float32:
    y = x * x
    return x * (P0 + y * (P1 + y * (P2 + y * (P3 + y * P4))))


@njit(inline="always", **FAST)
def _denominator(x: np.float32) -> np.float32:
    y = x * x
    return ONE + y * (Q1 + y * (Q2 + y * (Q3 + y * Q4)))


@njit(inline="always", **FAST)
def _fill_noise(lanes: Words, noise: npt.NDArray[np.int32]) -> None:
    """One step of every xoshiro128+ lane; the outputs, read as signed words, go to `noise`."""
    for j in range(LANES):
        s0, s1, s2, s3 = lanes[0, j], lanes[1, j], lanes[2, j], lanes[3, j]
        noise[j] = np.int32(np.uint32(s0 + s3))
        shifted = np.uint32(s1 << np.uint32(9))
        s2 = np.uint32(s2 ^ s0)
        s3 = np.uint32(s3 ^ s1)
        lanes[1, j] = np.uint32(s1 ^ s2)
        lanes[0, j] = np.uint32(s0 ^ s3)
        lanes[2, j] = np.uint32(s2 ^ shifted)
        lanes[3, j] = np.uint32(np.uint32(s3 << np.uint32(11)) | np.uint32(s3 >> np.uint32(21)))


@njit(**FAST)
def mean_units(units: Floats) -> None:
    """Replace local fields x by tanh x, in a flat float32 array."""
    for i in range(units.size):
        x = _clamp(units[i])
        units[i] = _numerator(x) / _denominator(x)


@njit(**FAST)
def sample_units(units: Floats, lanes: Words) -> None:
    """Replace local fields x by +-1 with means tanh x, in a flat float32 array; moves `lanes`."""
    noise = np.empty(LANES, np.int32)
    whole = units.size - units.size % LANES
    for start in range(0, whole, LANES):
        _fill_noise(lanes, noise)
        for j in range(LANES):
            x = _clamp(units[start + j])
            r = np.float32(noise[j]) * INT32_TO_UNIT
            units[start + j] = ONE if r * _denominator(x) < _numerator(x) else -ONE
    if whole < units.size:
        _fill_noise(lanes, noise)
        for j in range(units.size - whole):
            x = _clamp(units[whole + j])
            r = np.float32(noise[j]) * INT32_TO_UNIT
            units[whole + j] = ONE if r * _denominator(x) < _numerator(x) else -ONE


def activate(field: Floats, lanes: Words | None) -> None:
    """Turn local fields (any C-ordered float32 array) into units in place.

    Means without `lanes`, draws with them.
    """
    if lanes is None:
        mean_units(field.reshape(-1))
    else:
        sample_units(field.reshape(-1), lanes)


@njit()
def gather_rows(data: npt.NDArray[Any], rows: npt.NDArray[np.int64], out: Floats) -> None:
    """Copy ``data[rows]`` (int8 or float32) into the float32 array `out`."""
    for k in range(rows.size):
        row = rows[k]
        for i in range(data.shape[1]):
            out[k, i] = data[row, i]


@njit(error_model="numpy")
def count_beyond(values: Floats, limit: np.float32) -> int:
    """Count the entries of a flat array that are not within +-limit; NaN is not."""
    count = 0
    for i in range(values.size):
        count += not (abs(values[i]) <= limit)
    return count


@njit(**FAST)
def decay(weights: Floats, l1_step: np.float32, l2_step: np.float32) -> None:
    """``W -= l1_step sign(W) + l2_step W`` on a flat float32 array."""
    zero = np.float32(0.0)
    for i in range(weights.size):
        w = weights[i]
        sign = ONE if w > zero else (-ONE if w < zero else zero)
        weights[i] = w - l1_step * sign - l2_step * w


@njit(**FAST)
def adam_step(
    parameters: Floats,
    gradient: Floats,
    first: Floats,
    second: Floats,
    beta1: np.float32,
    beta2: np.float32,
    step: np.float32,
    epsilon: np.float32,
) -> None:
    """``m = b1 m + (1-b1) g, s = b2 s + (1-b2) g^2, theta += step m / (sqrt s + eps)``, flat."""
    for i in range(parameters.size):
        g = gradient[i]
        m = beta1 * first[i] + (ONE - beta1) * g
        s = beta2 * second[i] + (ONE - beta2) * g * g
        first[i] = m
        second[i] = s
        parameters[i] += step * m / (np.sqrt(s) + epsilon)


def compile_kernels() -> None:
    """Compile every kernel for the types that training and flows use, and fill the disk cache."""
    lanes = np.ones((4, LANES), np.uint32)
    flat = np.zeros(LANES + 1, np.float32)
    one = np.float32(1.0)
    mean_units(flat)
    sample_units(flat, lanes)
    for dtype in (np.int8, np.float32):
        gather_rows(np.ones((2, 2), dtype), np.zeros(1, np.int64), np.empty((1, 2), np.float32))
    count_beyond(flat, one)
    decay(flat, one, one)
    adam_step(flat, flat, flat, flat, one, one, one, one)
    signs.compile_kernels()
