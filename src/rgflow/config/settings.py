"""Defaults, ranges and meanings of the configuration's keys, as the command line needs them.

They are the fields of :mod:`sections` and :mod:`recipes`, written to ``settings.json`` by
``python -m rgflow.config.render``: importing pydantic would lengthen the start of a short job by a
half. A data file is in no code map, so a changed range or default reruns nothing by itself.
"""

import json
import math
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

FILE = Path(__file__).with_name("settings.json")
_KINDS: dict[str, type] = {"integer": int, "number": float, "string": str, "boolean": bool}
_NOUNS = {int: "an integer", float: "a number", str: "a word"}


class Setting(NamedTuple):
    """One key of the configuration, or one entry of a key that holds a list."""

    kind: type
    default: Any
    meaning: str
    choices: tuple[str, ...] = ()
    pattern: str = ""
    low: float | None = None
    above: float | None = None
    high: float | None = None
    below: float | None = None

    def allowed(self) -> str:
        """Return what values are allowed, in words: "an integer of 1 or more"."""
        if self.choices:
            return f"one of {', '.join(self.choices)}"
        if self.pattern:
            return f"a word that matches {self.pattern}"
        bounds = [
            f"{text}{bound:g}{after}"
            for text, bound, after in (
                ("of ", self.low, " or more"),
                ("above ", self.above, ""),
                ("of ", self.high, " or less"),
                ("below ", self.below, ""),
            )
            if bound is not None
        ]
        if self.low is not None and self.high is not None:
            bounds = [f"from {self.low:g} to {self.high:g}"]
        return " ".join([_NOUNS[self.kind], " and ".join(bounds)]).strip()

    def parse(self, text: str) -> Any:
        """Return the value that an option gives.

        Raises
        ------
        ValueError
            If it is not allowed; the message says what is.
        """
        try:
            value = self.kind(text)
        except ValueError:
            value = None
        if value is None or not self._holds(value):
            raise ValueError(f"{text!r} should be {self.allowed()}")
        return value

    def _holds(self, value: Any) -> bool:
        if self.kind is str:
            return bool(value in self.choices if self.choices else re.search(self.pattern, value))
        return (
            math.isfinite(value)
            and (self.low is None or value >= self.low)
            and (self.above is None or value > self.above)
            and (self.high is None or value <= self.high)
            and (self.below is None or value < self.below)
        )


def setting(section: str, name: str) -> Setting:
    """Return a key of a section, both by the names that :mod:`sections` gives them.

    Of a list, what is returned describes an entry and has no default.
    """
    schema = _settings()[section][name]
    entry = schema.get("items", schema)
    return Setting(
        _KINDS[entry["type"]],
        schema.get("default"),
        schema["description"],
        tuple(entry.get("enum", ())),
        entry.get("pattern", ""),
        entry.get("minimum"),
        entry.get("exclusiveMinimum"),
        entry.get("maximum"),
        entry.get("exclusiveMaximum"),
    )


def fields(section: str) -> tuple[str, ...]:
    """Return the names of a section's keys that hold one value, or a list of them."""
    return tuple(_settings()[section])


@cache
def _settings() -> dict[str, dict[str, Any]]:
    settings: dict[str, dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return settings
