"""C10 and C11: the fall of G(d) for block-spin RG and for trained machines."""

import numpy as np
import xarray

from rgflow.analysis.fall import Statistic, drop, level, value_of
from rgflow.analysis.inputs import Inputs
from rgflow.analysis.quantity import Measurand, Quantity, across
from rgflow.claims.demellokoch2020 import paper
from rgflow.claims.demellokoch2020.map_readings import (
    TWO_STEPS,
    Files,
    has_single,
    machine_readings,
    of_layers,
    rg_readings,
)
from rgflow.claims.demellokoch2020.pair_readings import (
    STRAIGHT,
    curve_number,
    straight,
    with_choices,
)
from rgflow.errors import NotComputed
from rgflow.ledger.claim import Claim, Reading, or_not_asked
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import Finding, above, every, inside, near, open_question, opposite

NEEDS = {
    "C10": {"rg": "rg_maps", "maps": "machine_maps", "control_maps": "control_maps"},
    "C11": {"maps": "machine_maps", "rg": "rg_maps", "control_maps": "control_maps"},
}
OPTIONAL = {"C10": {"maps", "control_maps"}, "C11": {"rg", "control_maps"}}
REQUIRES = {"C10": {"steps": 2}}
LINEAR = 0.9
"""Share of the variance on a straight line from which on a fall counts as linear."""
SAME_ORDER = 10.0
VISIBLE = 0.1
"""Offset, in units of RG's fall, from which on two curves count as shifted."""
_FALL = Measurand("relative_fall", "fall / RG's fall, {lower} → {upper}")
_OFFSET = Measurand(
    "relative_offset", "(G − RG's G at the largest d) / RG's fall, {lower} → {upper}"
)
_OVERLAP = Measurand("overlap_share", "mean <m h>² / G at the largest d, {lower} → {upper}")
_ALL_STEPS = ((0, 1), (1, 2), (0, 2))


def _rg_readings(inputs: Inputs) -> list[Reading]:
    machines = machine_readings(inputs, has_single)
    controls = [reading for reading in machines if reading.kind == "control"]
    return with_choices([*rg_readings(inputs), *controls])


def _rg(inputs: Inputs, reading: Reading) -> Evidence:
    return Evidence(
        tuple(
            straight(
                STRAIGHT.at(lower=a, upper=b), of_layers(inputs, reading.choices, a, b), reading
            )
            for a, b in _ALL_STEPS
        )
    )


def _judge_rg(evidence: Evidence) -> Finding:
    return every([above(number, LINEAR) for number in evidence.quantities])


def _rbm_readings(inputs: Inputs) -> list[Reading]:
    readings = machine_readings(inputs, has_single, lone_subjects=True)
    nothing = "no machine is a stack with a single machine beside it"
    return with_choices(or_not_asked(readings, nothing))


def _rbm(inputs: Inputs, reading: Reading) -> Evidence:
    """Return the numbers through one and two layers, as far as the machine and RG have them."""
    linear, fall, offset, overlap = [], [], [], []
    for lower, upper in TWO_STEPS:
        try:
            files = of_layers(inputs, reading.choices, lower, upper)
        except NotComputed:
            continue
        at = {"lower": lower, "upper": upper}
        linear.append(straight(STRAIGHT.at(**at), files, reading))
        if scale := _scale_of_rg(inputs, reading, lower, upper):
            own_fall, own_level = (
                _in_units(drop, 0.0, scale[0]),
                _in_units(level, scale[1], scale[0]),
            )
            fall.append(curve_number(_FALL.at(**at), files, reading, own_fall))
            offset.append(curve_number(_OFFSET.at(**at), files, reading, own_level))
        overlap.append(_overlaps(_OVERLAP.at(**at), files, reading))
    if not linear:
        raise NotComputed("no maps of this machine from the input upwards")
    return Evidence((*linear, *fall, *offset, *overlap))


def _scale_of_rg(
    inputs: Inputs, reading: Reading, lower: int, upper: int
) -> tuple[float, float] | None:
    """Return RG's fall and its G at the largest distance on the same lattice, if they are known."""
    rule = {"source": paper.BLOCK_RULE, "L": reading["L"]}
    try:
        rg = of_layers(inputs, rule, lower, upper)[0]
    except NotComputed:
        return None
    variable, metric = reading["variable"], reading["metric"]
    return value_of(rg, variable, drop, metric), value_of(rg, variable, level, metric)


def _overlaps(of: Measurand, files: Files, reading: Reading) -> Quantity:
    return across(of, [(_overlap(file, reading), 0.0) for file in files])


def _overlap(file: xarray.Dataset, reading: Reading) -> float:
    """Return the mean over units of <m h_a>^2 in units of G at the largest distance."""
    overlap = np.asarray(file[reading["variable"]].values).mean(axis=(1, 2))
    largest = value_of(file, reading["variable"], level, reading["metric"])
    return float((overlap**2).mean()) / largest


def _in_units(statistic: Statistic, origin: float, unit: float) -> Statistic:
    """Return a number of a curve, counted from `origin` in steps of `unit`."""
    return lambda distance, G: (statistic(distance, G) - origin) / unit


def _judge_rbm(evidence: Evidence) -> Finding:
    findings = [above(number, LINEAR) for number in evidence.all("straightness")]
    for number in evidence.all("relative_fall"):
        findings.append(inside(number, 1 / SAME_ORDER, SAME_ORDER))
    for number in evidence.all("relative_offset"):
        findings.append(opposite(near(number, 0.0, VISIBLE)))
    return every([*findings, *_left_open(evidence)])


def _left_open(evidence: Evidence) -> list[Finding]:
    """Return an open question for each number of the rule that the machine does not have."""
    wanted = [of.at(lower=a, upper=b) for of in (STRAIGHT, _FALL, _OFFSET) for a, b in TWO_STEPS]
    return [
        open_question(f"{of.name}: there is none")
        for of in wanted
        if not any(evidence.all(of.key, **of.coordinates))
    ]


C10 = Claim(
    number="C10",
    statement="For block-spin RG, G(d) falls linearly with the distance.",
    section="IV",
    figures=("09",),
    needs=NEEDS["C10"],
    optional=OPTIONAL["C10"],
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
    needs=NEEDS["C11"],
    optional=OPTIONAL["C11"],
    rule="For the maps 0 → 1 and 0 → 2 of the stack a falling line explains more than "
    f"{LINEAR:.0%} of the variance, the fall is 1/{SAME_ORDER:g} to {SAME_ORDER:g} times RG's, and "
    f"at the largest distance the curves differ by more than {VISIBLE:.0%} of RG's fall.",
    readings=_rbm_readings,
    measure=_rbm,
    judge=_judge_rbm,
)
