"""The registry: every figure complete, found by name, loaded only when asked for."""

import subprocess
import sys
from pathlib import Path

import pytest

from rgflow.contracts.schema import Contract
from rgflow.errors import ParameterError
from rgflow.figures import registry

REPORT = Path(__file__).parents[2] / "workflow" / "report"


@pytest.mark.parametrize("name", registry.FIGURES)
def test_module_offers_what_the_rule_and_the_report_need(name):
    module = registry.load(name)
    assert module.TITLE
    assert module.CATEGORY
    assert all(isinstance(contract, Contract) for contract in module.ROLES.values())
    assert set(module.ROLES) >= module.OPTIONAL


@pytest.mark.parametrize("name", registry.FIGURES)
def test_number_is_the_name_and_caption_says_so(name):
    number = registry.load(name).NUMBER
    assert name.lstrip("0") == number
    caption = (REPORT / f"figure_{name}.rst").read_text(encoding="utf-8")
    assert caption.startswith(f"**Figure {number}: ")


@pytest.mark.parametrize("name", registry.FIGURES)
def test_heading_is_what_the_module_says(name):
    module = registry.load(name)
    assert registry.heading(name) == (module.NUMBER, module.TITLE, module.CATEGORY)


def test_unknown_figure_is_an_error_that_lists_the_known():
    with pytest.raises(ParameterError, match=r"there is no figure '15'.*\n.*14"):
        registry.load("15")
    with pytest.raises(ParameterError, match="there is no figure '15'"):
        registry.heading("15")


def test_registry_imports_neither_xarray_nor_matplotlib():
    code = (
        "import sys, rgflow.figures.registry; "
        "print([m for m in ('xarray', 'matplotlib', 'scipy', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
