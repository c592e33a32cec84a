"""Reverse the bits of a word: one instruction or two in compiled kernels, plain Python outside."""

from typing import Any

import numpy as np
from numba import types
from numba.extending import intrinsic, overload


def reverse_bits(word: np.uint64) -> np.uint64:
    """Return `word` with bit k moved to bit 63 - k."""
    return np.uint64(int(f"{int(word):064b}"[::-1], 2))


@intrinsic
def _bitreverse(_: Any, word: types.Type) -> tuple[Any, Any]:
    def codegen(_: Any, builder: Any, __: Any, arguments: Any) -> Any:
        return builder.bitreverse(arguments[0])

    return types.uint64(word), codegen


@overload(reverse_bits)
def _compiled(word: Any) -> Any:  # noqa: ARG001 numba matches the argument's name
    def reverse(word: Any) -> Any:
        return _bitreverse(word)  # type: ignore[call-arg]

    return reverse
