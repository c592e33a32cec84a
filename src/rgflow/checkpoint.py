"""A training checkpoint: a scratch file beside the output, used only by the run that wrote it."""

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.store import whole_file

State = Mapping[str, NDArray[Any]]


class FileCheckpoint:
    """Keeps the state of a run in ``.<output>.checkpoint.npz``.

    Parameters
    ----------
    output : Path
        What the run will write in the end.
    key : callable () -> mapping
        Everything that decides the result: parameters and code. A checkpoint with another key is
        left alone and overwritten, never resumed. Asked for only where there is a checkpoint.
    """

    def __init__(self, output: Path, key: Callable[[], Mapping[str, Any]]) -> None:
        self.path = output.with_name(f".{output.name}.checkpoint.npz")
        self._mapping = key

    @cached_property
    def _key(self) -> str:
        text = json.dumps(self._mapping(), sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    def load(self) -> State | None:
        """Return the last state of this very run, or None."""
        try:
            with np.load(self.path, allow_pickle=False) as file:
                if str(file["key"]) != self._key:
                    return None
                return {name: file[name] for name in file.files if name != "key"}
        except (OSError, ValueError, KeyError):
            return None

    def save(self, state: State) -> None:
        """Keep a state, whole or not at all."""
        with whole_file(self.path) as temporary, temporary.open("wb") as handle:
            np.savez(handle, allow_pickle=False, key=np.array(self._key), **state)

    def remove(self) -> None:
        """Forget the state; the run is done."""
        self.path.unlink(missing_ok=True)
