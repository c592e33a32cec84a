"""A training checkpoint: a scratch file beside the output, used only by a run of the same content.

It begins with the SHA-256 of what follows. A checkpoint that is damaged, or that another run left
there, is not used: the training starts anew, with one line in the log.
"""

import hashlib
import io
import json
import logging
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.store import whole_file

log = logging.getLogger("rgflow")

State = Mapping[str, NDArray[Any]]
_DIGEST_BYTES = hashlib.sha256().digest_size


def content_hash(array: NDArray[Any]) -> str:
    """Return a hash of an array's type, shape and values."""
    digest = hashlib.sha256(f"{array.dtype.str} {array.shape}".encode())
    digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()


class FileCheckpoint:
    """Keeps the state of a run in ``.<output>.checkpoint``.

    Parameters
    ----------
    output : Path
        What the run will write in the end.
    key : callable () -> mapping
        Everything that decides the result: the content of the data (:func:`content_hash`), the
        parameters, the code. Paths are no part of it: the content behind a path may change. Asked
        for only where there is a checkpoint.
    """

    def __init__(self, output: Path, key: Callable[[], Mapping[str, Any]]) -> None:
        self.path = output.with_name(f".{output.name}.checkpoint")
        self._mapping = key

    @cached_property
    def _key(self) -> str:
        text = json.dumps(self._mapping(), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def load(self) -> State | None:
        """Return the last state of this very run, or None."""
        try:
            state, reason = self._opened(self.path.read_bytes())
        except FileNotFoundError:
            return None
        except OSError as error:
            state, reason = None, f"cannot be read ({error.strerror})"
        if state is None:
            log.info("%s: the checkpoint %s; the training starts anew", self.path, reason)
        return state

    def _opened(self, content: bytes) -> tuple[State | None, str]:
        """Return the state in a checkpoint, or None and why it is not used."""
        digest, content = content[:_DIGEST_BYTES], content[_DIGEST_BYTES:]
        if hashlib.sha256(content).digest() != digest:
            return None, "is damaged"
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            if str(file["key"]) != self._key:
                return None, "is of other data, settings or code"
            return {name: file[name] for name in file.files if name != "key"}, ""

    def save(self, state: State) -> None:
        """Keep a state, whole or not at all."""
        buffer = io.BytesIO()
        np.savez(buffer, allow_pickle=False, key=np.array(self._key), **state)
        content = buffer.getbuffer()
        with whole_file(self.path) as temporary, temporary.open("wb") as handle:
            handle.write(hashlib.sha256(content).digest())
            handle.write(content)

    def remove(self) -> None:
        """Forget the state; the run is done."""
        self.path.unlink(missing_ok=True)
