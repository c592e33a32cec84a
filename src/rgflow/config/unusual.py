"""What a configuration never holds, though YAML and pydantic let it pass.

Booleans in the place of numbers (1 and 0 to Python), numbers that are not finite, keys that are no
words, lists that hold a thing twice, and anchors inside themselves.
"""

import math
from collections.abc import Hashable, Iterator, Mapping
from typing import Any

from rgflow.config.mistakes import Mistake, Path, schemas_at, shown
from rgflow.config.temperatures import CRITICAL_LABEL, T_CRITICAL

_DEEPEST = 20
_MOST = 200_000
_BOOLEANS = "YAML reads yes, no, on and off as booleans unless quoted"
_MAY_REPEAT = frozenset({"layers"})
"""Keys of lists in which an entry may come twice."""


def unusual(values: Any) -> Iterator[Mistake]:
    """Yield everything in `values` that no configuration may hold, whatever the key."""
    if not isinstance(values, Mapping):
        yield Mistake((), f"should be a mapping of keys (given: {shown(values)})", fatal=True)
    elif (path := _endless(values)) is not None:
        yield Mistake(path, "holds anchors inside anchors without end", fatal=True)
    else:
        yield from _walk(values, ())


def _endless(values: Any) -> Path | None:
    """Return the top of a path that is too deep, or at which too many entries have been seen."""
    waiting: list[tuple[Any, Path]] = [(values, ())]
    seen = 0
    while waiting:
        value, path = waiting.pop()
        seen += 1
        if seen > _MOST or len(path) > _DEEPEST:
            return path[:2]
        if isinstance(value, Mapping):
            waiting += [(entry, (*path, str(key))) for key, entry in value.items()]
        elif isinstance(value, list | tuple):
            waiting += [(entry, (*path, number)) for number, entry in enumerate(value)]
    return None


def _walk(value: Any, path: Path) -> Iterator[Mistake]:
    if isinstance(value, Mapping):
        for key, entry in value.items():
            if isinstance(key, str):
                yield from _walk(entry, (*path, key))
            else:
                hint = f" ({_BOOLEANS})" if isinstance(key, bool) else ""
                yield Mistake(path, f"the key {shown(key)} should be a word{hint}")
    elif isinstance(value, list | tuple):
        yield from _repeated(value, path)
        for number, entry in enumerate(value):
            yield from _walk(entry, (*path, number))
    elif isinstance(value, bool) and not _may_be_boolean(path):
        text = f"should be a number or a word (given: {shown(value)}; {_BOOLEANS})"
        yield Mistake(path, text)
    elif isinstance(value, float) and not math.isfinite(value):
        yield Mistake(path, f"should be a finite number (given: {shown(value)})")


def _may_be_boolean(path: Path) -> bool:
    kinds = [schema.get("type") for schema in schemas_at(path)]
    return not kinds or "boolean" in kinds  # an unknown key is refused for its name


def _repeated(values: list[Any] | tuple[Any, ...], path: Path) -> Iterator[Mistake]:
    """Yield the entries of a list that come again."""
    if path and path[-1] in _MAY_REPEAT:
        return
    known = set()
    for number, value in enumerate(values):
        if (key := _comparable(value)) in known:
            yield Mistake((*path, number), f"{shown(value)} is in this list already")
        known.add(key)


def _comparable(value: Any) -> Hashable:
    """Return what is equal for values that mean the same: 2.2 and "2.2"."""
    if isinstance(value, Mapping):
        return frozenset((shown(key), _comparable(entry)) for key, entry in value.items())
    if isinstance(value, list | tuple):
        return tuple(map(_comparable, value))
    if value == CRITICAL_LABEL:
        return str(T_CRITICAL)
    try:
        return shown(value) if isinstance(value, bool) else str(float(value))
    except (TypeError, ValueError, OverflowError):
        return value if isinstance(value, str) else shown(value)
