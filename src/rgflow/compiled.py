"""numba's njit with a disk cache that knows every source a kernel may have been built from.

numba recompiles a cached function when the file that defines it changes, but not when a function
that was inlined into it changes in another file: it would go on running the old code. Here the
cache of a package's kernels lies in a folder named after the content of all its modules, so that an
edit anywhere in the package compiles its kernels anew. It lies beside the sources, or among the
user's own caches if those belong to somebody else. Kernels call kernels of their own package only,
and none calls BLAS, so that numba can start without scipy.
"""

import hashlib
import importlib
import inspect
import logging
import sys
from collections.abc import Callable
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

import numba

from rgflow.cache_folder import first_writable, own_folders

log = logging.getLogger("rgflow")
_config: Any = numba.config

Function = TypeVar("Function", bound=Callable[..., Any])


def _start_without_scipy() -> None:
    """Make numba load its array functions, with scipy.linalg hidden unless it is loaded.

    They import scipy.linalg only to see whether kernels may call BLAS: half of a short job's start.
    """
    if "scipy.linalg" in sys.modules:
        return
    sys.modules["scipy.linalg"] = None  # type: ignore[assignment]
    try:
        importlib.import_module("numba.np.arraymath")
    finally:
        del sys.modules["scipy.linalg"]


_start_without_scipy()


def njit(**options: Any) -> Callable[[Function], Function]:
    """Compile a function when it is first called, and keep the result on disk.

    Parameters
    ----------
    **options
        Options of `numba.njit`; ``cache=True`` is set wherever there is a folder for the cache.
    """

    def decorate(function: Function) -> Function:
        before = _config.CACHE_DIR
        folder = _cache_folder(Path(inspect.getfile(function)).parent, before)
        if folder is None:
            return numba.njit(**options)(function)
        _config.CACHE_DIR = str(folder)
        try:
            return numba.njit(cache=True, **options)(function)
        finally:
            _config.CACHE_DIR = before

    return decorate


@cache
def _cache_folder(package: Path, chosen: str) -> Path | None:
    """Folder of the package's present sources; None, with a message, if none can be written."""
    content = hashlib.sha256()
    for source in sorted(package.glob("*.py")):
        content.update(source.name.encode() + b"\0" + source.read_bytes())
    name = f"kernels-{content.hexdigest()[:16]}"
    usual = [Path(chosen)] if chosen else [package / "__pycache__"]
    folder = first_writable(parent / name for parent in chain(usual, own_folders()))
    if folder is None:
        _warn_of_no_cache()
    return folder


@cache
def _warn_of_no_cache() -> None:
    log.warning(
        "no folder for compiled kernels can be written: every job compiles them anew, which takes "
        "a minute\n  remedy: name one in NUMBA_CACHE_DIR"
    )
