"""y_T and y_h of Swendsen's matrix, step by step, and the rule that says what does RG.

The bounds come from what an exponent has to be told from; but the exponents of block spins
(Figure b8) were known when they were written, so they are not blind. y_T counts as 1 if it is
nearer to 1 than to that of a neighbouring universality class, 6/5 of the three-state Potts model;
y_h as 15/8 if it is nearer to 15/8 than to 2, which is what any lattice gives whose magnetization
is that of the spins below it.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import xarray

from rgflow.analysis.quantity import Measurand, Quantity, across
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import Finding, any_of, every, near
from rgflow.observables.mcrg import Y_H, Y_T

EVEN, ODD = 3, 2
"""Operators: nearest and next-nearest bonds and plaquettes; magnetization and three spins."""
WITHIN_Y_T, WITHIN_Y_H = 0.1, 1 / 16
SUCCESSIVE = 2
"""Successive steps at which both exponents must agree."""
THERMAL = Measurand("y_t", "y_T, lattice {from_L} to {to_L}")
MAGNETIC = Measurand("y_h", "y_h, lattice {from_L} to {to_L}")
RULE = (
    f"At {SUCCESSIVE} successive steps y_T lies within {WITHIN_Y_T:g} of 1 and y_h within 1/16 of "
    "15/8; a matrix without a positive leading eigenvalue agrees with nothing."
)


def exponents(
    files: Iterable[xarray.Dataset], form: str, even: int = EVEN, odd: int = ODD
) -> Evidence:
    """Return y_T and y_h of every step: over trainings, or with the jackknife's error of one."""
    steps: dict[int, list[xarray.Dataset]] = {}
    for file in files:
        steps.setdefault(int(file.attrs["upper"]), []).append(file)
    numbers = []
    for step, same in sorted(steps.items()):
        sizes = {"from_L": int(same[0].attrs["L"]), "to_L": int(same[0].attrs["coarse_L"])}
        for of, axis, count, exact in ((THERMAL, "even", even, Y_T), (MAGNETIC, "odd", odd, Y_H)):
            at = of.at(step=step, **sizes)
            found = [_value(file, of.key, {"form": form}, {axis: count - 1}) for file in same]
            numbers.append(across(at, found, exact=exact))
    return Evidence(tuple(numbers))


def _value(
    file: xarray.Dataset, name: str, labels: dict[str, str], places: dict[str, int]
) -> tuple[float, float]:
    """Return an exponent and its jackknife error."""
    one = file[[name, f"{name}_error"]].sel(labels).isel(places)
    return float(one[name]), float(one[f"{name}_error"])


def does_rg(evidence: Evidence) -> Finding:
    """Judge by :data:`RULE`."""
    steps = sorted({int(q.of.coordinates["step"]) for q in evidence.quantities})
    agree = {step: agrees(evidence, step) for step in steps}
    runs = [
        every([agree[step] for step in run])
        for run in zip(*(steps[start:] for start in range(SUCCESSIVE)), strict=False)
    ]
    if not runs:
        return Finding(None, f"{len(steps)} step, {SUCCESSIVE} are needed")
    verdict = any_of(runs)
    return Finding(verdict.holds, "; ".join(one.words for one in agree.values()))


def agrees(evidence: Evidence, step: int) -> Finding:
    """Judge whether both exponents of a step are those of the Ising model."""
    bounds = ((THERMAL.key, Y_T, WITHIN_Y_T), (MAGNETIC.key, Y_H, WITHIN_Y_H))
    return every([
        _close(number, exact, within)
        for key, exact, within in bounds
        for number in evidence.all(key, step=step)
    ])  # fmt: skip


def _close(number: Quantity, exact: float, within: float) -> Finding:
    if np.isnan(number.value):
        return Finding(False, f"{number.name}: no positive leading eigenvalue")
    return near(number, exact, within)


def forms(files: Sequence[xarray.Dataset]) -> list[str]:
    """Return the forms that differ: values and signs of real lattices, signs alone of spins."""
    same = all(
        np.array_equal(file[name].sel(form="field"), file[name].sel(form="sign"), equal_nan=True)
        for file in files
        for name in ("y_t", "y_h")
    )
    return ["sign"] if same else ["field", "sign"]
