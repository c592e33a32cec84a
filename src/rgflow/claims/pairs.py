"""C10 to C12: the fall of G(d) for block-spin RG and for trained machines."""

from collections.abc import Mapping

import numpy as np
import xarray

from rgflow.claims.claim import Claim, Reading
from rgflow.claims.evidence import Evidence, Quantity, across
from rgflow.claims.fall import Statistic, drop, level, shape, straightness, upturn
from rgflow.claims.findings import Finding, above, every, inside, near, opposite
from rgflow.claims.map_readings import (
    CONTROLS,
    PUBLISHED,
    counterpart,
    machine_readings,
    of_layers,
    rg_readings,
)
from rgflow.claims.spots import find_spots
from rgflow.contracts.correlate import CORRELATE
from rgflow.contracts.schema import Contract
from rgflow.figures.inputs import Inputs

LINEAR = 0.9
"""Share of the variance on a straight line from which on a fall counts as linear."""
SAME_ORDER = 10.0
VISIBLE = 0.1
"""Offset, in units of RG's fall, from which on two curves count as shifted."""
_SLIGHT, _SOME = 0.01, 0.05

_OVERLAP = "mean <m h>² / G at the largest d"
_MACHINES = ("stack", "single", "deep", CONTROLS)
_ROLES: Mapping[str, Contract] = {"stack": CORRELATE, "rg": CORRELATE, CONTROLS: CORRELATE}
_STEPS = ((0, 1), (1, 2), (0, 2))
_PANELS = ((0, 1), (0, 2))


_CHOICES: Mapping[str, Mapping[str, str]] = {
    "": {"variable": "map", "metric": "torus"},
    "; connected": {"variable": "connected_map", "metric": "torus"},
    "; distance not wrapped": {"variable": "map", "metric": "open"},
}
"""Raw maps and distances on the torus, and what could be chosen instead."""


def _with_choices(readings: list[Reading]) -> list[Reading]:
    """Return each reading by the first choices, and as neighbours by the others."""
    found = []
    for words, choices in _CHOICES.items():
        for reading in readings:
            kind = "neighbour" if words else reading.kind
            if words and reading.kind == "control":
                continue
            found.append(Reading(reading.name + words, kind, {**reading.choices, **choices}))
    return found


def _number(
    name: str, files: list[xarray.Dataset], reading: Reading, statistic: Statistic
) -> Quantity:
    return shape(name, files, reading["variable"], statistic, reading["metric"])


def _straight(name: str, files: list[xarray.Dataset], reading: Reading) -> Quantity:
    return _number(f"R² of a falling line, {name}", files, reading, straightness)


def _rg_readings(inputs: Inputs) -> list[Reading]:
    controls = machine_readings((), inputs.get(CONTROLS, ()), "stack32")
    return _with_choices([*rg_readings(inputs), *controls])


def _rg(inputs: Inputs, reading: Reading) -> Evidence:
    roles = ("rg", CONTROLS)
    return Evidence(
        tuple(
            _straight(f"{a} → {b}", of_layers(inputs, roles, reading["source"], a, b), reading)
            for a, b in _STEPS
        )
    )


def _judge_rg(evidence: Evidence) -> Finding:
    return every([above(number, LINEAR) for number in evidence.quantities])


def _rbm_readings(inputs: Inputs) -> list[Reading]:
    return _with_choices(
        machine_readings(inputs.get("stack", ()), inputs.get(CONTROLS, ()), "stack32")
    )


def _rbm(inputs: Inputs, reading: Reading) -> Evidence:
    linear, order, offset, level_of_m = [], [], [], []
    for lower, upper in _PANELS:
        name = f"{lower} → {upper}"
        files = of_layers(inputs, _MACHINES, reading["source"], lower, upper)
        rg = of_layers(inputs, ("rg",), PUBLISHED, lower, upper, L=32)
        fall, end = (_number("", rg, reading, number).value for number in (drop, level))
        linear.append(_straight(name, files, reading))
        order.append(
            _number(f"fall / RG's fall, {name}", files, reading, _in_units_of(drop, 0.0, fall))
        )
        offset.append(
            _number(
                f"(G − RG's G at the largest d) / RG's fall, {name}",
                files,
                reading,
                _in_units_of(level, end, fall),
            )
        )
        level_of_m.append(
            across(f"{_OVERLAP}, {name}", [(_overlap(file, reading), 0.0) for file in files])
        )
    return Evidence((*linear, *order, *offset, *level_of_m))


def _overlap(file: xarray.Dataset, reading: Reading) -> float:
    """Return the mean over units of <m h_a>^2 in units of G at the largest distance."""
    overlap = np.asarray(file[reading["variable"]].values).mean(axis=(1, 2))
    return float((overlap**2).mean()) / _number("", [file], reading, level).value


def _in_units_of(statistic: Statistic, origin: float, unit: float) -> Statistic:
    """Return a number of a curve, counted from `origin` in steps of `unit`."""
    return lambda distance, G: (statistic(distance, G) - origin) / unit


def _judge_rbm(evidence: Evidence) -> Finding:
    findings = []
    for number in evidence.quantities:
        if number.name.startswith("R²"):
            findings.append(above(number, LINEAR))
        elif number.name.startswith("fall"):
            findings.append(inside(number, 1 / SAME_ORDER, SAME_ORDER))
        elif number.name.startswith("(G"):
            findings.append(opposite(near(number, 0.0, VISIBLE)))
    return every(findings)


_CLEARER = "R² of a falling line, 64 → 32 less 32 → 16"
_UPTURN = "rise of G at the largest distances / its range"
_SPECKLED = "living units with several spots"


def _deep_readings(inputs: Inputs) -> list[Reading]:
    return _with_choices(
        machine_readings(inputs.get("deep", ()), inputs.get(CONTROLS, ()), "stack64")
    )


def _deep(inputs: Inputs, reading: Reading) -> Evidence:
    source = reading["source"]
    deep = of_layers(inputs, _MACHINES, source, 0, 1, L=64)
    small = of_layers(inputs, _MACHINES, counterpart(source, "stack64", "stack32"), 0, 1, L=32)
    large_line, small_line = (_straight("", files, reading) for files in (deep, small))
    clearer = Quantity(
        _CLEARER,
        large_line.value - small_line.value,
        float(np.hypot(large_line.error, small_line.error)),
        min(large_line.dof, small_line.dof),
    )
    return Evidence(
        (
            clearer,
            _number(_UPTURN, deep, reading, upturn),
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


C10 = Claim(
    number="C10",
    statement="For block-spin RG, G(d) falls linearly with the distance.",
    section="IV",
    figures=("09",),
    roles={"rg": CORRELATE, CONTROLS: CORRELATE},
    rule=f"A falling straight line explains more than {LINEAR:.0%} of the variance of G(d) for "
    "each of the three maps.",
    readings=_rg_readings,
    measure=_rg,
    judge=_judge_rg,
)
C11 = Claim(
    number="C11",
    statement="For RBMs, too, G(d) falls linearly and by the same order of magnitude as for RG, "
    "but with an offset that the paper cannot explain.",
    section="IV",
    figures=("10",),
    roles=_ROLES,
    rule="For the maps 0 → 1 and 0 → 2 of the stack a falling line explains more than "
    f"{LINEAR:.0%} of the variance, the fall is 1/{SAME_ORDER:g} to {SAME_ORDER:g} times RG's, and "
    f"at the largest distance the curves differ by more than {VISIBLE:.0%} of RG's fall.",
    readings=_rbm_readings,
    measure=_rbm,
    judge=_judge_rbm,
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
