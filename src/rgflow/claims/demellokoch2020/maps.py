"""C8 and C9: bright spots in hidden-visible maps of block-spin RG and of trained machines."""

from collections.abc import Callable

import numpy as np
import xarray
from numpy.typing import NDArray

from rgflow.analysis.inputs import Inputs
from rgflow.analysis.quantity import Measurand, Quantity, across
from rgflow.analysis.spots import Spots, find_spots, locality, own_place
from rgflow.claims.demellokoch2020 import paper
from rgflow.claims.demellokoch2020.map_readings import (
    Files,
    has_single,
    machine_readings,
    of_layers,
    rg_readings,
)
from rgflow.errors import NotComputed
from rgflow.ledger.claim import Claim, Reading, or_not_asked
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import Finding, above, every, open_question

NEEDS = {
    "C8": {"rg": "rg_maps", "maps": "machine_maps"},
    "C9": {"maps": "machine_maps", "rg": "rg_maps", "control_maps": "control_maps"},
}
OPTIONAL = {"C8": {"maps"}, "C9": {"rg", "control_maps"}}
REQUIRES = {"C8": {"steps": 2}}
MOST, HALF = 0.9, 0.5
_SPOT = Measurand("one_spot", "units with one spot, in their own block, after {steps} steps")
_GROWTH = Measurand("spot_growth", "area of the spots, two steps / one step")
_LIKE_RG = Measurand("relative_locality", "locality of the stack's maps / RG's")
_STACK = Measurand("one_spot_stack", "units with exactly one spot, stack")
_SINGLE = Measurand("one_spot_single", "units with exactly one spot, single RBM")
_ALIVE = Measurand("living_stack", "living units of the stack")
Maps = NDArray[np.float64]
Number = Callable[[Maps, Spots], Maps]
"""``number(maps, spots)``: a number of each unit."""


def _maps(file: xarray.Dataset) -> Maps:
    return np.asarray(file["map"].values, np.float64)


def _mean(values: NDArray[np.generic]) -> tuple[float, float]:
    """Return a mean over hidden units with its standard error."""
    numbers = values.astype(np.float64)
    return float(numbers.mean()), float(numbers.std(ddof=1) / np.sqrt(numbers.size))


def _rg(inputs: Inputs, reading: Reading) -> Evidence:
    steps = (1, 2)
    found = [
        [find_spots(_maps(file)) for file in of_layers(inputs, reading.choices, 0, upper)]
        for upper in steps
    ]
    shares = [
        across(_SPOT.at(steps=upper), [_in_own_place(one, reading["L"]) for one in spots])
        for upper, spots in zip(steps, found, strict=True)
    ]
    growth = across(_GROWTH, [_growth(*pair) for pair in zip(*found, strict=True)])
    return Evidence((*shares, growth))


def _in_own_place(spots: Spots, L: int) -> tuple[float, float]:
    """Return the share of units with one spot where it must be."""
    return _mean((spots.number == 1) & own_place(spots, L))


def _growth(one: Spots, two: Spots) -> tuple[float, float]:
    (small, small_error), (large, large_error) = (_mean(spots.area) for spots in (one, two))
    relative = np.hypot(small_error / small, large_error / large)
    return large / small, large / small * float(relative)


def _judge_rg(evidence: Evidence) -> Finding:
    spots = [above(number, MOST) for number in evidence.all("one_spot")]
    return every([*spots, above(evidence["spot_growth"], 1.0)])


def _rbm_readings(inputs: Inputs) -> list[Reading]:
    readings = machine_readings(inputs, has_single, lone_subjects=True)
    return or_not_asked(readings, "no machine is a stack with a single machine beside it")


def _rbm(inputs: Inputs, reading: Reading) -> Evidence:
    """Return what there is: of a subject without a stack or a partner, one part only."""
    stack = _if_made(inputs, reading, 2)
    partner = reading["single"]
    single = _if_made(inputs, reading, 1, partner) if partner or not stack else []
    numbers: list[Quantity] = []
    if stack and (rg := _rg_locality(inputs, reading["L"])):
        window, scale = rg
        numbers.append(_living(_LIKE_RG, stack, lambda maps, _: locality(maps, window) / scale))
    for of, files in ((_STACK, stack), (_SINGLE, single)):
        numbers += [_living(of, files, _one_spot)] if files else []
    if stack:
        alive = [_mean(find_spots(_maps(file)).alive) for file in stack]
        numbers.append(across(_ALIVE, alive))
    if not numbers:
        raise NotComputed("no maps of this machine from the input upwards")
    return Evidence(tuple(numbers))


def _if_made(inputs: Inputs, reading: Reading, upper: int, machine: str | None = None) -> Files:
    """Return the maps from the input to a layer, or none."""
    try:
        return of_layers(inputs, reading.choices, 0, upper, machine)
    except NotComputed:
        return []


def _rg_locality(inputs: Inputs, L: int) -> tuple[int, float] | None:
    """Return the window of peaks and RG's share of power in it after two steps, if it is known."""
    try:
        rg = of_layers(inputs, {"source": paper.BLOCK_RULE, "L": L}, 0, 2)[0]
    except NotComputed:
        return None
    window = int(rg["peak_share"].attrs["window"])
    return window, float(locality(_maps(rg), window).mean())


def _living(of: Measurand, files: Files, number: Number) -> Quantity:
    return across(of, [_of_living(file, number) for file in files])


def _of_living(file: xarray.Dataset, number: Number) -> tuple[float, float]:
    """Return a number of each living unit's map as mean and error; 0 where all units are dead."""
    maps = _maps(file)
    maps = maps[find_spots(maps).alive]
    return _mean(number(maps, find_spots(maps))) if len(maps) > 1 else (0.0, 0.0)


def _one_spot(_: Maps, spots: Spots) -> Maps:
    return (spots.number == 1).astype(np.float64)


def _judge_rbm(evidence: Evidence) -> Finding:
    return every(
        [
            above(evidence[of.key], HALF)
            if of.key in evidence
            else open_question(f"{of.name}: there is none")
            for of in (_LIKE_RG, _STACK, _SINGLE)
        ]
    )


C8 = Claim(
    number="C8",
    statement="Each hidden spin of block-spin RG shows one bright, local spot in its map, and the "
    "spots grow with each step.",
    section="IV",
    figures=("07",),
    needs=NEEDS["C8"],
    optional=OPTIONAL["C8"],
    rule=f"After one and after two steps more than {MOST:.0%} of the maps have exactly one region "
    "above half of their peak (each map less its own mean), with the peak inside the block that "
    "the spin is the average of; and the regions are larger after two steps than after one.",
    readings=rg_readings,
    measure=_rg,
    judge=_judge_rg,
)
C9 = Claim(
    number="C9",
    statement="Bright spots emerge in the maps of trained RBMs, and the maps through the stack "
    "look like those of RG.",
    section="IV",
    figures=("08",),
    needs=NEEDS["C9"],
    optional=OPTIONAL["C9"],
    rule="Of the units that follow any spin, more than half have exactly one region above half of "
    "their map's peak, in the stack and in the single RBM; and the share of a map's power in a "
    "window around its peak is, through the stack, more than half of what it is for RG. Each map "
    "is taken less its own mean.",
    readings=_rbm_readings,
    measure=_rbm,
    judge=_judge_rbm,
)
