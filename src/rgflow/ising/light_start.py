"""Start numba without its linear algebra, which a sampling job never uses.

When numba loads its array functions it imports scipy.linalg, only to see whether kernels may call
BLAS: a quarter second, half of a short job's start. Hiding scipy.linalg for that moment makes numba
note that it is absent; kernels of this process then cannot use ``np.dot`` or ``@``, and none does.
Processes that have imported scipy.linalg before are left as they are.
"""

import importlib
import sys


def load_array_functions() -> None:
    """Make numba load its array functions, with scipy.linalg hidden unless it is loaded."""
    if "scipy.linalg" in sys.modules:
        return
    sys.modules["scipy.linalg"] = None  # type: ignore[assignment]
    try:
        importlib.import_module("numba.np.arraymath")
    finally:
        del sys.modules["scipy.linalg"]


load_array_functions()
