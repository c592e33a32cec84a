"""C18: whether spins of the lattice of the maps are still correlated at the largest distance."""

import numpy as np
import xarray

from rgflow.analysis.inputs import Inputs
from rgflow.analysis.pick import matching
from rgflow.analysis.quantity import Measurand, Quantity
from rgflow.analysis.roles import subject_lattices
from rgflow.claims.demellokoch2020 import paper
from rgflow.config.temperatures import T_CRITICAL
from rgflow.errors import NotComputed
from rgflow.ledger.claim import Claim, Kind, Reading
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import Finding, near
from rgflow.models.ising.torus import critical_two_point

NEEDS = {"C18": {"spins": "critical_samples", "maps": "machine_maps"}}
OPTIONAL = {"C18": {"maps"}}
ZERO = 0.05
"""Correlation, in units of that of a spin with itself, that counts as none."""
_LARGEST = Measurand("correlation", "<s s'> at the largest distance", paper=0.0)
_CHOICES: tuple[tuple[str, Kind, str, bool], ...] = (
    ("torus diagonal (L/2, L/2)", "literal", "torus", False),
    ("along an axis (L/2, 0)", "neighbour", "axis", False),
    ("torus diagonal, <s><s'> subtracted", "neighbour", "torus", True),
)
"""What "largest distance" and "correlation" can mean."""


def readings(inputs: Inputs) -> list[Reading]:
    """Return the readings on the paper's lattice, and on those of subjects' maps.

    Raises
    ------
    NotComputed
        If there are configurations of neither.
    """
    sampled = {int(file.attrs["L"]) for file in paper.files_of(inputs, "spins")}
    own = {paper.MAP_LATTICE, *subject_lattices(paper.files_of(inputs, "maps"))}
    if not sampled & own:
        raise NotComputed(f"no configurations of {paper.MAP_LATTICE} × {paper.MAP_LATTICE}")
    return [
        Reading(
            name + paper.size_suffix(L, paper.MAP_LATTICE),
            kind if L == paper.MAP_LATTICE or kind == "neighbour" else "subject",
            {"L": L, "far": far, "connected": connected},
        )
        for L in sorted(sampled & own, key=lambda L: (L != paper.MAP_LATTICE, L))
        for name, kind, far, connected in _CHOICES
    ]


def measure(inputs: Inputs, reading: Reading) -> Evidence:
    """Return the correlation of the configurations at the largest distance."""
    L, half = reading["L"], reading["L"] // 2
    file = matching(paper.files_of(inputs, "spins"), L=L)[0]
    spins = file["spins"].values
    shift = (half, half if reading["far"] == "torus" else 0)
    products = (spins * np.roll(spins, shift, axis=(1, 2))).mean(axis=(1, 2), dtype=np.float64)
    value = float(products.mean())
    if reading["connected"]:
        value -= float((spins.mean(axis=0, dtype=np.float64) ** 2).mean())
    error = float(products.std(ddof=1) / np.sqrt(_independent(file)))
    at_critical = file.attrs["temperature"] == T_CRITICAL
    known = float(critical_two_point(L, *shift)) if at_critical else np.nan
    return Evidence((Quantity(_LARGEST, value, error, exact=known),))


def _independent(file: xarray.Dataset) -> float:
    """Return how many independent configurations the file is worth."""
    return max(float(file.attrs["effective_samples"]), 2.0)


def judge(evidence: Evidence) -> Finding:
    """Judge whether the correlation is zero for practical purposes."""
    return near(evidence["correlation"], 0.0, ZERO)


C18 = Claim(
    number="C18",
    statement="On 32 × 32 near T_c the lattice is large enough: the spin correlation has dropped "
    "to zero at the largest distance.",
    section="IV",
    figures=(),
    needs=NEEDS["C18"],
    optional=OPTIONAL["C18"],
    rule=f"<s s'> at the largest distance of the torus agrees with 0 within {ZERO}. The exact "
    "value is the continuum limit at T_c on the torus.",
    readings=readings,
    measure=measure,
    judge=judge,
)
