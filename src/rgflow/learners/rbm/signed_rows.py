"""The kernel of signs.py: sums of matrix rows with signs, looked up four rows at a time.

Vectors of 32 floats are written out as LLVM instructions: from plain loops LLVM makes run-time
alias checks that cost more than the sums.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
from llvmlite import ir  # type: ignore[import-untyped]
from numba import types
from numba.extending import intrinsic

from rgflow.compiled import njit

COLUMNS = 32
GROUPS = 8
"""Groups of four rows whose signs share a 32-bit word."""

TABLE = GROUPS * 16 * COLUMNS
OPTIONS: dict[str, Any] = {"error_model": "numpy"}
VECTOR = ir.VectorType(ir.FloatType(), COLUMNS)
INDEX = ir.IntType(64)

Floats = npt.NDArray[np.float32]
Words = npt.NDArray[np.uint32]


def _vector_pointer(context: Any, builder: Any, array_type: Any, array: Any, index: Any) -> Any:
    """Point at 32 neighbouring floats of a flat array."""
    data = context.make_array(array_type)(context, builder, array).data
    return builder.bitcast(builder.gep(data, [index]), VECTOR.as_pointer())


@intrinsic
def _add_lookups(_typing: Any, table: Any, sums: Any, row: Any, word: Any) -> Any:
    """``sums[row] += `` the eight table entries that the bits of `word` select."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        row, word = arguments[2:]
        place = builder.mul(row, INDEX(COLUMNS))
        target = _vector_pointer(context, builder, signature.args[1], arguments[1], place)
        terms = []
        for group in range(GROUPS):
            signs = builder.and_(builder.lshr(word, INDEX(4 * group)), INDEX(15))
            entry = builder.add(builder.mul(signs, INDEX(COLUMNS)), INDEX(group * 16 * COLUMNS))
            pointer = _vector_pointer(context, builder, signature.args[0], arguments[0], entry)
            terms.append(builder.load(pointer, align=4))
        terms.append(builder.load(target, align=4))
        while len(terms) > 1:
            pairs = zip(terms[::2], terms[1::2], strict=False)
            rest = terms[-1:] if len(terms) % 2 else []
            terms = [builder.fadd(*pair) for pair in pairs] + rest
        builder.store(terms[0], target, align=4)
        return context.get_dummy_value()

    return types.void(table, sums, row, word), generate


@intrinsic
def _tabulate(_typing: Any, table: Any, group: Any, rows: Any, first: Any, stride: Any) -> Any:
    """Write the 16 signed sums of four rows (at `first`, `stride` apart); bit 1 is plus."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        group, first, stride = arguments[1], arguments[3], arguments[4]
        row = []
        for k in range(4):
            index = builder.add(first, builder.mul(stride, INDEX(k)))
            pointer = _vector_pointer(context, builder, signature.args[2], arguments[2], index)
            row.append(builder.load(pointer, align=4))
        low, high = _signed_pairs(builder, *row[:2]), _signed_pairs(builder, *row[2:])
        for signs in range(16):
            index = builder.mul(
                builder.add(builder.mul(group, INDEX(16)), INDEX(signs)), INDEX(COLUMNS)
            )
            pointer = _vector_pointer(context, builder, signature.args[0], arguments[0], index)
            builder.store(builder.fadd(low[signs & 3], high[signs >> 2]), pointer, align=4)
        return context.get_dummy_value()

    return types.void(table, group, rows, first, stride), generate


def _signed_pairs(builder: Any, x: Any, y: Any) -> list[Any]:
    """-x-y, x-y, y-x, x+y: the order of two bits, that of x first."""
    total, difference = builder.fadd(x, y), builder.fsub(x, y)
    return [builder.fneg(total), difference, builder.fneg(difference), total]


@intrinsic
def _copy_vector(_typing: Any, source: Any, start: Any, target: Any, place: Any) -> Any:
    """Copy 32 neighbouring floats."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        pointers = [
            _vector_pointer(context, builder, signature.args[k], arguments[k], arguments[k + 1])
            for k in (0, 2)
        ]
        builder.store(builder.load(pointers[0], align=4), pointers[1], align=4)
        return context.get_dummy_value()

    return types.void(source, start, target, place), generate


