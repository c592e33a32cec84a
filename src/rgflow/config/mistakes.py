"""What pydantic finds wrong with a configuration, in words, with the path of each key."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from pydantic import ValidationError

from rgflow.config.model import Config

Path = tuple[str | int, ...]
_LONGEST = 60
_NOUNS = {
    "model_type": "a mapping",
    "dict_type": "a mapping",
    "tuple_type": "a list",
    "list_type": "a list",
    "int_type": "an integer",
    "float_type": "a number",
    "bool_type": "true or false",
    "string_type": "a word",
}


class Mistake(NamedTuple):
    """One mistake in a configuration."""

    path: Path
    text: str
    mark: str = ""
    """Where it stands in a file, if that is known from the start."""
    fatal: bool = False
    """Whether the rest cannot even be looked at."""

    def __str__(self) -> str:
        """Return the key's path and what is wrong, in one line whatever a key consists of."""
        place = ".".join(str(part) or "''" for part in self.path)
        line = f"{place}: {self.text}" if place else self.text
        return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in line)


def shown(value: Any) -> str:
    """Return a value as a message shows it: as in YAML, and never long."""
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "true", False: "false"}[value]
    try:
        text = repr(value) if isinstance(value, str | int | float | list | tuple) else str(value)
    except ValueError:  # Python writes no integer of more than some thousand digits
        return "a number of very many digits"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def known_keys(path: Sequence[str | int]) -> set[str]:
    """Return the keys that the mapping at a path may have, as far as they are fixed."""
    return {key for schema in schemas_at(path) for key in schema.get("properties", ())}


def schemas_at(path: Sequence[str | int]) -> list[Any]:
    """Return the JSON schemas that a value at a path may follow."""
    found = _branches(_schema())
    for part in path:
        found = [inner for schema in found for inner in _inside(schema, part)]
    return found


@cache
def _schema() -> dict[str, Any]:
    return Config.model_json_schema()


def _inside(schema: Any, part: str | int) -> Iterator[Any]:
    """Yield the schemas of an entry of a mapping or of a list."""
    if isinstance(part, int):
        items = [*schema.get("prefixItems", ())[part : part + 1], schema.get("items")]
    elif part in schema.get("properties", {}):
        items = [schema["properties"][part]]
    else:
        items = [schema.get("additionalProperties"), *schema.get("patternProperties", {}).values()]
    for item in items:
        if isinstance(item, dict):
            yield from _branches(item)


def _branches(schema: Any) -> list[Any]:
    """Return the alternatives of a schema, with references followed."""
    if "$ref" in schema:
        return _branches(_schema()["$defs"][schema["$ref"].rpartition("/")[2]])
    return [schema] + [one for branch in schema.get("anyOf", ()) for one in _branches(branch)]


class _Error(NamedTuple):
    """An error of pydantic with its path in the values, and the branch of a union it is from."""

    path: Path
    fork: Path | None
    branch: str
    item: Any

    @property
    def of_type(self) -> bool:
        """Whether the value is not of this branch's type at all."""
        kind = self.item["type"]
        return self.path == self.fork and (kind.endswith("_type") or kind == "literal_error")


def explained(error: ValidationError, values: Any) -> Iterator[Mistake]:
    """Yield the mistakes; of a value that may have several forms, those of the form it has."""
    errors = [_traced(item, values) for item in error.errors(include_url=False)]
    forks: dict[Path, dict[str, list[_Error]]] = {}
    for one in errors:
        if one.fork is not None:
            forks.setdefault(one.fork, {}).setdefault(one.branch, []).append(one)
    for one in errors:
        if one.fork is None:
            yield from _mistakes(one)
        elif (branches := forks.pop(one.fork, None)) is not None:
            yield from _of_union(one, list(branches.values()))


def _of_union(first: _Error, branches: list[list[_Error]]) -> Iterator[Mistake]:
    fitting = [errors for errors in branches if not any(one.of_type for one in errors)]
    if fitting:
        for one in min(fitting, key=len):
            yield from _mistakes(one)
        return
    forms = [_form(errors[0].item) for errors in branches]
    text = f"should be {', '.join(forms[:-1])} or {forms[-1]}"
    yield Mistake(first.path, f"{text}{_given(first.item['input'])}")


def _form(item: Any) -> str:
    """Return what a branch of a union wants."""
    if item["type"] == "literal_error":
        return str(item["ctx"]["expected"])
    return _NOUNS.get(item["type"], item["msg"].removeprefix("Input should be "))


def _traced(item: Any, values: Any) -> _Error:
    """Follow an error's location through the values; what leads nowhere names a branch."""
    path: Path = ()
    fork, branch, node = None, "", values
    for number, part in enumerate(item["loc"], start=1):
        absent = item["type"] == "missing" and number == len(item["loc"])
        if isinstance(node, Mapping) and (part in node or absent):
            node = node.get(part)
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node):
            node = node[part]
        elif not absent:
            fork, branch = (path, str(part)) if fork is None and part != "[key]" else (fork, branch)
            continue
        path = (*path, part)
    return _Error(path, fork, branch, item)


def _mistakes(error: _Error) -> Iterator[Mistake]:
    item, path = error.item, error.path
    if item["type"] == "invalid_key":  # told already, with the reason
        return
    message = str(item["msg"]).removeprefix("Value error, ")
    if item["type"] == "extra_forbidden":
        yield Mistake(path, f"there is no such key{_near_key(path)}")
    elif item["type"] == "missing":
        yield Mistake(path, "is missing")
    elif item["loc"][-1] == "[key]":
        yield Mistake(path, f"the key {message.removeprefix('String ')}")
    else:
        noun = _NOUNS.get(item["type"])
        text = message.removeprefix("Input ").removeprefix("String ")
        message = f"should be {noun}" if noun else text
        yield Mistake(path, f"{message}{_given(item['input'])}")


def mistake_of(line: str) -> Mistake:
    """Return the mistake of a line "key.path: text"; its path is the part that is a key."""
    place, colon, text = line.partition(": ")
    path = tuple(int(part) if part.isdigit() else part for part in place.split("."))
    return Mistake(path, text) if colon and path[0] in known_keys(()) else Mistake((), line)


def _given(value: Any) -> str:
    return "" if isinstance(value, Mapping) else f" (given: {shown(value)})"


def _near_key(path: Path) -> str:
    """Return a hint to a key of a similar name, at the same place if there is one."""
    name = str(path[-1])
    everywhere = {key for schema in _schema()["$defs"].values() for key in schema["properties"]}
    for known in (known_keys(path[:-1]), everywhere | known_keys(())):
        if match := difflib.get_close_matches(name, sorted(known), n=1):
            return f" (did you mean {match[0]!r}?)"
    return ""
