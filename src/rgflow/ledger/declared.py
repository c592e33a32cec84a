"""What the claims of a set need, read without importing them: for planning, before any job runs.

A module of a claim set declares ``NEEDS = {"C5": {"fit": "flow_fits", ...}}``, role to selection
(:mod:`rgflow.contracts.selections`), and likewise ``OPTIONAL = {"C5": {"exact"}}`` and
``REQUIRES = {"C12": {"smaller": True}}`` (:mod:`rgflow.plan.requirements`), as literals.
"""

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from rgflow.declared import literals
from rgflow.errors import ParameterError

SETS = Path(__file__).parents[1] / "claims"
"""Folder of the claim sets, one package each."""


class Needs(NamedTuple):
    """The files that a claim looks at."""

    roles: Mapping[str, str]
    """Selection of each role."""
    optional: Collection[str]
    """Roles that the claim can do without."""
    requires: Mapping[str, Any]
    """What the experiment must have beside files (:mod:`rgflow.plan.requirements`)."""
    module: str
    """Name of the module that declares it, without its package."""


def needs_of(name: str, sets: Path = SETS) -> dict[str, Needs]:
    """Return what each claim of a set needs, in the order of their numbers.

    Raises
    ------
    ParameterError
        If there is no such set, or two of its claims mean different files by one role.
    """
    found: dict[str, Needs] = {}
    for path in modules_of(name, sets):
        declared = literals(path)
        for number, roles in declared.get("NEEDS", {}).items():
            optional = declared.get("OPTIONAL", {}).get(number, ())
            requires = declared.get("REQUIRES", {}).get(number, {})
            found[number] = Needs(roles, optional, requires, path.stem)
    roles_of(found)
    return {number: found[number] for number in sorted(found, key=in_order)}


def names_of_sets(sets: Path = SETS) -> list[str]:
    """Return the names of all claim sets."""
    return sorted(path.parent.name for path in sets.glob("*/__init__.py"))


def modules_of(name: str, sets: Path = SETS) -> list[Path]:
    """Return the source files of a claim set: its claims, what they share, and its prose.

    The verb imports them by name, so that no code map finds them.

    Raises
    ------
    ParameterError
        If there is no such set.
    """
    if not (sets / name).is_dir():
        raise ParameterError(
            f"there is no claim set '{name}'",
            remedy=f"choose one of {', '.join(names_of_sets(sets))}",
        )
    return sorted((sets / name).glob("*.py"))


def roles_of(needs: Mapping[str, Needs]) -> dict[str, str]:
    """Return the selection of every role of a set.

    Raises
    ------
    ParameterError
        If two claims mean different selections by one role.
    """
    roles: dict[str, str] = {}
    for number, claim in needs.items():
        for role, selection in claim.roles.items():
            if roles.setdefault(role, selection) != selection:
                raise ParameterError(
                    f"the role '{role}' of {number} is '{selection}', of others '{roles[role]}'",
                    remedy="give every selection a role of its own in the claim set",
                )
    return roles


def claims_that_can_be_answered(
    name: str, available: Collection[str], sets: Path = SETS
) -> dict[str, tuple[str, ...]]:
    """Return for each claim of a set what it lacks, nothing where it can be answered.

    Parameters
    ----------
    name : str
        Claim set, like ``"demellokoch2020"``.
    available : collection of str
        Selections that have a file.
    sets : Path
        Folder that the set lies in.

    Returns
    -------
    dict of str to tuple of str
        By number of the claim, in words: ``("flow fits",)``.
    """
    return {
        number: missing(
            claim.roles,
            claim.optional,
            [role for role, selection in claim.roles.items() if selection in available],
        )
        for number, claim in needs_of(name, sets).items()
    }


def missing(
    roles: Mapping[str, str], optional: Collection[str], given: Collection[str]
) -> tuple[str, ...]:
    """Return in words the selections whose roles are needed and not given."""
    return tuple(
        selection.replace("_", " ")
        for role, selection in roles.items()
        if role not in given and role not in optional
    )


def in_order(number: str) -> tuple[str, int]:
    """Return a sorting key of numbers of claims: C2 comes before C10."""
    digits = re.search(r"\d+", number)
    return number[: digits.start()] if digits else number, int(digits[0]) if digits else 0
