"""What modules declare, read from their source alone."""

import subprocess
import sys

import pytest

from rgflow.contracts.selections import CONTRACTS
from rgflow.declared import literals
from rgflow.errors import ParameterError
from rgflow.ledger.claim_set import load
from rgflow.ledger.declared import claims_that_can_be_answered, modules_of, needs_of

MODULE = """
NUMBER: str = "05"
INPUTS = {"fit": "flow_fits"}
OPTIONAL = {"exact"}
CAPTION = (
    "two "
    "lines"
)
EMPTY = set()
COMPUTED = len("abc")
WIDTH, HEIGHT = 1, 2
if True:
    INSIDE = 1
"""


def test_literals_are_read_and_what_would_have_to_run_is_not(tmp_path) -> None:
    (tmp_path / "module.py").write_text(MODULE)
    found = literals(tmp_path / "module.py")
    assert found == {
        "NUMBER": "05",
        "INPUTS": {"fit": "flow_fits"},
        "OPTIONAL": {"exact"},
        "CAPTION": "two lines",
        "EMPTY": set(),
    }


def test_declared_needs_are_those_of_the_claims() -> None:
    needs, claims = needs_of("demellokoch2020"), load("demellokoch2020").claims
    assert list(needs) == [claim.number for claim in claims]
    for claim in claims:
        assert needs[claim.number].roles == claim.needs
        assert set(needs[claim.number].optional) == set(claim.optional)
        assert set(claim.optional) <= set(claim.needs)
        assert set(claim.needs.values()) <= set(CONTRACTS)


def test_what_a_claim_lacks_is_told_in_words() -> None:
    found = claims_that_can_be_answered("demellokoch2020", {"sample_fits", "noise_map"})
    assert list(found) == [f"C{number}" for number in range(1, 19)]
    assert found["C1"] == ()
    assert found["C5"] == ("flow fits",)
    assert found["C13"] == ("checkerboard maps",)
    assert found["C17"] == ()


def test_modules_of_a_set_are_those_that_loading_it_imports() -> None:
    load("demellokoch2020")
    package = "rgflow.claims.demellokoch2020"
    loaded = {name for name in sys.modules if name == package or name.startswith(f"{package}.")}
    found = [path.stem for path in modules_of("demellokoch2020")]
    assert {package if name == "__init__" else f"{package}.{name}" for name in found} == loaded


def test_asking_imports_nothing_heavy() -> None:
    asked = (
        "import sys; from rgflow.ledger.declared import claims_that_can_be_answered as ask;"
        "ask('demellokoch2020', ());"
        "assert not {'numpy', 'xarray', 'scipy'} & set(sys.modules), sys.modules"
    )
    subprocess.run([sys.executable, "-c", asked], check=True)


def test_an_unknown_set_is_named_with_those_there_are() -> None:
    with pytest.raises(ParameterError, match=r"no claim set 'x'\n.*demellokoch2020"):
        needs_of("x")


def test_one_role_means_one_selection(tmp_path) -> None:
    (tmp_path / "mine").mkdir()
    for number, selection in (("C1", "flow_fits"), ("C2", "sample_fits")):
        path = tmp_path / "mine" / f"{number}.py"
        path.write_text(f"NEEDS = {{'{number}': {{'fit': '{selection}'}}}}\n")
    with pytest.raises(ParameterError, match="the role 'fit' of C2 is 'sample_fits'"):
        needs_of("mine", tmp_path)
