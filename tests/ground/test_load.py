"""Wrong configurations: every mistake at once, with its key and its place in the file."""

import copy
import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rgflow.config import temperatures
from rgflow.config.load import load
from rgflow.config.model import Config
from rgflow.errors import ConfigError

MACHINE = "layers: [100, 81], recipe: cd, L: 10, seeds: 1, temperatures: "


def refused(text: str, folder: Path) -> str:
    """Return the message about a YAML file."""
    path = folder / "my.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        load(yaml.safe_load(text), where="my.yaml", files=[path])
    return str(raised.value).replace(str(path), "my.yaml")


WRONG = {
    # wrong types
    "probe: {epochs: many}": "my.yaml:1:9: probe.epochs: should be a valid integer",
    "probe: {epochs: 1.5}": "probe.epochs: should be a valid integer",
    "probe: {epochs: [1]}": "probe.epochs: should be an integer (given: [1])",
    "probe: {epochs: {}}": "probe.epochs: should be an integer",
    "probe: {epochs: }": "probe.epochs: should be an integer (given: nothing)",
    "probe: 7": "my.yaml:1:1: probe: should be a mapping (given: 7)",
    "probe: [7]": "probe: should be a mapping",
    "probe:": "probe: should be a mapping (given: nothing)",
    "probe: {learning_rate: fast}": "probe.learning_rate: should be a valid number",
    "probe: {augment: 7}": "probe.augment: should be",
    "probe: {lattices: 8}": "probe.lattices: should be a list (given: 8)",
    "probe: {lattices: {8: 10}}": "probe.lattices",
    "machines: [text]": "machines: should be a mapping",
    "machines: {m: 7}": "my.yaml:1:12: machines.m: should be a mapping",
    "recipes: {r: cd}": "recipes.r: should be a mapping",
    "seed: abc": "seed: should be a valid integer",
    "name: 7": "name: should be a word (given: 7)",
    "name: 2020-01-01": "name: should be a word (given: 2020-01-01)",
    "name: [a]": "name: should be a word (given: ['a'])",
    "seed: 2020-01-01": "seed: should be",
    "seed: 12:30:15.5": "seed: should be",
    "temperature_grid: [1, 2]": "temperature_grid: should be a mapping",
    "sample: {sets: {L: 10}}": "sample.sets: should be a list",
    "sample: {sets: [10]}": "my.yaml:1:17: sample.sets.0: should be a mapping",
    # booleans, which Python takes for 0 and 1
    "seed: true": "seed: should be a number or a word (given: true",
    "probe: {hidden: yes}": "my.yaml:1:9: probe.hidden: should be a number or a word (given: true",
    "name: off": "name: should be a number or a word (given: false",
    "measure: {near: [2.1, no]}": "measure.near.1: should be a number or a word (given: false",
    "temperature_grid: {first: false}": "temperature_grid.first: should be a number or a word",
    "yes: 3": "the key true should be a word (YAML reads yes",
    "machines: {on: {}}": "machines: the key true should be a word",
    "3: 4": "the key 3 should be a word",
    "2020-01-01: 4": "the key 2020-01-01 should be a word",
    # ranges
    "seed: -1": "my.yaml:1:1: seed: should be greater than or equal to 0 (given: -1)",
    "probe: {hidden: 0}": "probe.hidden: should be greater than or equal to 1",
    "probe: {validation_share: 1.0}": "probe.validation_share: should be less than 1",
    "probe: {learning_rate: 0}": "probe.learning_rate: should be greater than 0",
    "probe: {learning_rate: .nan}": "probe.learning_rate: should be a finite number (given: nan)",
    "probe: {learning_rate: .inf}": "probe.learning_rate: should be a finite number (given: inf)",
    "probe: {learning_rate: -.inf}": "probe.learning_rate: should be a finite number (given: -inf)",
    "recipes: {cd: {momentum: 1}}": "recipes.cd.momentum: should be less than 1",
    "recipes: {cd: {l1: -0.1}}": "recipes.cd.l1: should be greater than or equal to 0",
    "recipes: {cd: {rule: dc}}": "recipes.cd.rule: should be 'cd' or 'pcd' (given: 'dc')",
    "flow: {lengths: [-1]}": "my.yaml:1:18: flow.lengths.0: should be greater than or equal to 0",
    "flow: {lengths: []}": "flow.lengths: ",
    "measure: {blocks: 1}": "measure.blocks: should be greater than or equal to 2",
    "fit: {bootstrap: 9}": "fit.bootstrap: should be greater than or equal to 10",
    "probe: {lattices: [1]}": "probe.lattices.0: should be greater than or equal to 2",
    "probe: {lattices: [2048]}": "probe.lattices.0: should be less than or equal to 1024",
    "sample: {algorithm: wolf}": "sample.algorithm: should be 'auto', 'metropolis'",
    "coarse_grain: {transformations: []}": "coarse_grain.transformations",
    "coarse_grain: {sets: [{L: 32, temperatures: [Tc], steps: 9}]}": "sets.0.steps: should be less",
    "seed: 123456789012345678901234567890e999": "seed: should be",
    # temperatures
    "measure: {near: [-2.0]}": "measure.near.0: temperature -2.0 is not a finite number",
    "measure: {near: [.nan]}": "measure.near.0: should be a finite number",
    "measure: {near: [warm]}": "measure.near.0: temperature 'warm' is not a finite number",
    "measure: {near: [tc]}": "measure.near.0: temperature 'tc'",
    "measure: {near: [2.1234567]}": "measure.near.0: temperature 2.1234567 has more than six",
    "measure: {near: [2020-01-01]}": "measure.near.0: temperature '2020-01-01'",
    "measure: {near: [[2.0]]}": "measure.near.0: temperature '[2.0]'",
    f"machines: {{m: {{{MACHINE}gird}}}}": "m.temperatures: should be 'grid', a mapping or",
    f"machines: {{m: {{{MACHINE}7}}}}": "m.temperatures: should be 'grid', a mapping or",
    f"machines: {{m: {{{MACHINE}[2.0, hot]}}}}": "machines.m.temperatures.1: temperature 'hot'",
    f"machines: {{m: {{{MACHINE}{{first: 3, last: 2}}}}}}": "machines.m.temperatures: last is 2.0",
    f"machines: {{m: {{{MACHINE}{{first: x}}}}}}": "machines.m.temperatures.first: temperature 'x'",
    f"machines: {{m: {{{MACHINE}{{stap: 1}}}}}}": "temperatures.stap: there is no such key (did",
    "temperature_grid: {step: 0}": "temperature_grid.step: should be greater than 0",
    "temperature_grid: {step: 1.0e-9}": "steps of 1e-09 are not 1 to 10000 temperatures",
    # windows
    "fit: {windows: [[2.0, 2.1]]}": "fit.windows.0.2: is missing",
    "fit: {windows: [2.0, 2.1, 2.2]}": "fit.windows.0: should be a list (given: 2.0)",
    "fit: {windows: [[2.0, 2.1, 2.2, 2.3]]}": "fit.windows.0: ",
    # keys
    "sede: 1": "my.yaml:1:1: sede: there is no such key (did you mean 'seed'?)",
    "probe: {epoch: 1}": "my.yaml:1:9: probe.epoch: there is no such key (did you mean 'epochs'?)",
    "hidden: 80": "hidden: there is no such key (did you mean 'hidden'?)",
    "xyzzy: 1": "xyzzy: there is no such key\n",
    "machines: {m: {recipe: cd}}": "machines.m.layers: is missing",
    "machines: {1st: {}}": "my.yaml:1:12: machines.1st: the key should match pattern",
    "machines: {../out: {}}": "machines.../out: the key should match pattern",
    "name: ../../elsewhere": "name: should match pattern",
    "name: a b": "name: should match pattern",
    "name: ''": "name: should match pattern",
    # lists that hold a thing twice
    "flow: {machines: [text, text]}": "my.yaml:1:25: flow.machines.1: 'text' is in this list",
    "measure: {near: [2.2, 2.2]}": "measure.near.1: 2.2 is in this list already",
    "measure: {near: [2.2, '2.2']}": "measure.near.1: '2.2' is in this list already",
    "measure: {near: [2.2, 2.20]}": "measure.near.1: 2.2 is in this list already",
    f"measure: {{near: [Tc, {temperatures.T_CRITICAL!r}]}}": "measure.near.1: 2.269",
    "probe: {lattices: [8, 10, 8]}": "probe.lattices.2: 8 is in this list already",
    "flow: {lengths: [1, 1]}": "flow.lengths.1: 1 is in this list already",
    "fit: {windows: [[2.0, 2.1, 2.2], [2.0, 2.1, 2.2]]}": "fit.windows.1: [2.0, 2.1, 2.2] is in",
    "fit: {windows: [[2.0, 2.1, 2.1]]}": "fit.windows.0.2: 2.1 is in this list already",
    "correlate: {checkerboards: [4, 4]}": "correlate.checkerboards.1: 4 is in this list already",
    "assess: {by_hidden: [cd, cd]}": "assess.by_hidden.1: 'cd' is in this list already",
    "coarse_grain: {transformations: [average, average]}": "transformations.1: 'average' is in",
    # ranges that do not end where they say
    "temperature_grid: {first: 1.9, last: 2.6, step: 0.25}": "last could be 2.4 or 2.65",
    "temperature_grid: {first: 2.0, last: 2.5, step: 1.0}": "last could be 2 or 3",
    # YAML
    "seed: 1\nprobe: {hidden: 3}\nseed: 2": "my.yaml:3:1: seed: is given twice, in line 1 before",
    "probe: {hidden: 3, hidden: 4}": "my.yaml:1:20: probe.hidden: is given twice, in line 1",
    "- seed": "should be a mapping of keys (given: ['seed'])",
    "just words": "should be a mapping of keys (given: 'just words')",
    '"se\\ned": 1': "se\\ned: there is no such key",
    "": "should be a mapping of keys (given: nothing)",
    "machines: &a {m: *a}": "anchors inside anchors without end",
    "measure: {near: &a [*a]}": "anchors inside anchors without end",
    "probe: &a {epochs: 0}\nassess: {<<: *a}": "assess.epochs: there is no such key",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_configuration_is_refused_with_its_reason(text: str, tmp_path: Path) -> None:
    message = refused(text, tmp_path)
    assert WRONG[text] in message
    head, *lines, remedy = message.split("\n")
    assert head in ("my.yaml: 1 mistake", f"my.yaml: {len(lines)} mistakes")
    assert (head == "my.yaml: 1 mistake") == (len(lines) == 1)
    assert "remedy" in remedy


def test_mistakes_in_all_sections_are_told_at_once(tmp_path: Path) -> None:
    text = "seed: true\nprobe:\n  hidden: 0\nflow:\n  lengths: [1, 1]\nsede: 1\n"
    message = refused(text, tmp_path)
    assert message.startswith("my.yaml: 4 mistakes\n")
    for place in (
        "my.yaml:1:1: seed",
        "my.yaml:3:3: probe.hidden",
        "my.yaml:5:16: flow.lengths.1",
    ):
        assert place in message


def test_a_place_is_named_in_the_file_whose_value_holds(tmp_path: Path) -> None:
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    first.write_text("probe:\n  hidden: 0\n  epochs: 0\n")
    second.write_text("\n\nprobe: {hidden: -1}\n")
    merged = {"probe": {"hidden": -1, "epochs": 0, "patience": 0}}  # the last on the command line
    with pytest.raises(ConfigError) as raised:
        load(merged, files=[first, second])
    message = str(raised.value)
    assert f"  {second}:3:9: probe.hidden" in message
    assert f"  {first}:3:3: probe.epochs" in message
    assert "\n  probe.patience" in message


def test_a_missing_key_is_placed_where_its_section_begins(tmp_path: Path) -> None:
    text = "machines:\n  m:\n    layers: [100, 4]\n"
    assert "my.yaml:2:3: machines.m.recipe: is missing" in refused(text, tmp_path)


def test_values_that_came_in_by_a_merge_key_are_found(tmp_path: Path) -> None:
    text = "recipes:\n  a: &a\n    l1: -1\n  b: {<<: *a}\n"
    message = refused(text, tmp_path)
    assert "my.yaml:3:5: recipes.a.l1" in message
    assert "my.yaml:3:5: recipes.b.l1" in message


def test_unreadable_files_do_no_harm(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_bytes(b"\xff\xfe: [")
    with pytest.raises(ConfigError, match="1 mistake\n  seed: "):
        load({"seed": -1}, files=[bad, tmp_path / "absent.yaml"])
    assert load({}, files=[bad]) == Config()


def test_too_many_anchors_are_refused_at_once() -> None:
    bomb: Any = [1.0, 2.0]
    for _ in range(18):
        bomb = [bomb, bomb]
    with pytest.raises(ConfigError, match=r"measure\.near: holds anchors"):
        load({"measure": {"near": bomb}})


def test_layers_of_equal_size_are_no_repetition() -> None:
    message = ""
    try:
        load({"machines": {"m": {"layers": [100, 100, 100]}}})
    except ConfigError as error:
        message = str(error)
    assert "already" not in message


@pytest.mark.parametrize(
    ("first", "last", "step", "ends"),
    [(1.9, 2.6, 0.25, "2.4 or 2.65"), (2.0, 2.5, 1.0, "2 or 3"), (0.0, 1.0, 0.3, "0.9 or 1.2")],
)
def test_a_range_that_overshoots_says_what_would_do(
    first: float, last: float, step: float, ends: str
) -> None:
    with pytest.raises(ConfigError, match=f"last could be {ends}"):
        temperatures.grid(first, last, step)


@given(st.integers(0, 100_000), st.integers(1, 100_000), st.integers(0, 60))
def test_ranges_of_whole_steps_are_taken(first: int, step: int, count: int) -> None:
    values = [round((first + number * step) / 10**4, 6) for number in range(count + 1)]
    assert temperatures.grid(values[0], values[-1], step / 10**4) == tuple(values)


@pytest.mark.parametrize("step", [0.0, -0.1, float("nan"), float("inf"), 1e-9])
def test_steps_that_lead_nowhere_are_refused(step: float) -> None:
    with pytest.raises(ConfigError):
        temperatures.grid(2.0, 3.0, step)


@pytest.mark.parametrize("value", [True, False, None, [], {}, 10**400, datetime.date(2020, 1, 1)])
def test_what_is_no_temperature_is_refused(value: object) -> None:
    with pytest.raises(ConfigError, match="is not a finite number of 0 or more"):
        temperatures.parse(value)


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.just(10**400)
    | st.floats()
    | st.text(max_size=20)
    | st.dates()
    | st.datetimes()
    | st.binary(max_size=5)
    | st.sampled_from(["Tc", "grid", "cd", "text", 10, 2.2, 0, -1]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=8) | st.integers() | st.booleans(), inner, max_size=3)
        | st.dictionaries(st.sampled_from(["first", "last", "step", "L"]), inner, max_size=3)
    ),
    max_leaves=6,
)
DEFAULT = Config().model_dump(mode="json")


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if not isinstance(value, dict | list):
        return [path]
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    return [path, *(place for key, one in entries for place in places(one, (*path, key)))]


PLACES = places(DEFAULT)[1:]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(PLACES), JUNK), min_size=1, max_size=3))
def test_a_default_with_anything_in_any_place_is_taken_or_refused(
    changes: list[tuple[tuple[Any, ...], Any]],
) -> None:
    values = copy.deepcopy(DEFAULT)
    for path, junk in changes:
        node = values
        try:
            for part in path[:-1]:
                node = node[part]
            node[path[-1]] = junk
        except (LookupError, TypeError):
            continue
    taken_or_refused(values)


@settings(max_examples=100, deadline=None)
@given(JUNK | st.dictionaries(st.sampled_from(sorted(DEFAULT)), JUNK, max_size=4))
def test_anything_at_all_is_taken_or_refused(values: Any) -> None:
    taken_or_refused(values)


def taken_or_refused(values: Any) -> None:
    try:
        load(values)
    except ConfigError as error:
        head, *lines = error.what.split("\n")
        assert head == f"{len(lines)} mistake{'s' * (len(lines) > 1)}"
        assert all(line.startswith("  ") for line in lines)
