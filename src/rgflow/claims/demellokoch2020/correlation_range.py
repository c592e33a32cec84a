"""C18: whether spins of the 32 x 32 lattice are still correlated at the largest distance."""

import numpy as np
import xarray

from rgflow.analysis.inputs import Inputs
from rgflow.analysis.quantity import Quantity
from rgflow.config.temperatures import T_CRITICAL
from rgflow.contracts.sample import SAMPLE
from rgflow.errors import DataError
from rgflow.ledger.claim import Claim, Reading
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import Finding, near
from rgflow.models.ising.torus import critical_two_point

LATTICE = 32
ZERO = 0.05
"""Correlation, in units of that of a spin with itself, that counts as none."""
_LARGEST = "<s s'> at the largest distance"


def readings(_: Inputs) -> list[Reading]:
    """Return what "largest distance" and "correlation" can mean."""
    return [
        Reading("torus diagonal (L/2, L/2)", "literal", {"far": "torus", "connected": False}),
        Reading("along an axis (L/2, 0)", "neighbour", {"far": "axis", "connected": False}),
        Reading(
            "torus diagonal, <s><s'> subtracted", "neighbour", {"far": "torus", "connected": True}
        ),
    ]


def measure(inputs: Inputs, reading: Reading) -> Evidence:
    """Return the correlation of the training data at the largest distance."""
    found = [file for file in inputs.get("spins", ()) if int(file.attrs["L"]) == LATTICE]
    if not found:
        raise DataError(f"not computed: no configurations of {LATTICE} x {LATTICE}")
    spins = found[0]["spins"].values
    half = LATTICE // 2
    shift = (half, half if reading["far"] == "torus" else 0)
    products = (spins * np.roll(spins, shift, axis=(1, 2))).mean(axis=(1, 2), dtype=np.float64)
    value = float(products.mean())
    if reading["connected"]:
        value -= float((spins.mean(axis=0, dtype=np.float64) ** 2).mean())
    known = float(critical_two_point(LATTICE, *shift))
    at_critical = found[0].attrs["temperature"] == T_CRITICAL
    return Evidence(
        (
            Quantity(
                _LARGEST,
                value,
                float(products.std(ddof=1) / np.sqrt(_independent(found[0]))),
                paper=0.0,
                exact=known if at_critical else np.nan,
            ),
        )
    )


def _independent(file: xarray.Dataset) -> float:
    """Return how many independent configurations the file is worth."""
    return max(float(file.attrs["effective_samples"]), 2.0)


def judge(evidence: Evidence) -> Finding:
    """Judge whether the correlation is zero for practical purposes."""
    return near(evidence[_LARGEST], 0.0, ZERO)


C18 = Claim(
    number="C18",
    statement="On 32 × 32 near T_c the lattice is large enough: the spin correlation has dropped "
    "to zero at the largest distance.",
    section="IV",
    figures=(),
    roles={"spins": SAMPLE},
    rule=f"<s s'> at the largest distance of the torus agrees with 0 within {ZERO}. The exact "
    "value is the continuum limit at T_c on the torus.",
    readings=readings,
    measure=measure,
    judge=judge,
)
