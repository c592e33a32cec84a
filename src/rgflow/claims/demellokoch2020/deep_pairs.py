"""C12: the fall of G(d) on the largest lattice."""

import numpy as np
import xarray

from rgflow.analysis.fall import upturn
from rgflow.analysis.inputs import Inputs
from rgflow.analysis.quantity import Quantity, across
from rgflow.analysis.spots import find_spots
from rgflow.claims.demellokoch2020.map_readings import (
    CONTROLS,
    counterpart,
    machine_readings,
    of_layers,
)
from rgflow.claims.demellokoch2020.pair_readings import curve_number, straight, with_choices
from rgflow.contracts.correlate import CORRELATE
from rgflow.ledger.claim import Claim, Reading
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import Finding, above, every

_SLIGHT, _SOME = 0.01, 0.05
_MACHINES = ("stack", "deep", CONTROLS)
_CLEARER = "R² of a falling line, 64 → 32 less 32 → 16"
_UPTURN = "rise of G at the largest distances / its range"
_SPECKLED = "living units with several spots"


def _deep_readings(inputs: Inputs) -> list[Reading]:
    return with_choices(
        machine_readings(inputs.get("deep", ()), inputs.get(CONTROLS, ()), "stack64")
    )


def _deep(inputs: Inputs, reading: Reading) -> Evidence:
    source = reading["source"]
    deep = of_layers(inputs, _MACHINES, source, 0, 1, L=64)
    small = of_layers(inputs, _MACHINES, counterpart(source, "stack64", "stack32"), 0, 1, L=32)
    large_line, small_line = (straight("", files, reading) for files in (deep, small))
    clearer = Quantity(
        _CLEARER,
        large_line.value - small_line.value,
        float(np.hypot(large_line.error, small_line.error)),
        min(large_line.dof, small_line.dof),
    )
    return Evidence(
        (
            clearer,
            curve_number(_UPTURN, deep, reading, upturn),
            across(_SPECKLED, [_speckled(file) for file in deep]),
        )
    )


def _speckled(file: xarray.Dataset) -> tuple[float, float]:
    """Return the share of living units with several spots, and its standard error."""
    spots = find_spots(np.asarray(file["map"].values, np.float64))
    living = int(spots.alive.sum())
    if not living:
        return np.nan, np.nan
    share = float((spots.number[spots.alive] > 1).mean())
    return share, float(np.sqrt(share * (1 - share) / living))


def _judge_deep(evidence: Evidence) -> Finding:
    return every(
        [
            above(evidence[_CLEARER], 0.0),
            above(evidence[_UPTURN], _SLIGHT),
            above(evidence[_SPECKLED], _SOME),
        ]
    )


C12 = Claim(
    number="C12",
    statement="From 64 × 64 to 32 × 32 the fall of the RBM's G(d) is clearer than on smaller "
    "lattices, G turns up near the largest distances, and some maps are speckled.",
    section="IV",
    figures=("11",),
    roles={"deep": CORRELATE, "stack": CORRELATE, CONTROLS: CORRELATE},
    rule="A falling line explains more of the variance than for 32 → 16; G rises from its least "
    f"value to the largest distance by more than {_SLIGHT:.0%} of its range; more than {_SOME:.0%} "
    "of the living units have more than one spot.",
    readings=_deep_readings,
    measure=_deep,
    judge=_judge_deep,
)
