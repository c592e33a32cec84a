"""Settings known to the configuration and to the command line: one range, one default, both roads.

Values just outside are derived from the ranges themselves, so that a new setting is tested too.
"""

import argparse
import importlib
import math
import subprocess
import sys
from pathlib import Path

import pytest

from rgflow.cli import VERBS, main, verb_module
from rgflow.config.load import load
from rgflow.config.model import Config
from rgflow.config.recipes import Recipe
from rgflow.config.settings import Setting, fields, setting
from rgflow.errors import ConfigError
from rgflow.stages import options
from rgflow.thermometers.training import ProbeSettings

CHECKED = (
    "sample", "train-probe", "train-rbm", "assess-rbm", "starts", "coarse-grain", "fit", "measure",
    "exact",
)  # fmt: skip
"""Verbs all of whose numbers are settings, apart from names and lists of temperatures."""


def parser_of(verb: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    importlib.import_module(verb_module(verb)).add_options(parser)
    return parser


def settings_of(verb: str) -> list[tuple[str, Setting]]:
    """Return (longest flag, setting) of every option of a verb that is a setting."""
    found = []
    with pytest.MonkeyPatch.context() as patch:
        add = options.add_setting

        def spy(
            parser: argparse.ArgumentParser, section: str, name: str, *flags: str, **more: object
        ) -> None:
            add(parser, section, name, *flags, **more)
            found.append((parser._actions[-1].option_strings[-1], setting(section, name)))

        patch.setattr(options, "add_setting", spy)
        parser_of(verb)
    return found


def outside(known: Setting) -> list[str]:
    """Return texts that are just not allowed."""
    if known.kind is str:
        return ["no_such_choice"] if known.choices else ["1 x"]
    step = 1 if known.kind is int else 1e-9
    near = [
        *([known.low - step] if known.low is not None else []),
        *([known.above] if known.above is not None else []),
        *([known.high + step] if known.high is not None else []),
        *([known.below] if known.below is not None else []),
    ]
    odd = ["nan", "inf", "warm", ""] + (["1.5"] if known.kind is int else [])
    return [*map(repr, near), *odd]


def inside(known: Setting) -> list[float]:
    edges = [known.low, known.high]
    edges += [math.nextafter(known.above, math.inf)] if known.above is not None else []
    edges += [math.nextafter(known.below, -math.inf)] if known.below is not None else []
    return [edge for edge in edges if edge is not None]


RANGES = [
    pytest.param(verb, flag, text, id=f"{verb} {flag} {text or 'empty'}")
    for verb in CHECKED
    for flag, known in settings_of(verb)
    if known.kind is not bool
    for text in outside(known)
]


@pytest.mark.parametrize(("verb", "flag", "text"), RANGES)
def test_a_value_just_outside_is_refused_in_one_line(
    verb: str, flag: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([verb, f"{flag}={text}", "--output", str(tmp_path / "out.nc")])
    assert stopped.value.code == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert flag in told
    assert f"{text!r} should be " in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("verb", CHECKED)
def test_edges_that_are_allowed_are_taken(verb: str) -> None:
    for _, known in settings_of(verb):
        for value in inside(known):
            assert known.parse(repr(value)) == value


@pytest.mark.parametrize("verb", CHECKED)
def test_no_number_of_a_verb_is_left_without_a_range(verb: str) -> None:
    free = {action.dest for action in parser_of(verb)._actions if action.type in (int, float)}
    assert free <= {"seed"}


@pytest.mark.parametrize("verb", VERBS)
def test_help_says_what_is_required_chosen_and_assumed(
    verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([verb, "--help"])
    told = " ".join(capsys.readouterr().out.split())
    assert "default: None" not in told
    assert "default: []" not in told
    assert VERBS[verb][1:] + "." in told
    told.encode("ascii")


def test_train_rbm_shows_its_choices(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["train-rbm", "--help"])
    told = capsys.readouterr().out
    assert "--rule {cd,pcd}" in told
    assert "--optimizer {sgd,momentum,adam}" in told


def test_defaults_of_the_command_line_are_those_of_the_configuration() -> None:
    config = Config()
    for section, values in (
        ("Probe", config.probe), ("Assessment", config.assess), ("Fit", config.fit),
        ("Measurement", config.measure), ("Recipe", Recipe()),
    ):  # fmt: skip
        for name in fields(section):
            if setting(section, name).default is not None:
                assert setting(section, name).default == getattr(values, name)
    assert ProbeSettings() == ProbeSettings(
        **{name: setting("Probe", name).default for name in ProbeSettings.__annotations__}
    )


SECTIONS = {"probe": "Probe", "assess": "Assessment", "measure": "Measurement", "fit": "Fit"}


@pytest.mark.parametrize("key", [*SECTIONS, "recipes.r", "machines.m"])
def test_the_configuration_refuses_what_the_command_line_refuses(key: str) -> None:
    place = key.split(".")
    section = {"recipes": "Recipe", "machines": "Machine"}.get(place[0]) or SECTIONS[key]
    for name in fields(section):
        known = setting(section, name)
        for text in outside(known) if known.kind in (int, float) else []:
            value = {"nan": math.nan, "inf": math.inf}.get(text, text)
            values: dict[str, object] = {name: [value] if (section, name) in LISTS else value}
            for part in reversed(place):
                values = {part: values}
            with pytest.raises(ConfigError, match=rf"{key}\.{name}"):
                load(values)


LISTS = {
    ("Machine", "layers"),
    ("Measurement", "lattices"),
    ("Probe", "lattices"),
    ("Probe", "coarse"),
}


def test_checking_settings_does_not_load_pydantic() -> None:
    """Importing it would lengthen the start of a short job by a half."""
    modules = [verb_module(verb) for verb in CHECKED if verb not in ("train-rbm", "assess-rbm")]
    script = (
        "import argparse, importlib, sys\n"
        f"for name in {modules}:\n"
        "    importlib.import_module(name).add_options(argparse.ArgumentParser())\n"
        "print('pydantic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8")
    assert done.stdout == "False\n", done.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("fit", "--windows", "2.0,2.1"), "'2.0,2.1' should be three different temperatures"),
        (("fit", "--windows", "2.0,2.1,2.1"), "'2.0,2.1,2.1' should be three different"),
        (("fit", "--windows", "2.0,2.1,hot"), "temperature 'hot' is not a finite number"),
        (("measure", "--near", "2.2", "Tc", "2.20"), "2.2 is given more than once"),
        (("measure", "--near", "-2"), "temperature '-2' is not a finite number of 0 or more"),
        (("exact", "--temperatures", "nan"), "temperature 'nan' is not a finite number"),
        (("sample", "--no-such-option", "1"), "the following arguments are required"),
        (("no-such-verb",), "invalid choice: 'no-such-verb'"),
    ],
)
def test_a_wrong_command_line_gets_one_line(
    words: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(list(words))
    assert stopped.value.code == 2
    told = capsys.readouterr().err
    assert message in told
    assert told.count("\n") == 1
