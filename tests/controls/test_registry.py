"""Controls are found in their folder and say themselves what they are."""

import sys
from pathlib import Path

import numpy as np
import pytest

from rgflow import controls
from rgflow.cli import main
from rgflow.contracts.flow import FLOW
from rgflow.contracts.identity import identity_of
from rgflow.contracts.starts import STARTS
from rgflow.controls.registry import CONTROLS, NEEDS, Control, describe
from rgflow.errors import ParameterError
from rgflow.stages import control as stage
from rgflow.store import Dataset, Variable, read, write

STRANGER = """
from rgflow.controls.base import Ends

FORM = "flow"
OF = "lattice"
NEEDS = ("starts",)
STANDS = "control"
TITLE = "flipped"


def make(given):
    given.streams("flipped")
    return Ends(-given.starts, -given.starts, {"flips": 1.0})
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose modules count as controls."""
    monkeypatch.setattr(controls, "__path__", [*controls.__path__, str(tmp_path)])
    return tmp_path


def test_what_the_controls_say_of_themselves() -> None:
    assert {name: describe(name)[1:] for name in CONTROLS.names()} == {
        "smoothing": ("flow", "machine", ("starts", "layers"), "control", "smoothing"),
        "biased_spins": ("flow", "lattice", ("starts",), "control", "biased spins"),
        "untrained": ("machine", "machine", ("layers",), "control", "untrained"),
        "scrambled": ("lattices", "lattice", ("samples",), "control", "scrambled block spins"),
        "gauge_fixed": (
            "lattices", "machine", ("samples", "training_samples", "layers"), "corrected",
            "gauge fixed",
        ),
    }  # fmt: skip
    assert set(stage._READ) == set(NEEDS)
    assert set(stage._WRITE) == {describe(name).form for name in CONTROLS.names()}


def test_they_are_known_without_being_imported(folder: Path) -> None:
    (folder / "broken.py").write_text('FORM = "flow"\nraise RuntimeError\n')
    assert "broken" in CONTROLS.names()
    assert "rgflow.controls.broken" not in sys.modules


def test_a_control_is_added_by_one_module(folder: Path, tmp_path: Path) -> None:
    (folder / "flipped.py").write_text(STRANGER)
    assert describe("flipped") == Control(
        "flipped", "flow", "lattice", ("starts",), "control", "flipped"
    )
    spins = np.random.default_rng(1).choice(np.array([-1, 1], np.int8), (6, 4, 4))
    along = ("start",)
    variables = {
        "spins": Variable(("start", "y", "x"), spins),
        "temperature": Variable(along, np.full(6, 2.0)),
    }
    starts, out = tmp_path / "starts.nc", tmp_path / "flow.nc"
    write(starts, Dataset(variables, {"L": np.int32(4), "model": "ising"}), STARTS)
    words = ["control", "--control", "flipped", "--starts", starts, "--root-seed", 1]
    assert main([str(word) for word in (*words, "--output", out)]) == 0
    made = read(out, FLOW)
    np.testing.assert_array_equal(made["sampled"], -spins)
    assert tuple(identity_of(made).values()) == ("flipped", "", "flipped", 0)
    assert made.attrs["flips"] == 1.0


def test_an_unknown_control_is_refused_with_a_near_name(capfd: pytest.CaptureFixture[str]) -> None:
    words = ["control", "--control", "biased-spins", "--root-seed", "1", "--output", "x.nc"]
    assert main(words) == 1
    assert "no control 'biased-spins' (did you mean 'biased_spins'?)" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"flow"', '"flows"', "FORM is 'flows', not one of flow, machine, lattices"),
        ('("starts",)', '("start",)', r"NEEDS is \('start',\)"),
        ('OF = "lattice"', 'OF = "machine"', "does not NEED its layers"),
        ('"control"', '"controls"', "STANDS is 'controls'"),
        ('TITLE = "flipped"', 'TITLE = ""', "TITLE is no text"),
    ],
)
def test_what_makes_no_sense_is_refused(folder: Path, old: str, new: str, message: str) -> None:
    assert old in STRANGER
    (folder / "wrong.py").write_text(STRANGER.replace(old, new))
    with pytest.raises(ParameterError, match=message):
        describe("wrong")
