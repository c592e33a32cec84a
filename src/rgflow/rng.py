"""Named random streams: the same name gives the same numbers, whatever ran before or beside it."""

import hashlib

import numpy as np

from rgflow.errors import ParameterError


def seed_sequence(root: int, *name: str | int) -> np.random.SeedSequence:
    """Seed of the stream `name` under the experiment's root seed.

    Parameters
    ----------
    root : int
        Root seed of the experiment (``seed`` in config.yaml), not negative.
    *name : str or int
        The stream's name, for example ``("sample", "L10", "T2.3")``. Each part enters by its
        SHA-256, so names need no registry and the order of jobs cannot matter.

    Raises
    ------
    ParameterError
        If the root seed is negative or the name is empty.
    """
    if root < 0 or not name:
        raise ParameterError(
            f"random stream {name!r} under root seed {root}",
            remedy="give a name and a root seed of 0 or more",
        )
    return np.random.SeedSequence(root, spawn_key=tuple(_stable_word(part) for part in name))


def generator(root: int, *name: str | int) -> np.random.Generator:
    """Philox generator of the stream `name` (see :func:`seed_sequence`)."""
    return np.random.Generator(np.random.Philox(seed_sequence(root, *name)))


def _stable_word(part: str | int) -> int:
    """Return 64 bits of a name's part; the same on every machine, unlike ``hash()``."""
    text = f"{type(part).__name__}:{part}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little")
