"""Lines and columns of a configuration's values in the YAML files that they come from."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from rgflow.config.mistakes import Mistake

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Source:
    """One file: its name, the nodes that know their lines, and its content."""

    def __init__(self, file: Path | str) -> None:
        self.name = str(file)
        self._text = Path(file).read_text(encoding="utf-8")
        self.node = yaml.compose(self._text, Loader=_Loader)

    @cached_property
    def values(self) -> Any:
        """What YAML makes of the file; asked for only where there is a mistake."""
        return yaml.load(self._text, Loader=_Loader)

    def mark(self, node: yaml.Node) -> str:
        """Return "file:line:column: " of a node."""
        at = node.start_mark
        return f"{self.name}:{at.line + 1}:{at.column + 1}: "


class Sources:
    """The files of a configuration; those that cannot be read are passed over.

    Parameters
    ----------
    files : sequence of paths
        In the order of merging: what a later one says holds.
    """

    def __init__(self, files: Sequence[Path | str]) -> None:
        self._sources: list[_Source] = []
        for file in files:
            with suppress(OSError, yaml.YAMLError, ValueError, RecursionError):
                self._sources.append(_Source(file))

    def repeated_keys(self) -> Iterator[Mistake]:
        """Yield every key that a file gives twice, of which YAML would forget the first."""
        for source in self._sources:
            for path, key, first in _repeated(source.node, (), set()):
                line = first.start_mark.line + 1
                yield Mistake(path, f"is given twice, in line {line} before", source.mark(key))

    def mark(self, mistake: Mistake, values: Any) -> str:
        """Return "file:line:column: " of a mistake, or nothing if no file holds the value."""
        if mistake.mark:
            return mistake.mark
        path = mistake.path
        while path:
            with suppress(LookupError, TypeError):
                return self._mark_of_value(path, _follow(values, path))
            path = path[:-1]  # a key that is missing: where its section is
        return ""

    def _mark_of_value(self, path: Sequence[str | int], value: Any) -> str:
        for source in reversed(self._sources):
            with suppress(LookupError, TypeError, RecursionError):
                given = _follow(source.values, path)
                if isinstance(value, Mapping) or given == value:
                    return source.mark(_node(source.node, path))
        return ""


def _follow(values: Any, path: Sequence[str | int]) -> Any:
    for part in path:
        values = values[part]
    return list(values) if isinstance(values, tuple) else values


def _node(node: yaml.Node | None, path: Sequence[str | int]) -> yaml.Node:
    """Return the node of the key at a path, or of the entry of a list.

    Raises
    ------
    LookupError
        If the file has no such key.
    """
    for part in path[:-1]:
        node = _entry(node, part)[1]
    return _entry(node, path[-1])[0]


def _entry(node: yaml.Node | None, part: str | int) -> tuple[yaml.Node, yaml.Node]:
    """Return the nodes of a key and of its value; both are the entry in a list."""
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
        return node.value[part], node.value[part]
    merged: list[yaml.Node] = []
    for key, value in reversed(node.value if isinstance(node, yaml.MappingNode) else []):
        if key.value == part:
            return key, value
        if key.value == "<<":
            merged += value.value if isinstance(value, yaml.SequenceNode) else [value]
    for parent in merged:
        with suppress(LookupError):
            return _entry(parent, part)
    raise LookupError(part)


def _repeated(
    node: yaml.Node | None, path: tuple[str | int, ...], seen: set[int]
) -> Iterator[tuple[tuple[str | int, ...], yaml.Node, yaml.Node]]:
    """Yield path, second key and first key of every repetition; anchors are visited once."""
    if node is None or id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        first: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in first and name != "<<":
                yield (*path, name), key, first[name]
            first.setdefault(name, key)
            yield from _repeated(value, (*path, name), seen)
    elif isinstance(node, yaml.SequenceNode):
        for number, entry in enumerate(node.value):
            yield from _repeated(entry, (*path, number), seen)
