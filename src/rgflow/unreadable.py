"""Why a NetCDF file cannot be read: each cause has another remedy, and only one is to delete it."""

import errno
import os
from pathlib import Path
from typing import BinaryIO

from rgflow.errors import DataError

NO_LOCKS = (
    "on a file system without locks set HDF5_USE_FILE_LOCKING=FALSE in the environment of the jobs"
)
_SIGNATURES = (b"\x89HDF\r\n\x1a\n", b"CDF")
_LOCKED = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES)


def unreadable(path: Path, error: Exception, stages: str) -> DataError:
    """Return the message about a file that the NetCDF library has refused.

    Parameters
    ----------
    path : Path
        The file, which exists.
    error : Exception
        What the library said: little, and the same for most causes.
    stages : str
        Names of the stages that could have made the file.
    """
    made = f"give a file that the stage '{stages}' made"
    try:
        with path.open("rb") as file:
            signature = file.read(8)
            locked = _lock_trouble(file)
    except OSError as refused:
        reason = refused.strerror or str(refused)
        remedy = "the file is kept: check its permissions, and that its disk is there"
        return DataError(f"cannot be opened ({reason})", where=path, remedy=remedy)
    if locked:
        return DataError(locked, where=path, remedy=f"the file is kept; {NO_LOCKS}")
    if not signature:
        return DataError("is empty", where=path, remedy=f"delete it and run '{stages}' again")
    if not signature.startswith(_SIGNATURES):
        return DataError("is no NetCDF file", where=path, remedy=made)
    return DataError(
        f"cannot be read as NetCDF: damaged, or not copied to its end ({error})",
        where=path,
        remedy=f"copy it again, or delete it and run '{stages}' again",
    )


def _lock_trouble(file: BinaryIO) -> str:
    """Return what keeps HDF5 from locking a file, which it does before it reads; "" if nothing."""
    if os.environ.get("HDF5_USE_FILE_LOCKING", "").upper() in ("FALSE", "0"):
        return ""
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _LOCKED:
            return "is locked by another process: wait until it is done with the file"
        return f"cannot be locked for reading, as HDF5 wants ({error.strerror})"
    return ""
