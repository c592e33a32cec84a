"""The registry: every figure complete, found by looking, loaded only when asked for."""

import subprocess
import sys
from pathlib import Path

import pytest

from rgflow.contracts.schema import Contract
from rgflow.contracts.selections import CONTRACTS, contract
from rgflow.errors import ParameterError
from rgflow.figures import registry
from rgflow.provenance import code_map


def test_figures_of_the_paper_come_first_in_its_order():
    paper = [f"{number:02d}" for number in range(1, 15)]
    assert list(registry.names())[:14] == paper
    beyond = registry.names()[14:]
    assert list(beyond) == sorted(beyond, key=lambda name: (name[0], int(name[1:])))
    assert {name[0] for name in beyond} == {"b", "s"}


@pytest.mark.parametrize("name", registry.names())
def test_module_offers_what_the_rule_and_the_report_need(name):
    module, heading = registry.load(name), registry.heading(name)
    assert heading.title
    assert heading.category
    assert set(heading.inputs) >= heading.optional
    assert all(isinstance(one, Contract) for one in map(contract, heading.inputs.values()))
    said = (module.NUMBER, module.TITLE, module.CATEGORY, module.CAPTION, module.INPUTS)
    assert heading == (*said, module.OPTIONAL)


@pytest.mark.parametrize("name", registry.names())
def test_number_is_the_name_and_caption_says_so(name):
    heading = registry.heading(name)
    assert name.lstrip("0") == heading.number
    assert heading.caption.startswith(f"**Figure {heading.number}: ")


@pytest.mark.parametrize("selection", sorted(set(CONTRACTS) - {"machines"}))
def test_every_selection_has_a_contract(selection):
    assert isinstance(contract(selection), Contract)


def test_an_unknown_selection_is_an_error_that_lists_the_known():
    with pytest.raises(ParameterError, match=r"no selection of files 'fits'.*\n.*flow_fits"):
        contract("fits")


def test_unknown_figure_is_an_error_that_lists_the_known():
    for function in (registry.load, registry.heading, registry.module_of):
        with pytest.raises(ParameterError, match=r"there is no figure '15'.*\n.*14"):
            function("15")


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """Copies of the folders of figures, empty but for those that a test puts there."""
    for folder in registry.FOLDERS:
        (tmp_path / folder).mkdir()
    monkeypatch.setattr(registry, "_HERE", tmp_path)
    return tmp_path


def test_adding_a_figure_is_adding_a_file(folders):
    for name in ("b10", "b9", "a_new_one"):
        Path(folders, "beyond", f"figure_{name}.py").write_text(
            'NUMBER = TITLE = CATEGORY = CAPTION = "x"\nINPUTS: dict[str, str] = {"a": "exact"}\n'
            "OPTIONAL: set[str] = set()\nraise AssertionError\n"
        )
    Path(folders, "paper", "figure_02.py").touch()
    assert registry.names() == ("02", "a_new_one", "b9", "b10")
    assert registry.module_of("b9") == "rgflow.figures.beyond.figure_b9"
    assert registry.heading("b10") == ("x", "x", "x", "x", {"a": "exact"}, frozenset())
    with pytest.raises(ParameterError, match=r"figure '02' declares no NUMBER and no TITLE"):
        registry.heading("02")


def test_two_modules_of_one_figure_are_refused(folders):
    for folder in registry.FOLDERS:
        Path(folders, folder, "figure_x.py").touch()
    with pytest.raises(ParameterError, match="two modules draw figure 'x'"):
        registry.names()


@pytest.mark.parametrize("name", ["07", "b6"])
def test_the_code_of_a_figure_is_not_that_of_others(name):
    module = registry.module_of(name)
    drawn_with = set(code_map(module)) | set(code_map("rgflow.stages.figure"))
    assert {one for one in drawn_with if ".figure_" in one} == {module}


def test_an_edited_contract_redraws_only_what_reads_it():
    drawn_with = set(code_map(registry.module_of("07"))) | set(code_map("rgflow.stages.figure"))
    assert "rgflow.contracts.correlate" in drawn_with
    assert "rgflow.contracts.fit" not in drawn_with


def test_registry_imports_neither_xarray_nor_matplotlib():
    code = (
        "import sys, rgflow.figures.registry; "
        "print([m for m in ('xarray', 'matplotlib', 'scipy', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
