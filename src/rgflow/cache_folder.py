"""A folder for caches where the usual one cannot be written: somebody else's checkout, or no home.

Caches hold code that is run when it is loaded, so a folder in a place that everybody can write to
must belong to the user alone.
"""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path


def first_writable(folders: Iterable[Path]) -> Path | None:
    """Return the first folder that can be made and written; later ones are left alone."""
    return next((folder for folder in folders if _made(folder)), None)


def own_folders(environment: Mapping[str, str] = os.environ) -> Iterator[Path]:
    """Yield the folders for the user's caches of rgflow, the best first; they need not exist."""
    import tempfile

    if chosen := environment.get("XDG_CACHE_HOME"):
        yield Path(chosen) / "rgflow"
    if home := environment.get("HOME"):
        yield Path(home) / ".cache" / "rgflow"
    try:
        temporary = Path(tempfile.gettempdir())
    except FileNotFoundError:  # no folder for temporary files can be written
        return
    shared = temporary / f"rgflow-{os.getuid()}"
    if _made(shared) and _is_mine_alone(shared):
        yield shared


def _made(folder: Path) -> bool:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK | os.X_OK)


def _is_mine_alone(folder: Path) -> bool:
    found = folder.lstat()
    others = found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not others
