"""Every figure by its name, found by looking into the folders; imported only when asked for."""

import re
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from rgflow.declared import literals
from rgflow.errors import ParameterError

if TYPE_CHECKING:
    import xarray
    from matplotlib.figure import Figure

FOLDERS = ("paper", "beyond")
"""Where figures are, in the order in which they are named."""
_HERE = Path(__file__).parent
_PREFIX = "figure_"


class Heading(NamedTuple):
    """What the module of a figure says about it."""

    number: str
    title: str
    category: str
    caption: str
    """In reStructuredText, for Snakemake's report."""
    inputs: Mapping[str, str]
    """Selection of files of every role (see :mod:`rgflow.contracts.selections`)."""
    optional: frozenset[str]
    """Roles that the figure can do without; of every other role it needs at least one file."""


class FigureModule(Protocol):
    """What the module of a figure offers."""

    NUMBER: str
    TITLE: str
    CATEGORY: str
    CAPTION: str
    INPUTS: dict[str, str]
    OPTIONAL: set[str]

    def collect(self, inputs: "Mapping[str, Sequence[xarray.Dataset]]") -> "xarray.Dataset":
        """Return the numbers that are drawn, from the files of every role."""

    def draw(self, data: "xarray.Dataset") -> "Figure":
        """Draw the collected numbers."""


def names() -> tuple[str, ...]:
    """Return the names of all figures: those of the paper in its order, then all others."""
    return tuple(_sources())


def module_of(name: str) -> str:
    """Return the name of the module of a figure.

    Raises
    ------
    ParameterError
        If there is no figure of that name.
    """
    return f"{__package__}.{_source(name).parent.name}.{_PREFIX}{name}"


def load(name: str) -> FigureModule:
    """Import and return the module of a figure.

    Raises
    ------
    ParameterError
        If there is no figure of that name.
    """
    return cast(FigureModule, import_module(module_of(name)))


def heading(name: str) -> Heading:
    """Return what a figure says about itself, without importing it.

    A workflow needs it before any job runs, and importing what figures draw with takes longer.

    Raises
    ------
    ParameterError
        If there is no figure of that name, or its module does not declare all of it.
    """
    declared = literals(_source(name))
    wanted = {field: field.upper() for field in Heading._fields}
    if missing := [word for word in wanted.values() if word not in declared]:
        raise ParameterError(
            f"the module of figure '{name}' declares no {' and no '.join(missing)}",
            where=_source(name),
            remedy="assign it a plain literal at module level, as in the other figures",
        )
    values = {field: declared[word] for field, word in wanted.items()}
    return Heading(**values | {"optional": frozenset(values["optional"])})


def _source(name: str) -> Path:
    sources = _sources()
    if name not in sources:
        raise ParameterError(
            f"there is no figure '{name}'", remedy=f"choose one of {', '.join(sources)}"
        )
    return sources[name]


def _sources() -> dict[str, Path]:
    """Return the source file of every figure, by name."""
    found: dict[str, Path] = {}
    for folder in FOLDERS:
        for path in sorted((_HERE / folder).glob(f"{_PREFIX}*.py"), key=_by_number):
            name = path.stem.removeprefix(_PREFIX)
            if name in found:
                raise ParameterError(
                    f"two modules draw figure '{name}'", where=path, remedy="rename one of them"
                )
            found[name] = path
    return found


def _by_number(path: Path) -> list[tuple[str, int]]:
    """Return a key that puts b10 behind b9, and s4 behind both."""
    return [(letters, int(digits or 0)) for letters, digits in re.findall(r"(\D+)(\d*)", path.stem)]
