"""doctor: each thing that can be amiss is planted once, and named with what to do."""

import fcntl
import importlib.metadata
import os
import platform
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import NoReturn

import pytest

from rgflow.cli import main
from rgflow.stages import doctor

Patch = pytest.MonkeyPatch


def no_lock(*_: object) -> NoReturn:
    raise OSError(37, "No locks available")


def no_folder() -> NoReturn:
    raise FileNotFoundError("No usable temporary directory found")


def version(name: str, there: str | None) -> Callable[[str], str]:
    """Return a stand-in that knows one library as another version, or not at all."""
    true = importlib.metadata.version

    def told(library: str) -> str:
        if library != name:
            return true(library)
        if there is None:
            raise importlib.metadata.PackageNotFoundError(library)
        return there

    return told


def examined(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, str]]:
    """Return exit code and, for each thing looked at, its lines."""
    code = main(["doctor", "--folder", str(folder)])
    found: dict[str, str] = {}
    for line in capsys.readouterr().out.splitlines():
        if line.startswith(" "):
            found[list(found)[-1]] += " " + line.strip()
        else:
            found[line[5:].split("  ")[0]] = line
    return code, found


def test_all_is_well_here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = examined(tmp_path, capsys)
    assert code == 0
    assert {what for what, line in found.items() if line.startswith("STOP")} == set()
    for what in ("Python", "libraries", "results", "file locks", "temporary files"):
        assert found[what].startswith("ok "), found[what]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    assert f"{cores} of {os.cpu_count()}" in found["cores"]
    assert "kernels of" in found["linear algebra"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("plant", "what", "said"),
    [
        (lambda p: p.setattr(platform, "python_version", lambda: "3.10.2"),
         "Python", ("3.10.2", ">=3.11 needed", "anew")),
        (lambda p: p.setattr(importlib.metadata, "version", version("xarray", "2020.1")),
         "libraries", ("xarray 2020.1", ">=2024.6", "anew")),
        (lambda p: p.setattr(importlib.metadata, "version", version("netCDF4", None)),
         "libraries", ("no netCDF4", "anew")),
        (lambda p: p.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=3e8)),
         "results", ("0.3 GB free", "takes 0.5 GB")),
        (lambda p: p.setattr(tempfile, "gettempdir", no_folder),
         "temporary files", ("No usable", "TMPDIR")),
    ],
)  # fmt: skip
def test_what_stops_a_run(
    plant: Callable[[Patch], None], what: str, said: tuple[str, ...],
    tmp_path: Path, monkeypatch: Patch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    plant(monkeypatch)
    code, found = examined(tmp_path, capsys)
    assert code == 1
    assert [each for each, line in found.items() if line.startswith("STOP")] == [what]
    assert all(words in found[what] for words in said), found[what]


def test_a_folder_that_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = examined(tmp_path / "missing", capsys)
    assert code == 1
    assert found["results"].startswith("STOP")
    assert str(tmp_path / "missing") in found["results"]
    assert "--directory" in found["results"]


@pytest.mark.parametrize(
    ("plant", "what", "said"),
    [
        (lambda p: p.setattr(fcntl, "flock", no_lock), "file locks", "HDF5_USE_FILE_LOCKING=FALSE"),
        (lambda p: p.setattr(doctor, "first_writable", lambda _: None),
         "compiled kernels", "NUMBA_CACHE_DIR"),
        (lambda p: p.setattr(os, "sysconf", lambda name: 4096 if "SIZE" in name else 500_000),
         "memory", "2.0 GB"),
        (lambda p: p.setattr(doctor, "_there", lambda program: program != "chromedriver"),
         "browser", "no chromedriver"),
        (lambda p: p.setattr(doctor, "_there", lambda program: program != "sbatch"),
         "SLURM", "no sbatch"),
        (lambda p: p.setattr(doctor, "_there", lambda program: program != "snakemake"),
         "snakemake", "activate"),
    ],
)  # fmt: skip
def test_what_does_not_stop_a_run(
    plant: Callable[[Patch], None], what: str, said: str,
    tmp_path: Path, monkeypatch: Patch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    plant(monkeypatch)
    code, found = examined(tmp_path, capsys)
    assert code == 0
    assert found[what].startswith("note ")
    assert said in found[what], found[what]
    assert "remedy: " in found[what]


def test_without_a_checkout_the_installed_package_says_what_it_needs(
    tmp_path: Path, monkeypatch: Patch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "__file__", str(tmp_path / "lib/python/rgflow/stages/doctor.py"))
    monkeypatch.setattr(importlib.metadata, "metadata", lambda _: {"Requires-Python": ">=3.11"})
    needed = ["numpy>=99", "scipy>=1", "pytest>=99; extra == 'dev'"]
    monkeypatch.setattr(importlib.metadata, "requires", lambda _: needed)
    code, found = examined(tmp_path, capsys)
    assert code == 1
    assert "numpy" in found["libraries"]
    assert "scipy" not in found["libraries"]
    assert "pytest" not in found["libraries"]


def test_a_chosen_kernel_is_told(
    tmp_path: Path, monkeypatch: Patch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPENBLAS_CORETYPE", "Haswell")
    assert "OPENBLAS_CORETYPE=Haswell is set" in examined(tmp_path, capsys)[1]["linear algebra"]