@intrinsic
def _positive_bits(_typing: Any, values: Any, first: Any) -> Any:
    """32-bit word whose bits tell which of 32 neighbouring floats are positive."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        pointer = _vector_pointer(context, builder, signature.args[0], arguments[0], arguments[1])
        zero = ir.Constant(VECTOR, [0.0] * COLUMNS)
        positive = builder.fcmp_ordered(">", builder.load(pointer, align=4), zero)
        return builder.bitcast(positive, ir.IntType(32))

    return types.uint32(values, first), generate


@njit(**OPTIONS)
def pack_rows(spins: Floats, words: Words) -> None:
    """Bit k of ``words[c, r]`` is the sign of ``spins[r, 32 c + k]``."""
    flat, n_columns = spins.reshape(-1), spins.shape[1]
    whole = n_columns // 32
    for r in range(spins.shape[0]):
        for c in range(whole):
            words[c, r] = _positive_bits(flat, np.uint64(r * n_columns + 32 * c))  # type: ignore[call-arg]
        for i in range(32 * whole, n_columns):
            words[whole, r] |= np.uint32(np.uint32(spins[r, i] > 0) << np.uint32(i % 32))


@njit(**OPTIONS)
def pack_columns(spins: Floats, words: Words) -> None:
    """Bit k of ``words[c, i]`` is the sign of ``spins[32 c + k, i]``."""
    for r in range(spins.shape[0]):
        c, shift = r // 32, np.uint32(r % 32)
        for i in range(spins.shape[1]):
            words[c, i] |= np.uint32(np.uint32(spins[r, i] > 0) << shift)


@njit(**OPTIONS)
def _copy_block(
    rows: Floats, first_row: int, column: int, turned: bool, whole: bool, block: Floats
) -> None:
    """Copy 32 rows and 32 columns, of the transpose if `turned`; beyond the matrix are zeros."""
    if turned and whole:
        for j in range(COLUMNS):
            for k in range(32):
                block[k * COLUMNS + j] = rows[column + j, first_row + k]
        return
    n_rows, n_columns = (rows.shape[1], rows.shape[0]) if turned else rows.shape
    block[:] = 0
    for k in range(min(32, n_rows - first_row)):
        for j in range(min(COLUMNS, n_columns - column)):
            here, there = first_row + k, column + j
            block[k * COLUMNS + j] = rows[there, here] if turned else rows[here, there]


@njit(**OPTIONS)
def _tabulate_block(
    table: Floats, rows: Floats, first_row: int, column: int, turned: bool, block: Floats
) -> None:
    """Fill the table for 32 rows and 32 columns of the matrix, or of its transpose."""
    n_rows, n_columns = (rows.shape[1], rows.shape[0]) if turned else rows.shape
    whole = first_row + 32 <= n_rows and column + COLUMNS <= n_columns
    if whole and not turned:
        flat = rows.reshape(-1)
        for group in range(GROUPS):
            start = (first_row + 4 * group) * n_columns + column
            _tabulate(table, np.uint64(group), flat, np.uint64(start), np.uint64(n_columns))  # type: ignore[call-arg]
        return
    _copy_block(rows, first_row, column, turned, whole, block)
    for group in range(GROUPS):
        _tabulate(
            table, np.uint64(group), block, np.uint64(4 * group * COLUMNS), np.uint64(COLUMNS)
        )  # type: ignore[call-arg]


@njit(**OPTIONS)
def add_signed_rows(
    words: Words, rows: Floats, turned: bool, out: Floats, workspace: Floats
) -> None:
    """``out[r] += sum_k s_rk rows[k]`` with the signs s_rk in column r of `words`.

    The rows are those of the transpose of `rows` if `turned`.
    """
    n_out, n_columns = out.shape
    table, block = workspace[:TABLE], workspace[TABLE : TABLE + 32 * COLUMNS]
    sums = workspace[TABLE + 32 * COLUMNS :]
    flat = out.reshape(-1)
    for column in range(0, n_columns, COLUMNS):
        width = min(COLUMNS, n_columns - column)
        for r in range(n_out):
            here, there = np.uint64(r * n_columns + column), np.uint64(r * COLUMNS)
            if width == COLUMNS:
                _copy_vector(flat, here, sums, there)  # type: ignore[call-arg]
            else:
                for j in range(width):
                    sums[r * COLUMNS + j] = flat[r * n_columns + column + j]
        for c in range(words.shape[0]):
            _tabulate_block(table, rows, 32 * c, column, turned, block)
            for r in range(n_out):
                _add_lookups(table, sums, np.uint64(r), np.uint64(words[c, r]))  # type: ignore[call-arg]
        for r in range(n_out):
            here, there = np.uint64(r * n_columns + column), np.uint64(r * COLUMNS)
            if width == COLUMNS:
                _copy_vector(sums, there, flat, here)  # type: ignore[call-arg]
            else:
                for j in range(width):
                    flat[r * n_columns + column + j] = sums[r * COLUMNS + j]
