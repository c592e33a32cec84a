"""doctor: see what this machine has, and say what to do where something is amiss."""

import argparse
import importlib.metadata
import locale
import os
import platform
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from rgflow.cache_folder import first_writable, own_folders
from rgflow.errors import RgflowError
from rgflow.learners.rbm.blas import CORE_TYPE, core_type_environment

GB = 1e9
DEFAULT_EXPERIMENT = 0.5 * GB
"""Bytes of the default experiment's results, logs and records (450 MB, rounded up)."""


class Finding(NamedTuple):
    """What was looked at and found; a remedy where something is amiss."""

    what: str
    found: str
    remedy: str = ""
    stops: bool = False
    """Whether nothing will run before the remedy is taken."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument(
        "--folder", type=Path, default=Path(), help="folder in which results will be written"
    )


def run(options: argparse.Namespace) -> None:
    """Print what was found.

    Raises
    ------
    RgflowError
        Something would stop a run.
    """
    findings = [finding for check in CHECKS for finding in check(options.folder)]
    width = max(len(finding.what) for finding in findings)
    for what, found, remedy, stops in findings:
        mark = "STOP" if stops else "note" if remedy else "ok"
        print(f"{mark:<5}{what:<{width}}  {found}")
        if remedy:
            print(f"{'':<{width + 7}}remedy: {remedy}")
    amiss = [finding.what for finding in findings if finding.stops]
    if amiss:
        raise RgflowError(f"nothing will run before this is mended: {', '.join(amiss)}")


def python_and_libraries(_: Path) -> Iterator[Finding]:
    """Look at the interpreter and at each library that rgflow needs."""
    from packaging.requirements import Requirement
    from packaging.specifiers import SpecifierSet

    python, needed = _requirements()
    anew = "make the environment anew, as README.md says"
    fits = SpecifierSet(python).contains(platform.python_version(), prereleases=True)
    yield Finding(
        "Python", f"{platform.python_version()} ({sys.executable}), {python} needed",
        "" if fits else anew, stops=not fits,
    )  # fmt: skip
    missing = []
    for line in needed:
        library = Requirement(line)
        if library.marker is not None and not library.marker.evaluate({"extra": ""}):
            continue
        try:
            there = importlib.metadata.version(library.name)
        except importlib.metadata.PackageNotFoundError:
            missing.append(f"no {library.name}")
        else:
            if not library.specifier.contains(there, prereleases=True):
                missing.append(f"{library.name} {there}, {library.specifier} needed")
    if missing:
        yield Finding("libraries", "; ".join(missing), anew, stops=True)
    else:
        yield Finding("libraries", "all there, in versions that fit")


def _requirements() -> tuple[str, list[str]]:
    """Return what the checkout asks for, or the installed package: of Python, and of libraries."""
    checkout = Path(__file__).parents[3] / "pyproject.toml"
    if checkout.is_file():
        project = tomllib.loads(checkout.read_text(encoding="utf-8"))["project"]
        return project["requires-python"], project["dependencies"]
    installed = importlib.metadata.metadata("rgflow")
    return installed["Requires-Python"], importlib.metadata.requires("rgflow") or []


def processor(_: Path) -> Iterator[Finding]:
    """Look at cores, memory and the kernels of the linear algebra."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GB
    cores = f"{allowed or os.cpu_count()} of {os.cpu_count()} for this process"
    yield Finding("cores", cores)
    few = memory < 4
    yield Finding(
        "memory", f"{memory:.1f} GB", "run fewer jobs at a time: snakemake --cores 1" * few
    )
    try:
        import numpy  # noqa: F401 - its BLAS is the one that is asked
        from threadpoolctl import threadpool_info
    except ImportError:
        return  # said among the libraries
    libraries = [each for each in threadpool_info() if each["user_api"] == "blas"]
    kernels = ", ".join(
        f"{each['internal_api']} {each['version']}, kernels of {each.get('architecture', '?')}"
        for each in libraries
    )
    chosen = core_type_environment()
    changed = "".join(f"; jobs get {name}={value}" for name, value in chosen.items())
    if CORE_TYPE in os.environ:
        changed = f"; {CORE_TYPE}={os.environ[CORE_TYPE]} is set"
    yield Finding("linear algebra", f"{kernels or 'unknown'}{changed}")


def caches(_: Path) -> Iterator[Finding]:
    """Look for the folders of compiled kernels and of temporary files."""
    package = Path(__file__).parents[1]
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    usual = Path(chosen) if chosen else package / "models" / "ising" / "__pycache__"
    folder = first_writable([usual, *own_folders()])
    if folder is None:
        yield Finding(
            "compiled kernels", "no folder can be written: every job compiles anew",
            "name one in NUMBA_CACHE_DIR",
        )  # fmt: skip
    else:
        shared = "beside the sources" if folder == usual and not chosen else str(folder)
        yield Finding("compiled kernels", f"cached {shared}")
    try:
        yield Finding("temporary files", tempfile.gettempdir())
    except FileNotFoundError as error:
        yield Finding("temporary files", str(error), "name a folder in TMPDIR", stops=True)


def disk(folder: Path) -> Iterator[Finding]:
    """Look at space, permissions and locks where results will be."""
    where = str(folder.resolve())
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".rgflow-doctor-") as file:
            locks = _can_be_locked(file.fileno())
    except OSError as error:
        reason = error.strerror or str(error)
        yield Finding(
            "results", f"{where} cannot be written: {reason}",
            "choose another folder: snakemake --directory, or rgflow doctor --folder", stops=True,
        )  # fmt: skip
        return
    free = shutil.disk_usage(folder).free
    full = free < DEFAULT_EXPERIMENT
    need = f"the default experiment takes {DEFAULT_EXPERIMENT / GB:.1f} GB"
    yield Finding("results", f"{where}, {free / GB:.1f} GB free", need * full, stops=full)
    yield Finding(
        "file locks", "work" if locks else "are unknown to this disk",
        "" if locks else "set HDF5_USE_FILE_LOCKING=FALSE (docs/hpc.md)",
    )  # fmt: skip


def _can_be_locked(descriptor: int) -> bool:
    """Tell whether the disk takes the kind of lock that HDF5 asks for."""
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def surroundings(_: Path) -> Iterator[Finding]:
    """Look at the locale and at programs that some things need."""
    yield Finding("locale", f"{locale.getencoding()}; jobs read and write UTF-8 in any")
    for what, programs, remedy in (
        ("snakemake", ("snakemake",), "activate the environment: workflows need it, verbs do not"),
        ("browser", ("chromium", "chromedriver"), "install them to have the report tested in one"),
        ("SLURM", ("sbatch",), "none here, unless jobs are to go to a cluster from this machine"),
    ):
        missing = [program for program in programs if not _there(program)]
        found = f"no {' and no '.join(missing)}" if missing else "there"
        yield Finding(what, found, remedy if missing else "")


def _there(program: str) -> bool:
    """Tell whether a program is in the path or beside the interpreter, as in a bare venv."""
    beside = Path(sys.executable).parent
    return bool(shutil.which(program) or shutil.which(program, path=str(beside)))


CHECKS: tuple[Callable[[Path], Iterator[Finding]], ...] = (
    python_and_libraries, processor, caches, disk, surroundings,
)  # fmt: skip
