"""The name that somebody may have meant."""

import difflib
from collections.abc import Iterable


def near_name(name: str, known: Iterable[str]) -> str:
    """Return `` (did you mean 'x'?)`` or an empty string."""
    match = difflib.get_close_matches(name, list(known), n=1)
    return f" (did you mean {match[0]!r}?)" if match else ""
