"""A claim set: the claims of one publication and the prose about them, found in its folder."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from importlib import import_module, util
from pathlib import Path

from rgflow.errors import ParameterError
from rgflow.ledger.claim import Claim
from rgflow.ledger.declared import SETS, needs_of

PACKAGE = "rgflow.claims"
PROSE = "findings_text"
"""Name of the module that may hold the prose of a set."""


@dataclass(frozen=True)
class Prose:
    """What a set says about its claims in words; see :mod:`rgflow.ledger.pages.findings_page`."""

    text: str
    written_for: Mapping[str, Collection[str]]
    """Verdicts that the words fit, by number of the claim."""
    about: Collection[str]
    """The words fit an experiment that has literal or corrected readings of one of these claims."""


@dataclass(frozen=True)
class ClaimSet:
    """The claims of a publication, in order, and how it is called."""

    name: str
    title: str
    citation: str
    claims: tuple[Claim, ...]
    prose: Prose | None = None
    roles: Mapping[str, str] = field(init=False)
    """Selection of every role."""

    def __post_init__(self) -> None:
        roles = {role: at for claim in self.claims for role, at in claim.needs.items()}
        object.__setattr__(self, "roles", roles)


def load(name: str) -> ClaimSet:
    """Import a claim set: a package with a TITLE, a CITATION, and modules that declare NEEDS.

    Parameters
    ----------
    name : str
        Like ``"demellokoch2020"``: a package in `rgflow.claims`.

    Raises
    ------
    ParameterError
        If there is no such set, or a module declares what a claim needs, but not the claim.
    """
    folders = [Path(folder) for folder in import_module(PACKAGE).__path__]
    sets = next((folder for folder in folders if (folder / name).is_dir()), SETS)
    package = f"{PACKAGE}.{name}"
    claims = tuple(
        _claim(f"{package}.{needs.module}", number)
        for number, needs in needs_of(name, sets).items()
    )
    about = import_module(package)
    return ClaimSet(name, about.TITLE, about.CITATION, claims, _prose(package))


def _claim(module: str, number: str) -> Claim:
    claim = getattr(import_module(module), number, None)
    if not isinstance(claim, Claim):
        raise ParameterError(f"{module} declares the needs of {number}, but no claim of that name")
    return claim


def _prose(package: str) -> Prose | None:
    if util.find_spec(f"{package}.{PROSE}") is None:
        return None
    words = import_module(f"{package}.{PROSE}")
    return Prose(words.TEXT, words.WRITTEN_FOR, words.ABOUT)
