"""Matrix products with spins: sums of rows with signs, several times faster than multiplying.

A product of +-1 values with a matrix adds and subtracts its rows. Four rows have only 16 signed
sums: tabulate them (16 additions), and four multiplications and additions become one look-up and
one addition (the "four Russians" method). Blocks of 32 rows x 32 columns keep table and sums in the
first-level cache. Every sum is taken in one order, whatever BLAS or thread count.
"""

import numpy as np

from rgflow.learners.rbm.signed_rows import (
    COLUMNS,
    TABLE,
    Floats,
    add_signed_rows,
    pack_columns,
    pack_rows,
)


def pays(n_out: int, n_terms: int, n_columns: int) -> bool:
    """Tell whether sums with signs beat BLAS for (n_out, n_terms) spins times a matrix.

    The unit is the time of BLAS for one row and a 32 x 32 block; measured on Zen 4: a third of it
    for the sums, 10 for a table, 80 more for a ragged one.
    """
    blocks = -(-n_terms // 32) * -(-n_columns // COLUMNS)
    ragged = blocks - (n_terms // 32) * (n_columns // COLUMNS)
    own = blocks * (0.35 * n_out + 10) + 80 * ragged
    return own < n_out * n_terms * n_columns / (32 * COLUMNS)


def add_product(spins: Floats, matrix: Floats, out: Floats, *, turned: bool = False) -> None:
    """``out += spins @ matrix`` for spins of +-1; (n, k), (k, m) and (n, m), C-ordered float32.

    With `turned` the product is with the transpose of `matrix`, (m, k).
    """
    words = np.zeros((-(-spins.shape[1] // 32), len(spins)), np.uint32)
    pack_rows(spins, words)
    add_signed_rows(words, matrix, turned, out, _workspace(len(out)))


def add_transposed_product(spins: Floats, matrix: Floats, out: Floats) -> None:
    """``out += spins.T @ matrix`` for spins of +-1; (k, n), (k, m) and (n, m), as above."""
    words = np.zeros((-(-len(spins) // 32), spins.shape[1]), np.uint32)
    pack_columns(spins, words)
    add_signed_rows(words, matrix, False, out, _workspace(len(out)))


def _workspace(n_out: int) -> Floats:
    """Memory for table, edge block and sums that starts on a cache line."""
    size = TABLE + 32 * COLUMNS + n_out * COLUMNS
    memory = np.empty(size + 16, np.float32)
    start = -(memory.ctypes.data // 4) % 16
    return memory[start : start + size]


def compile_kernels() -> None:
    """Compile every kernel and fill the disk cache."""
    spins = np.ones((1, 1), np.float32)
    add_product(spins, spins, spins.copy())
    add_transposed_product(spins, spins, spins.copy())
