"""The ways in which the claims about hidden-visible maps (Section IV) are tested."""

from collections.abc import Iterable
from typing import Any

import xarray

from rgflow.analysis.inputs import Inputs
from rgflow.analysis.pick import from_roles, of_source, sources
from rgflow.ledger.claim import Kind, Reading

PUBLISHED = "average"
"""The block-spin transformation of the paper."""
CONTROLS = "control_maps"
_LITERAL = ("_text", "_code")


def rg_readings(inputs: Inputs, role: str = "rg") -> list[Reading]:
    """Return one reading per block-spin transformation; the paper's is the literal one."""
    return [
        Reading(
            f"block spin by {source}",
            "literal" if source == PUBLISHED else "neighbour",
            {"source": source},
        )
        for source in sources(inputs.get(role, ()))
    ]


def machine_readings(
    files: Iterable[xarray.Dataset], controls: Iterable[xarray.Dataset], base: str
) -> list[Reading]:
    """Return one reading per machine whose name starts with `base`, and per control of it.

    Machines called ``<base>_text`` or ``<base>_code`` are trained by the recipes of the paper's
    text and of its authors' code: literal readings. Where there are none, the machine `base`
    itself is the literal one, stacked as in the paper but by a recipe of ours. A control is called
    ``<control>_<base>``.
    """
    readings = []
    machines = [source for source in sources(files) if source.split("_")[0] == base]
    literal = [source for source in machines if source.endswith(_LITERAL)] or [base]
    for source in machines:
        kind: Kind = "literal" if source in literal else "corrected"
        readings.append(Reading(_title(source, base), kind, {"source": source}))
    for source in sources(controls):
        if source.endswith(f"_{base}"):
            name = source.removesuffix(f"_{base}").replace("_", " ")
            readings.append(Reading(name, "control", {"source": source}))
    return readings


def counterpart(source: str, base: str, other: str) -> str:
    """Return the name of another machine of the same recipe or control."""
    return source.replace(base, other)


def of_layers(
    inputs: Inputs, roles: Iterable[str], source: str, lower: int, upper: int, **attributes: Any
) -> list[xarray.Dataset]:
    """Return the CORRELATE files of a source between two layers, ordered by seed.

    Raises
    ------
    DataError
        If there is none.
    """
    return of_source(from_roles(inputs, roles), source, lower=lower, upper=upper, **attributes)


def _title(source: str, base: str) -> str:
    recipe = source.removeprefix(base).removeprefix("_")
    return {"text": "paper's text", "code": "authors' code", "": "CD-1 with L1 decay"}.get(
        recipe, f"recipe {recipe}"
    )
