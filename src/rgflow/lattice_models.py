"""The lattice models by name, and their critical points, without importing any of them.

A model is what stands in the folder ``models/``, but for ``base``: a module, or a package with the
modules of `PARTS` (see :mod:`rgflow.models.base`). The module, or the ``__init__`` of the package,
declares as plain numbers what is needed before any job runs:

- ``T_C``, the critical temperature in units of J/k_B;
- ``DELTA_SIGMA`` and ``DELTA_EPSILON``, scaling dimensions of the order parameter and of the energy
  at the critical point, or None where the model has no such theory;
- ``BETA``, the exponent of the order parameter below T_c, or None.
"""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from rgflow.declared import literals
from rgflow.errors import ParameterError
from rgflow.registry import near_name

DEFAULT = "ising"
"""The model of the paper; its random streams do not carry the name of a model."""

PARTS = ("hamiltonian", "law", "sampler", "exact")
FOLDERS = [Path(__file__).parent / "models"]
_NOT_A_MODEL = "base"


class CriticalPoint(NamedTuple):
    """What theory says of a model's critical point."""

    T_C: float
    DELTA_SIGMA: float | None
    DELTA_EPSILON: float | None
    BETA: float | None


def names() -> tuple[str, ...]:
    """Return the names of all models."""
    entries = [entry for folder in FOLDERS for entry in folder.iterdir()]
    found = {entry.stem for entry in entries if entry.suffix == ".py"}
    found |= {entry.name for entry in entries if (entry / "__init__.py").is_file()}
    return tuple(sorted(found - {_NOT_A_MODEL, "__init__"}))


@cache
def critical_point(name: str) -> CriticalPoint:
    """Return the critical temperature and the scaling dimensions that a model declares.

    Raises
    ------
    ParameterError
        If there is no such model, or it does not declare them as plain numbers.
    """
    source = _source(name)
    declared = literals(source)
    if missing := [key for key in CriticalPoint._fields if key not in declared]:
        raise ParameterError(
            f"the model '{name}' does not declare {', '.join(missing)}",
            where=source,
            remedy="write them as plain numbers (None where there is no theory), NAME = number",
        )
    return CriticalPoint(**{key: declared[key] for key in CriticalPoint._fields})


def part_module(name: str, part: str) -> str:
    """Return the module that holds a part of a model.

    Raises
    ------
    ParameterError
        If there is no such model.
    """
    source = _source(name)
    whole = f"rgflow.models.{name}"
    return f"{whole}.{part}" if source.name == "__init__.py" else whole


def stream(name: str) -> tuple[str, ...]:
    """Return what the names of random streams of a model begin with: nothing for `DEFAULT`."""
    return () if name == DEFAULT else (name,)


def _source(name: str) -> Path:
    """Return the file of a model that declares its critical point."""
    for folder in FOLDERS:
        for candidate in (folder / f"{name}.py", folder / name / "__init__.py"):
            if name in names() and candidate.is_file():
                return candidate
    raise ParameterError(
        f"no lattice model '{name}'{near_name(name, names())}",
        remedy=f"choose one of {', '.join(names())}",
    )
