"""M1 and M2: block spins do RG by the eigenvalues of Swendsen's matrix; do layers of a stack?"""

from collections.abc import Iterable

import xarray

from rgflow.analysis.inputs import Inputs
from rgflow.analysis.pick import from_roles, matching, sources
from rgflow.analysis.roles import by_control
from rgflow.claims.open_questions.exponents import (
    EVEN,
    ODD,
    RULE,
    does_rg,
    exponents,
    forms,
)
from rgflow.controls.registry import describe
from rgflow.ledger.claim import Claim, Kind, Reading, or_not_asked
from rgflow.ledger.evidence import Evidence

NEEDS = {
    "M1": {"mcrg": "mcrg", "control_mcrg": "control_mcrg"},
    "M2": {"mcrg": "mcrg", "control_mcrg": "control_mcrg"},
}
OPTIONAL = {"M1": {"control_mcrg"}, "M2": {"mcrg"}}
BLOCK_RULE = "majority"
"""The rule that is known to have a fixed point (Swendsen 1979)."""
_VALUES = {"field": "values", "sign": "signs"}


def _block_readings(inputs: Inputs) -> list[Reading]:
    """Return every rule, and the known one by other numbers of operators; controls beside them."""
    files = inputs["mcrg"]
    found = []
    for source in sources(files):
        mine = matching(files, source=source)
        for form in forms(mine):
            name = source if len(forms(mine)) == 1 else f"{source}, {_VALUES[form]}"
            kind: Kind = "literal" if source == BLOCK_RULE else "neighbour"
            found.append(_reading(name, kind, mine[0], source, form))
            if source == BLOCK_RULE:
                found += _other_operators(mine[0], name, source, form)
    return [*found, *_controls(inputs)]


def _reading(
    name: str, kind: Kind, file: xarray.Dataset, source: str, form: str, **more: object
) -> Reading:
    at = {"source": source, "form": form, "even": EVEN, "odd": ODD, "L": int(file.attrs["L"])}
    return Reading(name, kind, {**at, **more})


def _other_operators(file: xarray.Dataset, name: str, source: str, form: str) -> Iterable[Reading]:
    for even, odd in zip(
        range(2, file.sizes["even"] + 1), range(1, file.sizes["odd"] + 1), strict=False
    ):
        if (even, odd) != (EVEN, ODD):
            called = f"{name}; {even} even and {odd} odd operators"
            yield _reading(called, "neighbour", file, source, form, even=even, odd=odd)


def _controls(inputs: Inputs) -> list[Reading]:
    """Return what stands for no RG: scrambled lattices, untrained layers."""
    found = []
    for (control, machine), files in by_control(from_roles(inputs, ["control_mcrg"])).items():
        if describe(control).stands == "control":
            like = f" like {files[0].attrs['label']}" if machine else ""
            found += _of_forms(f"{describe(control).title}{like}", "control", files)
    return found


def _of_forms(name: str, kind: Kind, files: list[xarray.Dataset]) -> list[Reading]:
    first = min(files, key=lambda file: int(file.attrs["upper"]))
    several = forms(files)
    source, like = str(first.attrs["source"]), str(first.attrs.get("reading", ""))
    return [
        _reading(
            name if len(several) == 1 else f"{name}, {_VALUES[form]}",
            kind, first, source, form, **({"like": like} if kind == "control" else {}),
        )
        for form in several
    ]  # fmt: skip


def _stack_readings(inputs: Inputs) -> list[Reading]:
    """Return the layers of every stack, gauge fixed, and the controls."""
    found = []
    for (control, machine), files in by_control(inputs["control_mcrg"]).items():
        if machine and describe(control).stands == "corrected":
            subject = files[0].attrs["reading"] == "subject"
            name = f"{files[0].attrs['label']}, {describe(control).title}"
            found += _of_forms(name, "subject" if subject else "literal", files)
    return or_not_asked([*found, *_controls(inputs)], "no stack has layers that shrink")


def _measure(inputs: Inputs, reading: Reading) -> Evidence:
    files = matching(from_roles(inputs, ["mcrg", "control_mcrg"]), source=reading["source"])
    return exponents(files, reading["form"], reading["even"], reading["odd"])


M1 = Claim(
    number="M1",
    statement="The test can be passed: block spins by majority do RG, with the exponents y_T = 1 "
    "and y_h = 15/8 of the Ising model.",
    section="beyond",
    figures=("b8",),
    needs=NEEDS["M1"],
    optional=OPTIONAL["M1"],
    rule=RULE,
    readings=_block_readings,
    measure=_measure,
    judge=does_rg,
)
M2 = Claim(
    number="M2",
    statement="A stack of trained layers does RG: from layer to layer, with each unit's sign and "
    "place fixed by what it sees, its exponents are those of the Ising model.",
    section="beyond",
    figures=("b8",),
    needs=NEEDS["M2"],
    optional=OPTIONAL["M2"],
    rule=RULE,
    readings=_stack_readings,
    measure=_measure,
    judge=does_rg,
)
