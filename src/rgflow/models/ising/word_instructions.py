"""Instructions on words that numba does not offer; plain Python where nothing is compiled."""

from typing import Any

import numpy as np
from numba import types
from numba.extending import intrinsic, overload


def reverse_bits(word: np.uint64) -> np.uint64:
    """Return `word` with bit k moved to bit 63 - k."""
    return np.uint64(int(f"{int(word):064b}"[::-1], 2))


def count_ones(word: np.uint64) -> np.uint64:
    """Return the number of ones in `word`."""
    return np.uint64(int(word).bit_count())


@intrinsic
def _bitreverse(_: Any, word: types.Type) -> tuple[Any, Any]:
    def codegen(_: Any, builder: Any, __: Any, arguments: Any) -> Any:
        return builder.bitreverse(arguments[0])

    return types.uint64(word), codegen


@intrinsic
def _population_count(_: Any, word: types.Type) -> tuple[Any, Any]:
    def codegen(_: Any, builder: Any, __: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.uint64(word), codegen


@overload(reverse_bits)
def _compiled_reverse(word: Any) -> Any:  # noqa: ARG001 numba matches the argument's name
    def reverse(word: Any) -> Any:
        return _bitreverse(word)  # type: ignore[call-arg]

    return reverse


@overload(count_ones)
def _compiled_count(word: Any) -> Any:  # noqa: ARG001 numba matches the argument's name
    def count(word: Any) -> Any:
        return _population_count(word)  # type: ignore[call-arg]

    return count
