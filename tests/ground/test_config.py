"""The configuration: generated files in step, all mistakes at once, labels that round-trip."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from snakemake.utils import update_config

from rgflow.config import temperatures
from rgflow.config.load import load
from rgflow.config.model import Config
from rgflow.config.render import ROOT, files
from rgflow.errors import ConfigError


@pytest.mark.parametrize("name", files())
def test_generated_files_are_in_step_with_the_model(name: str) -> None:
    assert (ROOT / name).read_text() == files()[name], "run `make generate`"


def test_the_default_file_is_the_default_model() -> None:
    assert load(yaml.safe_load((ROOT / "config.yaml").read_text())) == Config()


@pytest.mark.parametrize("path", sorted((ROOT / "presets").glob("*.yaml")), ids=lambda p: p.stem)
def test_presets_overlay_the_default(path: Path) -> None:
    merged = Config().model_dump(mode="json")
    update_config(merged, yaml.safe_load(path.read_text()))
    assert load(merged).name == path.stem


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


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"flow": {"machines": ["cdoe"]}}, "no machine 'cdoe' (did you mean 'code'?)"),
        ({"measure": {"lattices": [12]}}, "L=12 needs samples at T = 2.0"),
        ({"assess": {"by_hidden": ["cd_17"]}}, "no machine 'cd_17' (did you mean 'cd_"),
        ({"flow": {"sparse": ["haf"]}}, "flow.sparse: no machine 'haf' (did you mean 'half'?)"),
        ({"probe": {"coarse": [16, 32]}}, "L=8 needs samples at T = 0.1, 0.3"),
        ({"temperature_grid": {"first": 3.0, "last": 2.0}}, "last is 2.0, below first, 3.0"),
        ({"probe": {"lattices": [8, 10, 16, 24, 32]}}, "L=24 needs samples"),
        (
            {"coarse_grain": {"sets": [{"L": 10, "temperatures": ["Tc"], "steps": 2}]}},
            "L=10 cannot be halved 2 times",
        ),
        (
            {
                "machines": {
                    "m": {
                        "layers": [99, 81], "recipe": "code", "L": 10,
                        "temperatures": "grid", "seeds": 1,
                    }
                },
                "flow": {"machines": ["m"]},
            },
            "the input has 99 units, but L=10 needs 100",
        ),
        (
            {"sample": {"sets": [{"L": 8, "temperatures": [1.0, 1.0], "samples": 5}]}},
            "L=8, T=1.0 is asked for 2 times",
        ),
    ],
)  # fmt: skip
def test_references_that_lead_nowhere_are_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError) as raised:
        load(change)
    assert message in str(raised.value)


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


def test_temperatures_may_be_a_range() -> None:
    machine = {
        "layers": [100, 4],
        "recipe": "cd",
        "L": 10,
        "seeds": 1,
        "temperatures": {"first": 2.0, "last": 2.2, "step": 0.1},
    }
    scans = {"by_hidden": [], "by_temperatures": []}
    flow = {"machines": ["m"], "sparse": []}
    config = load({"machines": {"m": machine}, "flow": flow, "assess": scans})
    assert config.temperatures_of(config.machines["m"].temperatures) == (2.0, 2.1, 2.2)


def test_training_data_of_several_temperatures_are_named_after_their_first_user() -> None:
    config = Config()
    data = config.training_data()
    assert data["L10"] == (10, config.temperature_grid.values())
    assert data["L10_cd_cold"][1][-1] == 2.2
    assert len(set(data.values())) == len(data)
    wanted = {(m.L, config.temperatures_of(m.temperatures)) for m in config.machines.values()}
    assert {pair for pair in wanted if len(pair[1]) > 1} <= set(data.values())


def test_flows_of_some_machines_may_be_sparse() -> None:
    flow = load({"flow": {"sparse": ["cd"], "sparse_lengths": [26], "lengths": [1, 2, 26]}}).flow
    assert flow.lengths_of("cd") == (26,)
    assert flow.lengths_of("code") == (1, 2, 26)


def test_a_thermometer_may_know_every_second_class_only() -> None:
    config = Config()
    assert config.classes_of(10) == config.temperature_grid.values()
    assert config.classes_of(32) == config.temperature_grid.values()[::2]


def test_the_grid_is_the_papers_sixty_classes() -> None:
    grid = Config().temperature_grid.values()
    assert len(grid) == 60
    assert grid[0] == 0.0
    assert grid[-1] == 5.9
    assert len(set(temperatures.labels(grid))) == 60
