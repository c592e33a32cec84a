"""C8 and C9: bright spots in hidden-visible maps of block-spin RG and of trained machines."""

from collections.abc import Callable, Mapping

import numpy as np
import xarray
from numpy.typing import NDArray

from rgflow.analysis.inputs import Inputs
from rgflow.analysis.quantity import Quantity, across
from rgflow.analysis.spots import Spots, find_spots, locality, own_place
from rgflow.claims.demellokoch2020.map_readings import (
    CONTROLS,
    PUBLISHED,
    counterpart,
    machine_readings,
    of_layers,
    rg_readings,
)
from rgflow.contracts.correlate import CORRELATE
from rgflow.contracts.schema import Contract
from rgflow.ledger.claim import Claim, Reading
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import Finding, above, every

MOST, HALF = 0.9, 0.5
_SPOT = "units with one spot, in their own block, after {} steps"
_GROWTH = "area of the spots, two steps / one step"
_LIKE_RG = "locality of the stack's maps / RG's"
_ALIVE = "living units of the stack"
_SINGLE = "units with exactly one spot, {}"
_MACHINES = ("stack", "single", CONTROLS)
_ROLES: Mapping[str, Contract] = {
    "stack": CORRELATE,
    "single": CORRELATE,
    "rg": CORRELATE,
    CONTROLS: CORRELATE,
}
Maps = NDArray[np.float64]


def _maps(file: xarray.Dataset) -> Maps:
    return np.asarray(file["map"].values, np.float64)


def _mean(values: NDArray[np.generic]) -> tuple[float, float]:
    """Return a mean over hidden units with its standard error."""
    numbers = values.astype(np.float64)
    return float(numbers.mean()), float(numbers.std(ddof=1) / np.sqrt(numbers.size))


def _rg(inputs: Inputs, reading: Reading) -> Evidence:
    found = []
    for upper in (1, 2):
        (file,) = of_layers(inputs, ("rg",), reading["source"], 0, upper, L=32)
        found.append(find_spots(_maps(file)))
    shares = [
        across(_SPOT.format(steps), [_mean((spots.number == 1) & own_place(spots, 32))])
        for steps, spots in zip((1, 2), found, strict=True)
    ]
    return Evidence((*shares, _growth(*found)))


def _growth(one: Spots, two: Spots) -> Quantity:
    (small, small_error), (large, large_error) = (_mean(spots.area) for spots in (one, two))
    relative = np.hypot(small_error / small, large_error / large)
    return Quantity(_GROWTH, large / small, large / small * float(relative))


def _judge_rg(evidence: Evidence) -> Finding:
    spots = [above(evidence[_SPOT.format(steps)], MOST) for steps in (1, 2)]
    return every([*spots, above(evidence[_GROWTH], 1.0)])


def _rbm(inputs: Inputs, reading: Reading) -> Evidence:
    (rg,) = of_layers(inputs, ("rg",), PUBLISHED, 0, 2, L=32)
    window = int(rg["peak_share"].attrs["window"])
    scale = float(locality(_maps(rg), window).mean())
    source = reading["source"]
    stack = of_layers(inputs, _MACHINES, source, 0, 2, L=32)
    single = of_layers(inputs, _MACHINES, counterpart(source, "stack32", "single32"), 0, 1, L=32)

    def like_rg(maps: Maps, _: Spots) -> Maps:
        return locality(maps, window) / scale

    single_name, stack_name = _SINGLE.format("single RBM"), _SINGLE.format("stack")
    return Evidence(
        (
            across(_LIKE_RG, [_of_living(file, like_rg) for file in stack]),
            across(stack_name, [_of_living(file, _one_spot) for file in stack]),
            across(single_name, [_of_living(file, _one_spot) for file in single]),
            across(_ALIVE, [_mean(find_spots(_maps(file)).alive) for file in stack]),
        )
    )


def _of_living(file: xarray.Dataset, number: Callable[[Maps, Spots], Maps]) -> tuple[float, float]:
    """Return a number of each living unit's map as mean and error; 0 where all units are dead."""
    maps = _maps(file)
    maps = maps[find_spots(maps).alive]
    return _mean(number(maps, find_spots(maps))) if len(maps) > 1 else (0.0, 0.0)


def _one_spot(_: Maps, spots: Spots) -> Maps:
    return (spots.number == 1).astype(np.float64)


def _judge_rbm(evidence: Evidence) -> Finding:
    names = (_LIKE_RG, _SINGLE.format("stack"), _SINGLE.format("single RBM"))
    return every([above(evidence[name], HALF) for name in names])


def _rbm_readings(inputs: Inputs) -> list[Reading]:
    return machine_readings(inputs.get("stack", ()), inputs.get(CONTROLS, ()), "stack32")


C8 = Claim(
    number="C8",
    statement="Each hidden spin of block-spin RG shows one bright, local spot in its map, and the "
    "spots grow with each step.",
    section="IV",
    figures=("07",),
    roles={"rg": CORRELATE},
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
    roles=_ROLES,
    rule="Of the units that follow any spin, more than half have exactly one region above half of "
    "their map's peak, in the stack and in the single RBM; and the share of a map's power in a "
    "window around its peak is, through the stack, more than half of what it is for RG. Each map "
    "is taken less its own mean.",
    readings=_rbm_readings,
    measure=_rbm,
    judge=_judge_rbm,
)
