"""Compiled kernels: never those of older sources, and a cache wherever one can be written."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import numba
import pytest

from rgflow import compiled
from rgflow.compiled import njit

CALLER = """
from rgflow.compiled import njit
from part import inner

@njit()
def outer(x):
    return inner(x) + 1
"""
PART = """
from rgflow.compiled import njit

@njit()
def inner(x):
    return {factor} * x
"""


def run(folder: Path, **environment: str) -> tuple[int, int]:
    """Return the kernel's answer and how often the cache had it, in a process of its own.

    No bytecode is kept: Python would take a source of the same size, edited within the same second,
    for the old one.
    """
    given = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(folder), os.environ["PYTHONPATH"]]),
        "PYTHONDONTWRITEBYTECODE": "1",
        **environment,
    }
    program = "import caller; print(caller.outer(10), sum(caller.outer.stats.cache_hits.values()))"
    done = subprocess.run(
        [sys.executable, "-c", program], env=given, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    answer, hits = done.stdout.split()
    return int(answer), int(hits)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "caller.py").write_text(CALLER)
    (folder / "part.py").write_text(PART.format(factor=2))
    return folder


def elsewhere(tmp_path: Path) -> dict[str, dict[str, str]]:
    """Environments in which kernels are kept apart from the sources."""
    nowhere = {"HOME": os.devnull, "XDG_CACHE_HOME": "", "NUMBA_CACHE_DIR": ""}
    return {
        "chosen": {**nowhere, "NUMBA_CACHE_DIR": str(tmp_path / "cache")},
        "cache": {**nowhere, "XDG_CACHE_HOME": str(tmp_path / "cache")},
        "home": {**nowhere, "HOME": str(tmp_path / "home")},
        "temporary": {**nowhere, "TMPDIR": str(tmp_path)},
    }


@pytest.mark.parametrize("where", ["chosen", "cache", "home", "temporary"])
def test_an_edited_callee_is_compiled_again_where_the_sources_cannot_be_written(
    package: Path, tmp_path: Path, where: str
) -> None:
    """A file in the place of ``__pycache__`` keeps out even the superuser."""
    (package / "__pycache__").touch()
    environment = elsewhere(tmp_path)[where]
    assert run(package, **environment) == (21, 0)
    assert run(package, **environment) == (21, 1)
    (package / "part.py").write_text(PART.format(factor=3))
    assert run(package, **environment) == (31, 0)
    assert run(package, **environment) == (31, 1)
    assert {path.name for path in package.iterdir()} == {"__pycache__", "caller.py", "part.py"}


def test_kernels_lie_beside_the_sources_where_these_can_be_written(
    package: Path, tmp_path: Path
) -> None:
    environment = elsewhere(tmp_path)["cache"]
    assert run(package, **environment) == (21, 0)
    assert run(package, **environment) == (21, 1)
    assert not (tmp_path / "cache").exists()
    assert list((package / "__pycache__").glob("kernels-*"))


def test_without_any_folder_kernels_are_compiled_with_one_message(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(compiled, "first_writable", lambda _: None)
    compiled._cache_folder.cache_clear()
    compiled._warn_of_no_cache.cache_clear()
    try:
        with caplog.at_level(logging.WARNING, "rgflow"):
            doubled = [njit()(lambda x: 2 * x)(10) for _ in range(2)]
    finally:
        compiled._cache_folder.cache_clear()
    assert doubled == [20, 20]
    (record,) = caplog.records
    assert "NUMBA_CACHE_DIR" in record.message


def test_options_reach_numba_and_its_settings_stay() -> None:
    before = numba.config.CACHE_DIR

    @njit(boundscheck=True)
    def first(values):  # type: ignore[no-untyped-def]
        return values[0]

    assert before == numba.config.CACHE_DIR
    assert first.targetoptions["boundscheck"]
