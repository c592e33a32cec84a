"""A claim set of a publication that nobody has written: two claims, judged, on all pages."""

import importlib
import json
import sys

import pytest
import world

import rgflow.claims
from rgflow.cli import main
from rgflow.contracts.fit import FIT
from rgflow.errors import ParameterError
from rgflow.ledger.claim_set import load
from rgflow.store import write

ABOUT = 'TITLE = "Do flows flow?"\nCITATION = "A. Nobody, J. Irr. Res. 1, 1 (1999)"\n'
CLAIMS = """
from rgflow.analysis.aggregate import fitted
from rgflow.analysis.quantity import Measurand
from rgflow.ledger.claim import Claim, Reading
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import near

NEEDS = {"N2": {"data": "sample_fits"}, "N10": {"maps": "rg_maps"}}
OPTIONAL = {}
DELTA = Measurand("delta_m", "exponent at L = {L}")
PLACE = {"kind": "monte_carlo", "length": 0, "thermometer": "start", "window": "2.0, 2.1, 2.2"}

def measure(inputs, reading):
    of = DELTA.at(L=reading["L"])
    files = [file for file in inputs["data"] if int(file.attrs["L"]) == reading["L"]]
    return Evidence((fitted(files, "delta_m", PLACE, of),))

N2 = Claim(
    number="N2", statement="The exponent is 1/8.", section="2", figures=(),
    needs=NEEDS["N2"], optional=set(), rule="It is 1/8 within 1 %.",
    readings=lambda inputs: [Reading("as written", "literal", {"L": 10})],
    measure=measure, judge=lambda evidence: near(evidence["delta_m"], 0.125, 0.00125),
)
N10 = Claim(
    number="N10", statement="Spots are round.", section="3", figures=("07",),
    needs=NEEDS["N10"], optional=set(), rule="They are.",
    readings=lambda inputs: [], measure=measure, judge=lambda evidence: None,
)
"""
PROSE = '''
TEXT = """\\
# What Nobody found

[[notice]]

The exponent is [[N2 | as written | delta_m L=10]], which is [[N2]].

## Spots

[[N10]].
"""
WRITTEN_FOR = {"N2": {"reproduced"}, "N10": {"reproduced"}}
ABOUT = {"N2"}
'''


@pytest.fixture
def nobody(tmp_path, monkeypatch):
    folder = tmp_path / "sets" / "nobody1999"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(ABOUT)
    (folder / "exponents.py").write_text(CLAIMS)
    (folder / "findings_text.py").write_text(PROSE)
    monkeypatch.setattr(rgflow.claims, "__path__", [*rgflow.claims.__path__, str(folder.parent)])
    importlib.invalidate_caches()
    yield folder
    for name in [name for name in sys.modules if name.startswith("rgflow.claims.nobody1999")]:
        del sys.modules[name]


@pytest.fixture
def pages(nobody, tmp_path):
    assert nobody.is_dir()
    write(tmp_path / "L10.nc", world.monte_carlo(10), FIT)
    names = ("nc", "csv", "json", "md", "html")
    files = [tmp_path / f"ledger.{suffix}" for suffix in names]
    files += [tmp_path / "reproducing.md", tmp_path / "findings.md"]
    arguments = ["claims", "--set", "nobody1999", "--input", "data", str(tmp_path / "L10.nc")]
    assert main([*arguments, "--name", "mine", "--output", *map(str, files)]) == 0
    return {file.name: file.read_bytes() for file in files}


def test_claims_are_found_in_the_folder_and_ordered(nobody) -> None:
    claims = load(nobody.name)
    assert [claim.number for claim in claims.claims] == ["N2", "N10"]
    assert claims.title == "Do flows flow?"
    assert claims.roles == {"data": "sample_fits", "maps": "rg_maps"}


def test_verdicts_keys_and_reasons_are_on_all_pages(pages) -> None:
    document = json.loads(pages["ledger.json"])
    assert document["claim_set"]["citation"].startswith("A. Nobody")
    asked, silent = document["claims"]
    assert (asked["verdict"], silent["verdict"]) == ("reproduced", "not asked")
    assert silent["reason"] == "the experiment has no rg maps"
    assert silent["rows"] == []
    (quantity,) = asked["rows"][0]["quantities"]
    assert (quantity["key"], quantity["coordinates"]) == ("delta_m", {"L": 10})
    assert quantity["value"] == pytest.approx(0.125, abs=1e-3)
    for name in ("ledger.csv", "ledger.md", "ledger.html", "reproducing.md"):
        text = pages[name].decode()
        assert "not asked" in text, name
        assert "N10" in text, name
    assert "exponent at L = 10" in pages["ledger.html"].decode()
    assert "Do flows flow?" in pages["ledger.html"].decode()


def test_its_prose_is_filled_and_leaves_out_what_was_not_asked(pages) -> None:
    page = pages["findings.md"].decode()
    assert page.startswith("# What Nobody found\n\n*Words and verdicts agree")
    assert "The exponent is 0.12" in page
    assert "which is reproduced." in page
    assert "Spots" not in page


def test_without_prose_the_page_is_short(nobody, tmp_path) -> None:
    (nobody / "findings_text.py").unlink()
    write(tmp_path / "L10.nc", world.monte_carlo(10), FIT)
    arguments = ["claims", "--set", "nobody1999", "--input", "data", str(tmp_path / "L10.nc")]
    assert main([*arguments, "--output", str(tmp_path / "findings.md")]) == 0
    page = (tmp_path / "findings.md").read_text(encoding="utf-8")
    assert page.startswith("# Findings: default\n\n**1 reproduced, 1 not asked** of the claims of")


def test_a_declared_claim_must_be_there(nobody) -> None:
    (nobody / "spots.py").write_text('NEEDS = {"N11": {}}\n')
    with pytest.raises(ParameterError, match="declares the needs of N11, but no claim"):
        load("nobody1999")
