"""What made a result: hashes of the code that a stage runs.

A stage's code map {module: hash} is a parameter of its jobs, so that editing a module reruns just
the stages that import it. It is found by parsing and hashed over the syntax tree, without comments,
docstrings and layout: explaining code better reruns nothing.
"""

import ast
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from rgflow import lattice_models

PACKAGE = "rgflow"
SOURCE = Path(__file__).parent
_PART_OF_MODEL = {f"{PACKAGE}.models.base.{part}": part for part in lattice_models.PARTS}
"""Modules that import a part of a lattice model by the model's name."""


def code_map(module: str, models: Iterable[str] | None = None) -> dict[str, str]:
    """Return {module: short hash} over everything of rgflow that `module` imports.

    Parameters
    ----------
    module : str
        For example ``"rgflow.stages.sample"``. Imports inside functions count too.
    models : iterable of str, optional
        Lattice models whose code counts, where `module` gets parts of a model by name; by default
        all of them.
    """
    return _code_map(module, lattice_models.names() if models is None else tuple(models))


@cache
def _code_map(module: str, models: tuple[str, ...]) -> dict[str, str]:
    found: set[str] = set()
    waiting = [module, *_parents(module)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(_imports(name))
            if part := _PART_OF_MODEL.get(name):
                chosen = [lattice_models.part_module(model, part) for model in models]
                waiting.extend(parent for one in chosen for parent in (one, *_parents(one)))
    return {name: _hash(name) for name in sorted(found)}


@cache
def _path(module: str) -> Path | None:
    """Return the source file of a module of rgflow, or None for anything else."""
    stem = SOURCE.joinpath(*module.split(".")[1:])
    for candidate in (stem.with_suffix(".py"), stem / "__init__.py"):
        if candidate.is_file() and module.split(".")[0] == PACKAGE:
            return candidate
    return None


@cache
def _imports(module: str) -> tuple[str, ...]:
    """Return the modules of rgflow that a module's source imports, with their packages."""
    named = {name for node in _statements(_tree(module)) for name in _imported_names(node)}
    parents = {parent for name in named for parent in _parents(name)}
    return tuple(sorted(name for name in named | parents if name != PACKAGE and _path(name)))


def _imported_names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _parents(name: str) -> Iterator[str]:
    """Yield the packages whose ``__init__`` runs when `name` is imported, rgflow's own left out."""
    parts = name.split(".")
    yield from (".".join(parts[:depth]) for depth in range(2, len(parts)))


@cache
def _tree(module: str) -> ast.Module:
    """Return the syntax of a module without bare strings: docstrings and attribute docs."""
    path = _path(module)
    tree = ast.parse(path.read_text(encoding="utf-8")) if path else ast.Module([], [])
    for node in _statements(tree):
        if body := getattr(node, "body", None):
            node.body = [line for line in body if not _is_bare_string(line)]  # type: ignore[attr-defined]
    return tree


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and all statements inside, outer ones first; expressions are left out."""
    yield node
    for part in ("body", "handlers", "orelse", "finalbody", "cases"):
        for inner in getattr(node, part, ()):
            yield from _statements(inner)


def _is_bare_string(node: ast.stmt) -> bool:
    value = node.value if isinstance(node, ast.Expr) else None
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


@cache
def _hash(module: str) -> str:
    return hashlib.sha256(ast.dump(_tree(module)).encode()).hexdigest()[:12]
