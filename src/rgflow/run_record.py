"""Who ran a job, where, when and with what: for log files only, never for a dataset."""

import json
import platform
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

_LIBRARIES = ("numpy", "scipy", "numba", "sklearn", "xarray", "netCDF4", "matplotlib")


@contextmanager
def recorded(log: Path) -> Iterator[None]:
    """Start a log file with who runs the job and where; end it with what the job has loaded."""
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text(json.dumps(_start()) + "\n", encoding="utf-8")
    try:
        yield
    finally:
        with (
            suppress(OSError),
            log.open("a", encoding="utf-8") as file,
        ):  # a full disk has been reported by now
            file.write(json.dumps(_end()) + "\n")


def _start() -> dict[str, str]:
    return {
        "started": _now(),
        "host": platform.node(),
        "commit": _commit(),
        "python": platform.python_version(),
        "command": " ".join(sys.argv),
    }


def _end() -> dict[str, str]:
    loaded = {name: sys.modules[name] for name in _LIBRARIES if name in sys.modules}
    return {"ended": _now(), **{name: str(lib.__version__) for name, lib in loaded.items()}}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _commit() -> str:
    """Return the checkout's commit, with a mark if files are changed."""
    try:
        answer = subprocess.run(
            ["git", "describe", "--always", "--dirty", "--abbrev=12"],
            cwd=Path(__file__).parent, capture_output=True, encoding="utf-8", timeout=5, check=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return "unknown"
    return answer.stdout.strip()
