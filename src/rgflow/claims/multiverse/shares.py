"""S4 to S7, and S8, all four together: the share of specifications for which a claim holds."""

from collections.abc import Sequence
from functools import partial

import xarray

from rgflow.analysis.inputs import Inputs
from rgflow.analysis.quantity import Measurand, Quantity, across, over_seeds
from rgflow.analysis.roles import by_control, is_control
from rgflow.claims.demellokoch2020 import paper
from rgflow.claims.demellokoch2020.naming import control_name, titles
from rgflow.claims.multiverse.holding import (
    PAPER,
    Answers,
    dimensions,
    dimensions_of_data,
    joint,
    settling,
    settling_of_data,
)
from rgflow.errors import NotComputed
from rgflow.ledger.claim import Claim, Reading
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import Finding, above

HALF = 0.5
"""A claim holds over the choices if it holds for more than this share of them."""

NEEDS = {
    "S4": {
        "machines_of_choices": "specifications",
        "measure": "sample_measures",
        "control_measure": "control_measures",
    },
    "S5": {
        "machines_of_choices": "specifications",
        "fit": "sample_fits",
        "control_fit": "control_fits",
    },
    "S6": {
        "machines_of_choices": "specifications",
        "fit": "sample_fits",
        "control_fit": "control_fits",
    },
    "S7": {
        "machines_of_choices": "specifications",
        "fit": "sample_fits",
        "control_fit": "control_fits",
    },
    "S8": {
        "machines_of_choices": "specifications",
        "measure": "sample_measures",
        "control_measure": "control_measures",
        "fit": "sample_fits",
        "control_fit": "control_fits",
    },
}
OPTIONAL = {
    "S4": {"measure", "control_measure"},
    "S5": {"fit", "control_fit"},
    "S6": {"fit", "control_fit"},
    "S7": {"fit", "control_fit"},
    "S8": {"measure", "control_measure", "fit", "control_fit"},
}
_JOINT = "S8"
_CLAIM_OF = {"S4": "C4", "S5": "C5", "S6": "C6", "S7": "C7"}
_SHARE = Measurand("share", "share of specifications for which it holds")
_SPECIFICATIONS = Measurand("specifications", "specifications")
_BEST = Measurand("best", "largest share of a single machine")

Files = Sequence[xarray.Dataset]


def _readings(number: str, inputs: Inputs) -> list[Reading]:
    """Return all specifications, those of each recipe alone, and the controls."""
    files = paper.files_of(inputs, "machines_of_choices")
    if not files:
        raise NotComputed("the experiment varies no choices of a machine of the Ising model")
    L = int(files[0].attrs["L"])
    recipes = dict.fromkeys(str(file.attrs["varied_recipe"]) for file in files)
    return [
        Reading("all specifications", "literal", {"L": L}),
        *(
            Reading(f"all specifications; recipe {recipe}", "neighbour", {"L": L, "recipe": recipe})
            for recipe in recipes
        ),
        *_controls(number, inputs, L),
    ]


def _controls(number: str, inputs: Inputs, L: int) -> list[Reading]:
    """Return the data themselves and every control, read by the same choices."""
    role = _role(number)
    files = [file for file in inputs.get(f"control_{role}", ()) if int(file.attrs["L"]) == L]
    called = titles(files)
    data = [file for file in paper.files_of(inputs, role) if int(file.attrs["L"]) == L]
    sources = dict.fromkeys(str(file.attrs["source"]) for file in data)
    return [
        *(
            Reading(source.replace("_", " "), "control", {"L": L, "source": source, "control": ""})
            for source in sources
        ),
        *(
            Reading(
                control_name(control, machine, called),
                "control",
                {"L": L, "source": str(own[0].attrs["source"]), "control": control},
            )
            for (control, machine), own in by_control(files).items()
        ),
    ]


def _role(number: str) -> str:
    return "measure" if number in ("S4", _JOINT) else "fit"


def _evidence(number: str, inputs: Inputs, reading: Reading) -> Evidence:
    """Return the share over machines, or of a control over replicas."""
    if reading.kind == "control":
        found = _answers_of_data(number, inputs, reading)
        share = across(_SHARE, [(float(one.mean()), float("nan")) for one in found])
        return Evidence((share, _number(found)))
    files = [
        file
        for file in inputs["machines_of_choices"]
        if reading.choices.get("recipe", file.attrs["varied_recipe"]) == file.attrs["varied_recipe"]
    ]
    found = [_answers(number, file) for file in files]
    shares = [float(one.mean()) for one in found]
    best = Quantity(_BEST, max(shares), float("nan"))
    return Evidence((over_seeds(_SHARE, shares), _number(found), best))


def _number(found: Sequence[Answers]) -> Quantity:
    return Quantity(_SPECIFICATIONS, float(sum(one.size for one in found)), float("nan"))


def _answers(number: str, file: xarray.Dataset) -> Answers:
    """Return for which flows, lengths of training and ways to read a machine the claim holds."""
    if number == "S4":
        return settling(file)
    if number in _CLAIM_OF:
        return dimensions(_CLAIM_OF[number], file)
    return joint(settling(file), *(dimensions(claim, file) for claim in ("C5", "C6", "C7")))


def _answers_of_data(number: str, inputs: Inputs, reading: Reading) -> list[Answers]:
    """Return the same of each replica of configurations that are no machine's."""
    if number == "S4":
        return [settling_of_data(file) for file in _files(inputs, reading, "measure")]
    fits = _files(inputs, reading, "fit")
    if number in _CLAIM_OF:
        return [dimensions_of_data(_CLAIM_OF[number], file) for file in fits]
    measures = _files(inputs, reading, "measure")
    if len(measures) != len(fits):
        raise NotComputed("not every replica is both measured and fitted")
    return [
        joint(
            settling_of_data(measure),
            *(dimensions_of_data(claim, fit) for claim in ("C5", "C6", "C7")),
        )
        for measure, fit in zip(measures, fits, strict=True)
    ]


def _files(inputs: Inputs, reading: Reading, role: str) -> list[xarray.Dataset]:
    """Return the files of a control, by seed."""
    role = f"control_{role}" if reading["control"] else role
    files = [
        file
        for file in inputs.get(role, ())
        if file.attrs["source"] == reading["source"]
        and int(file.attrs["L"]) == reading["L"]
        and is_control(file) == bool(reading["control"])
    ]
    if not files:
        raise NotComputed(f"no file of {reading['source']}")
    return sorted(files, key=lambda file: int(file.attrs["seed"]))


def _judge(evidence: Evidence) -> Finding:
    return above(evidence["share"], HALF)


def _claim(number: str, statement: str, *figures: str) -> Claim:
    return Claim(
        number=number,
        statement=statement,
        section="III",
        figures=figures,
        needs=NEEDS[number],
        optional=OPTIONAL[number],
        rule="The share of specifications for which the paper's claim holds by its own rule, "
        "applied to each number without an error, is above one half; its error is the spread over "
        "machines. A fit without an answer counts as one that does not hold. Controls are read by "
        "the same thermometers, estimators, forms and windows.",
        readings=partial(_readings, number),
        measure=partial(_evidence, number),
        judge=_judge,
    )


def _of_paper(number: str) -> Claim:
    claim = PAPER[_CLAIM_OF[number]]
    return _claim(number, f"Over the open choices: {claim.statement}", f"s{number[1:]}")


S4, S5, S6, S7 = (_of_paper(number) for number in _CLAIM_OF)
S8 = _claim(
    _JOINT,
    "Over the open choices: one and the same machine, read in one way, shows all of C4 to C7.",
    "s4", "s5", "s6", "s7",
)  # fmt: skip
