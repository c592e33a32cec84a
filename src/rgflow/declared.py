"""What a module declares as plain literals, read from its source without importing it.

Figures and claims say so what they need. The workflow asks before any job runs, where importing
what they compute and draw with would take longer than everything else.
"""

import ast
from functools import cache
from pathlib import Path
from typing import Any


def literals(path: Path) -> dict[str, Any]:
    """Return the module-level names of a source file that are given literal values.

    Parameters
    ----------
    path : Path
        A Python file. Numbers, strings, tuples, lists, sets and dictionaries of them count;
        whatever would have to be computed is left out.
    """
    return dict(_literals(path.read_text(encoding="utf-8")))


@cache
def _literals(source: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for node in ast.parse(source).body:
        targets, value = _assigned(node)
        if value is None:
            continue
        try:
            literal = ast.literal_eval(value)
        except ValueError:
            continue
        found |= {target.id: literal for target in targets if isinstance(target, ast.Name)}
    return found


def _assigned(node: ast.stmt) -> tuple[list[ast.expr], ast.expr | None]:
    """Return the targets and the value of an assignment, with or without a type."""
    if isinstance(node, ast.Assign):
        return node.targets, node.value
    if isinstance(node, ast.AnnAssign):
        return [node.target], node.value
    return [], None
