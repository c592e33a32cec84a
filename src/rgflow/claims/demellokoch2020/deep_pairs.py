"""C12: the fall of G(d) on the largest lattice."""

import numpy as np
import xarray

from rgflow.analysis.fall import upturn
from rgflow.analysis.inputs import Inputs
from rgflow.analysis.quantity import Measurand, Quantity, across
from rgflow.analysis.spots import find_spots
from rgflow.claims.demellokoch2020.map_readings import has_smaller, machine_readings, of_layers
from rgflow.claims.demellokoch2020.pair_readings import (
    STRAIGHT,
    curve_number,
    straight,
    with_choices,
)
from rgflow.ledger.claim import Claim, Reading, or_not_asked
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import Finding, above, every

NEEDS = {"C12": {"maps": "machine_maps", "control_maps": "control_maps"}}
OPTIONAL = {"C12": {"control_maps"}}
REQUIRES = {"C12": {"smaller": True}}
_SLIGHT, _SOME = 0.01, 0.05
_CLEARER = Measurand(
    "clearer_fall",
    "R² of a falling line, {L} → {L_above} less {smaller_L} → {smaller_L_above}",
)
_UPTURN = Measurand("upturn", "rise of G at the largest distances / its range")
_SPECKLED = Measurand("several_spots", "living units with several spots")


def _deep_readings(inputs: Inputs) -> list[Reading]:
    readings = machine_readings(inputs, has_smaller, home=None)
    return with_choices(or_not_asked(readings, "no machine has a sister on a smaller lattice"))


def _deep(inputs: Inputs, reading: Reading) -> Evidence:
    deep = of_layers(inputs, reading.choices, 0, 1)
    small = of_layers(inputs, reading.choices, 0, 1, machine=reading["smaller"])
    large_line, small_line = (straight(STRAIGHT, files, reading) for files in (deep, small))
    clearer = Quantity(
        _CLEARER.at(**_sides(deep[0], "L"), **_sides(small[0], "smaller_L")),
        large_line.value - small_line.value,
        float(np.hypot(large_line.error, small_line.error)),
        min(large_line.dof, small_line.dof),
    )
    upward = curve_number(_UPTURN, deep, reading, upturn)
    return Evidence((clearer, upward, across(_SPECKLED, [_speckled(file) for file in deep])))


def _sides(file: xarray.Dataset, name: str) -> dict[str, int]:
    """Return the linear sizes of the lattice below a map and of the layer above it."""
    return {name: int(file.attrs["L"]), f"{name}_above": round(file.sizes["unit"] ** 0.5)}


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
            above(evidence["clearer_fall"], 0.0),
            above(evidence["upturn"], _SLIGHT),
            above(evidence["several_spots"], _SOME),
        ]
    )


C12 = Claim(
    number="C12",
    statement="From 64 × 64 to 32 × 32 the fall of the RBM's G(d) is clearer than on smaller "
    "lattices, G turns up near the largest distances, and some maps are speckled.",
    section="IV",
    figures=("11",),
    needs=NEEDS["C12"],
    optional=OPTIONAL["C12"],
    rule="A falling line explains more of the variance than for the smaller lattice; G rises from "
    f"its least value to the largest distance by more than {_SLIGHT:.0%} of its range; more than "
    f"{_SOME:.0%} of the living units have more than one spot.",
    readings=_deep_readings,
    measure=_deep,
    judge=_judge_deep,
)
