"""From readings to the verdict on a claim."""

import pytest

from rgflow.analysis.quantity import Measurand, Quantity
from rgflow.errors import DataError, NotComputed, ParameterError
from rgflow.ledger.claim import Claim, Reading
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.judgement import judged
from rgflow.ledger.rules import near

PLAIN = Measurand("x", "x")
X = Measurand("x", "x in class {near_temperature}")


def claim(*readings: tuple[str, str, float], needs=(), optional=()) -> Claim:
    """Return the claim that x is 1, with readings (name, kind, x)."""
    return Claim(
        "Q1", "x is 1.", "I", (), {role: f"{role}_files" for role in needs}, set(optional), "",
        readings=lambda _: [
            Reading(name, kind, {"x": x, **dict(choices)}) for name, kind, x, *choices in readings
        ],
        measure=lambda _, reading: Evidence((Quantity(PLAIN, reading["x"], 0.01),)),
        judge=lambda evidence: near(evidence["x"], 1.0, 0.1),
    )  # fmt: skip


RIGHT, WRONG, OPEN = 1.0, 2.0, 1.1


@pytest.mark.parametrize(
    ("readings", "verdict"),
    [
        ([("literal", RIGHT), ("literal", WRONG)], "reproduced"),
        ([("literal", WRONG), ("corrected", RIGHT)], "not reproduced"),
        ([("literal", OPEN), ("corrected", RIGHT)], "undetermined"),
        ([("corrected", RIGHT), ("subject", WRONG)], "reproduced"),
        ([("neighbour", RIGHT), ("subject", WRONG)], "not reproduced"),
        ([("subject", RIGHT)], "reproduced"),
        ([("subject", RIGHT), ("control", RIGHT)], "reproduced, not specific"),
        ([("literal", RIGHT), ("control", WRONG)], "reproduced"),
        ([("neighbour", RIGHT)], "undetermined"),
        ([("control", RIGHT)], "not asked"),
        ([], "not asked"),
    ],
)
def test_literal_decides_then_corrected_then_the_subject(readings, verdict) -> None:
    rows = [(f"{kind} {x}", kind, x) for kind, x in readings]
    assert judged(claim(*rows), {}).verdict == verdict


@pytest.mark.parametrize(
    ("kind", "control", "specific"),
    [
        ("literal", {"L": 10}, False),
        ("literal", {"L": 12}, True),
        ("literal", {"L": 10, "like": "literal"}, False),
        ("literal", {"L": 10, "like": "subject"}, True),
        ("subject", {"L": 10, "like": "subject"}, False),
    ],
)
def test_a_control_stands_against_its_lattice_and_its_like(kind, control, specific) -> None:
    rows = [("a", kind, RIGHT, ("L", 10)), ("b", "control", RIGHT, *control.items())]
    assert (judged(claim(*rows), {}).verdict == "reproduced") is specific


def test_controls_do_not_count_as_agreeing() -> None:
    rows = [("a", "literal", RIGHT), ("b", "subject", WRONG), ("c", "control", RIGHT)]
    found = judged(claim(*rows), {})
    assert (found.agreeing, found.decided) == (1, 2)


def test_a_claim_without_its_files_is_not_asked() -> None:
    lacking = claim(("a", "literal", RIGHT), needs=("map", "fit", "rest"), optional=("rest",))
    found = judged(lacking, {"fit": ["file"]})
    assert (found.verdict, found.rows) == ("not asked", ())
    assert found.reason == "the experiment has no map files"
    assert judged(lacking, {"fit": ["file"], "map": ["file"]}).verdict == "reproduced"


def raising(error: Exception) -> Claim:
    def measure(*_):
        raise error

    base = claim(("a", "literal", RIGHT))
    return Claim(**{**vars(base), "measure": measure})


def test_what_is_not_computed_leaves_a_claim_undetermined() -> None:
    found = judged(raising(NotComputed("no class 2.2")), {})
    assert found.verdict == "undetermined"
    assert found.rows[0].reason == "no class 2.2"


@pytest.mark.parametrize("error", [DataError("damaged"), KeyError("x"), ParameterError("fault")])
def test_every_other_error_stops_the_job(error) -> None:
    with pytest.raises(type(error)):
        judged(raising(error), {})


def test_two_readings_of_one_name_are_a_fault() -> None:
    with pytest.raises(ParameterError, match="Q1 has 2 readings called 'a'"):
        judged(claim(("a", "literal", RIGHT), ("a", "neighbour", RIGHT)), {})


def test_numbers_are_found_by_key_and_coordinates() -> None:
    one, two = (Quantity(X.at(near_temperature=T), T, 0.0) for T in (2.2, 2.269185314213022))
    evidence = Evidence((one, two))
    assert evidence["x"] is one
    assert list(evidence.all("x", near_temperature=2.2)) == [one]
    assert "y" not in evidence
    with pytest.raises(KeyError):
        evidence["y"]
    assert one.name == "x in class 2.2"
    assert two.name == "x in class T_c"
