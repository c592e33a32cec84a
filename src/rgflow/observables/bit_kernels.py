"""Kernels of the packed pair counts; :mod:`rgflow.observables.bit_planes` has the bit layout.

For every dx the two column ranges that face each other are copied into buffers ordered
(y, word, x). A shift by dy is then a shift inside one contiguous run, whatever the lattice size,
and the innermost loops are plain sums over arrays, which LLVM turns into vector instructions.
"""

import numpy as np
from numpy.typing import NDArray

from rgflow.compiled import njit

Words = NDArray[np.uint64]
Counts = NDArray[np.int64]


@njit()
def pack_group(spins: NDArray[np.int8], words: Words) -> None:
    """Eight configurations to a byte, eight bytes to a word: both loops are vectorised."""
    n, sites = spins.shape
    up = np.ones(sites, np.int8)
    octet = np.empty(sites, np.uint8)
    for start in range(0, n, 8):
        a, b, c, d, e, f, g, h = (
            spins[start],
            spins[start + 1] if start + 1 < n else up,
            spins[start + 2] if start + 2 < n else up,
            spins[start + 3] if start + 3 < n else up,
            spins[start + 4] if start + 4 < n else up,
            spins[start + 5] if start + 5 < n else up,
            spins[start + 6] if start + 6 < n else up,
            spins[start + 7] if start + 7 < n else up,
        )
        for i in range(sites):
            octet[i] = (
                (a[i] < 0)
                | ((b[i] < 0) << 1)
                | ((c[i] < 0) << 2)
                | ((d[i] < 0) << 3)
                | ((e[i] < 0) << 4)
                | ((f[i] < 0) << 5)
                | ((g[i] < 0) << 6)
                | ((h[i] < 0) << 7)
            )
        shift = np.uint64(start % 64)
        word = words[start // 64]
        for i in range(sites):
            word[i] |= np.uint64(octet[i]) << shift


@njit()
def population_count(word: np.uint64) -> np.uint64:
    """Count the set bits; LLVM recognises this form and emits the processor's instruction."""
    pairs = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    nibbles = (pairs & np.uint64(0x3333333333333333)) + (
        (pairs >> np.uint64(2)) & np.uint64(0x3333333333333333)
    )
    octets = (nibbles + (nibbles >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return (octets * np.uint64(0x0101010101010101)) >> np.uint64(56)


@njit()
def copy_columns(words: Words, start: int, width: int, rows: int, out: Words) -> None:
    """Copy `width` columns from `start` on, wrapped, to the order (y, word, x), `rows` rows."""
    depth, height, full_width = words.shape
    position = 0
    for y in range(rows):
        for w in range(depth):
            row = words[w, y if y < height else y - height]
            before_wrap = min(width, full_width - start)
            target, source = out[position : position + width], row[start:]
            for x in range(before_wrap):
                target[x] = source[x]
            wrapped = target[before_wrap:]
            for x in range(width - before_wrap):
                wrapped[x] = row[x]
            position += width


@njit()
def differing_bits(a: Words, b: Words) -> np.uint64:
    """Count the bits in which two runs of words differ."""
    count = np.uint64(0)
    for i in range(a.size):
        count += population_count(a[i] ^ b[i])
    return count


@njit()
def differing_bits_4(a: Words, b: Words, shifts: Counts, counts: Counts) -> None:
    """Four shifts at once share the load of `a`, which doubles the speed."""
    b0, b1, b2, b3 = b[shifts[0] :], b[shifts[1] :], b[shifts[2] :], b[shifts[3] :]
    c0, c1, c2, c3 = np.uint64(0), np.uint64(0), np.uint64(0), np.uint64(0)
    for i in range(a.size):
        word = a[i]
        c0 += population_count(word ^ b0[i])
        c1 += population_count(word ^ b1[i])
        c2 += population_count(word ^ b2[i])
        c3 += population_count(word ^ b3[i])
    counts[0] += np.int64(c0)
    counts[1] += np.int64(c1)
    counts[2] += np.int64(c2)
    counts[3] += np.int64(c3)


@njit()
def grouped_differences(
    first: Words,
    second: Words,
    edges: Counts,
    depth: int,
    dy: Counts,
    dx: Counts,
    periodic: bool,
    counts: NDArray[np.int64],
) -> None:
    """Go through the groups, `depth` words at a time."""
    a = np.empty(depth * first.shape[1] * first.shape[2], np.uint64)
    b = np.empty(2 * a.size, np.uint64)
    for group in range(counts.shape[0]):
        for start in range(edges[group], edges[group + 1], depth):
            stop = min(start + depth, edges[group + 1])
            differences(
                first[start:stop], second[start:stop], dy, dx, periodic, counts[group], a, b
            )


@njit()
def differences(
    first: Words,
    second: Words,
    dy: Counts,
    dx: Counts,
    periodic: bool,
    counts: Counts,
    a: Words,
    b: Words,
) -> None:
    """Add the counts of all displacements, sorted by dx, then by dy; `a` and `b` are buffers."""
    depth, height, full_width = first.shape
    k = 0
    while k < dy.size:
        column = dx[k]
        stop = k
        while stop < dy.size and dx[stop] == column:
            stop += 1
        width = full_width if periodic else full_width - abs(column)
        run = width * depth
        copy_columns(first, 0 if periodic else max(0, -column), width, height, a)
        from_column = column % full_width if periodic else max(0, column)
        copy_columns(second, from_column, width, height + dy[stop - 1] if periodic else height, b)
        while k < stop:
            block = 4 if k + 4 <= stop else 1
            # Rows that every displacement of the block has in common; dy grows inside a block.
            common = (height if periodic else height - dy[k + block - 1]) * run
            if block == 4:
                differing_bits_4(a[:common], b, dy[k : k + 4] * run, counts[k : k + 4])
            else:
                counts[k] += np.int64(differing_bits(a[:common], b[dy[k] * run :]))
            if not periodic:
                for j in range(k, k + block - 1):
                    end = (height - dy[j]) * run
                    shift = dy[j] * run
                    counts[j] += np.int64(
                        differing_bits(a[common:end], b[common + shift : end + shift])
                    )
            k += block
