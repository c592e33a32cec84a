"""The configuration: generated files in step, all mistakes at once, labels that round-trip."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rgflow.config import temperatures
from rgflow.config.defaults import RECIPES
from rgflow.config.experiment import experiment, read_yaml
from rgflow.config.load import load
from rgflow.config.model import Config
from rgflow.config.recipes import Recipe
from rgflow.config.render import ROOT, files
from rgflow.errors import ConfigError


@pytest.mark.parametrize("name", files())
def test_generated_files_are_in_step_with_the_model(name: str) -> None:
    assert (ROOT / name).read_text() == files()[name], "run `make generate`"


@pytest.mark.parametrize("path", sorted((ROOT / "presets").glob("*.yaml")), ids=lambda p: p.stem)
def test_presets_lie_over_the_papers_experiment(path: Path) -> None:
    assert experiment(read_yaml(path), ROOT / "config.yaml").name == path.stem


def test_an_experiment_alone_takes_nothing_from_the_papers() -> None:
    mine = experiment({"alone": True, "name": "mine"}, ROOT / "config.yaml")
    assert mine == Config(alone=True)
    assert mine.machines == {}
    assert set(mine.recipes) == set(RECIPES)


def test_changes_are_laid_over_key_by_key_and_null_takes_an_entry_out() -> None:
    changes = {"machines": {"text": {"seeds": 7}, "half": None}, "flow": {"lengths": [3]}}
    config = experiment(changes, ROOT / "config.yaml")
    assert config.machines["text"].seeds == 7
    assert config.machines["text"].layers == (100, 81)
    assert "half" not in config.machines
    assert config.flow.lengths == (3,)
    assert config.flow.starts_per_temperature == 100


def test_a_recipe_is_laid_over_the_one_of_its_name() -> None:
    config = load({"recipes": {"code": {"updates": 5}, "mine": {"updates": 6}}})
    assert config.recipes["code"] == RECIPES["code"].model_copy(update={"updates": 5})
    assert config.recipes["mine"] == Recipe(updates=6)
    assert config.recipes["cd"] == RECIPES["cd"]


def test_the_size_of_a_machine_follows_from_its_input() -> None:
    config = load({"machines": {"m": {"layers": [144, 64], "recipe": "cd"}}})
    assert config.machines["m"].L == 12


def test_all_mistakes_are_told_at_once_with_key_value_and_near_name() -> None:
    wrong = {
        "sede": 1,
        "sample": {"algorithm": "guess"},
        "probe": {"epochs": 0},
        "temperature_grid": {"first": -1},
    }
    with pytest.raises(ConfigError) as raised:
        load(wrong, where="my.yaml")
    message = str(raised.value)
    for part in (
        "my.yaml: 4 mistakes",
        "sede: there is no such key (did you mean 'seed'?)",
        "sample.algorithm: should be 'auto'",
        "(given: 'guess')",
        "probe.epochs: should be greater than or equal to 1 (given: 0)",
        "temperature_grid.first: temperature -1 is not a finite number of 0 or more",
    ):
        assert part in message


@given(st.integers(0, 10**8))
def test_labels_round_trip(millionths: int) -> None:
    temperature = round(millionths * 1e-6, 6)
    assert temperatures.parse(temperatures.label(temperature)) == temperature


def test_the_critical_temperature_has_its_own_label() -> None:
    assert temperatures.label(temperatures.T_CRITICAL) == "Tc"
    assert temperatures.parse("Tc") == temperatures.T_CRITICAL
    assert temperatures.label(2.269185) == "2.269185"


@pytest.mark.parametrize("text", ["-1", "nan", "inf", "warm", "2.12345678"])
def test_temperatures_without_a_label_are_refused(text: str) -> None:
    with pytest.raises(ConfigError, match=text):
        temperatures.parse(text)
