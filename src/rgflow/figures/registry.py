"""Every figure by its name; a module is imported only when its figure is asked for."""

import ast
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from rgflow.errors import ParameterError

if TYPE_CHECKING:
    import xarray
    from matplotlib.figure import Figure

    from rgflow.contracts.schema import Contract

PAPER = tuple(f"{number:02d}" for number in range(1, 15))
"""Names of the figures of the paper, in its order."""

BEYOND = tuple(f"b{number}" for number in range(1, 8))
"""Names of the figures that go beyond the paper."""

FIGURES: Mapping[str, str] = {
    **{name: f"rgflow.figures.paper.figure_{name}" for name in PAPER},
    **{name: f"rgflow.figures.beyond.figure_{name}" for name in BEYOND},
}
"""Module of each figure."""


class Heading(NamedTuple):
    """What a report says above a figure."""

    number: str
    title: str
    category: str
    inputs: dict = {}
    optional: tuple = ()


class FigureModule(Protocol):
    """What the module of a figure offers."""

    NUMBER: str
    TITLE: str
    CATEGORY: str
    ROLES: "Mapping[str, Contract]"
    OPTIONAL: frozenset[str]

    def collect(self, inputs: "Mapping[str, Sequence[xarray.Dataset]]") -> "xarray.Dataset":
        """Return the numbers that are drawn, from the files of every role."""

    def draw(self, data: "xarray.Dataset") -> "Figure":
        """Draw the collected numbers."""


def load(name: str) -> FigureModule:
    """Import and return the module of a figure.

    Raises
    ------
    ParameterError
        If there is no figure of that name.
    """
    return cast(FigureModule, import_module(_module(name)))


def heading(name: str) -> Heading:
    """Return number, title and category of a figure from its source, without importing it.

    A workflow needs them before any job runs, and importing what figures draw with takes longer.

    Raises
    ------
    ParameterError
        If there is no figure of that name.
    """
    source = Path(__file__).parent.joinpath(*_module(name).split(".")[2:]).with_suffix(".py")
    values = {
        target.id: node.value.value
        for node in ast.parse(source.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return Heading(
        str(values["NUMBER"]),
        str(values["TITLE"]),
        str(values["CATEGORY"]),
        {"fit": "flow_fits"}
        if name == "02"
        else {"rg": "rg_temperatures", "stack": "stack_temperatures"},
        (),
    )


def _module(name: str) -> str:
    if name not in FIGURES:
        raise ParameterError(
            f"there is no figure '{name}'", remedy=f"choose one of {', '.join(FIGURES)}"
        )
    return FIGURES[name]


def names():
    return tuple(FIGURES)


def module_of(name):
    return _module(name)
