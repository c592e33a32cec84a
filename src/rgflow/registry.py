"""Modules that are found by looking into their folder, and what they say of themselves.

A module belongs to a registry if it declares the registry's mark: a module-level name whose value
is a literal. Names and declarations are read from the source, so that planning imports nothing.
"""

import difflib
import importlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rgflow.declared import literals
from rgflow.errors import ParameterError


class Registry:
    """The modules of a package that declare `mark`.

    Parameters
    ----------
    package : str
        For example ``"rgflow.coarse"``; its ``__init__`` is all that is imported.
    mark : str
        Name that tells a member from a helper beside it.
    what : str
        What a message of an error calls a member.
    """

    def __init__(self, package: str, mark: str, what: str) -> None:
        self.package, self.mark, self.what = package, mark, what

    def names(self) -> tuple[str, ...]:
        """Return the names of all members, sorted."""
        return tuple(sorted(self._sources()))

    def module(self, name: str) -> str:
        """Return the module of a member, for an import or a code map.

        Raises
        ------
        ParameterError
            If there is none of that name.
        """
        names = self.names()
        if name not in names:
            raise ParameterError(
                f"there is no {self.what} '{name}'{near_name(name, names)}",
                remedy=f"choose one of {', '.join(names)}",
            )
        return f"{self.package}.{name}"

    def declared(self, name: str) -> dict[str, Any]:
        """Return {name: value} of all module-level literals of a member."""
        self.module(name)
        return literals(self._sources()[name])

    def load(self, name: str) -> Any:
        """Import and return a member."""
        return importlib.import_module(self.module(name))

    def _sources(self) -> dict[str, Path]:
        folders = importlib.import_module(self.package).__path__
        found = (path for folder in folders for path in Path(folder).glob("[a-z]*.py"))
        return {path.stem: path for path in found if self.mark in literals(path)}


def near_name(name: str, known: Iterable[str]) -> str:
    """Return `` (did you mean 'x'?)`` or an empty string."""
    match = difflib.get_close_matches(name, list(known), n=1)
    return f" (did you mean {match[0]!r}?)" if match else ""
