"""C10 and C11: the fall of G(d) for block-spin RG and for trained machines."""

from collections.abc import Mapping

import numpy as np
import xarray

from rgflow.analysis.fall import Statistic, drop, level
from rgflow.analysis.inputs import Inputs
from rgflow.analysis.quantity import across
from rgflow.claims.demellokoch2020.map_readings import (
    CONTROLS,
    PUBLISHED,
    machine_readings,
    of_layers,
    rg_readings,
)
from rgflow.claims.demellokoch2020.pair_readings import curve_number, straight, with_choices
from rgflow.contracts.correlate import CORRELATE
from rgflow.contracts.schema import Contract
from rgflow.ledger.claim import Claim, Reading
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import Finding, above, every, inside, near, opposite

LINEAR = 0.9
"""Share of the variance on a straight line from which on a fall counts as linear."""
SAME_ORDER = 10.0
VISIBLE = 0.1
"""Offset, in units of RG's fall, from which on two curves count as shifted."""
_OVERLAP = "mean <m h>² / G at the largest d"
_MACHINES = ("stack", CONTROLS)
_ROLES: Mapping[str, Contract] = {"stack": CORRELATE, "rg": CORRELATE, CONTROLS: CORRELATE}
_STEPS = ((0, 1), (1, 2), (0, 2))
_PANELS = ((0, 1), (0, 2))


def _rg_readings(inputs: Inputs) -> list[Reading]:
    controls = machine_readings((), inputs.get(CONTROLS, ()), "stack32")
    return with_choices([*rg_readings(inputs), *controls])


def _rg(inputs: Inputs, reading: Reading) -> Evidence:
    roles = ("rg", CONTROLS)
    return Evidence(
        tuple(
            straight(f"{a} → {b}", of_layers(inputs, roles, reading["source"], a, b), reading)
            for a, b in _STEPS
        )
    )


def _judge_rg(evidence: Evidence) -> Finding:
    return every([above(number, LINEAR) for number in evidence.quantities])


def _rbm_readings(inputs: Inputs) -> list[Reading]:
    return with_choices(
        machine_readings(inputs.get("stack", ()), inputs.get(CONTROLS, ()), "stack32")
    )


def _rbm(inputs: Inputs, reading: Reading) -> Evidence:
    linear, order, offset, level_of_m = [], [], [], []
    for lower, upper in _PANELS:
        name = f"{lower} → {upper}"
        files = of_layers(inputs, _MACHINES, reading["source"], lower, upper)
        rg = of_layers(inputs, ("rg",), PUBLISHED, lower, upper, L=32)
        fall, end = (curve_number("", rg, reading, statistic).value for statistic in (drop, level))
        linear.append(straight(name, files, reading))
        order.append(
            curve_number(f"fall / RG's fall, {name}", files, reading, _in_units_of(drop, 0.0, fall))
        )
        offset.append(
            curve_number(
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
    return float((overlap**2).mean()) / curve_number("", [file], reading, level).value


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
