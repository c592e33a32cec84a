"""Options that several verbs share, and the types that check them."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rgflow import lattice_models
from rgflow.config import temperatures
from rgflow.config.settings import Setting, fields, setting
from rgflow.errors import ConfigError


def add_setting(
    parser: argparse.ArgumentParser,
    section: str,
    name: str,
    *flags: str,
    text: str | None = None,
    **changes: Any,
) -> None:
    """Add an option for a key of the configuration, with its type, range, default and meaning.

    Parameters
    ----------
    parser : argparse.ArgumentParser
    section, name : str
        The key, ``"Probe", "hidden"``. Of a key that holds a list the option takes an entry.
    *flags : str
        How the option is called; by default like the key.
    text : str, optional
        Help, where the key's own meaning does not fit.
    **changes
        Arguments of `add_argument` to change, such as ``nargs`` or ``required``. A key without a
        default is required if nothing else is said.
    """
    known = setting(section, name)
    flags = flags or (f"--{name.replace('_', '-')}",)
    meaning = text or known.meaning
    changes = {"default": known.default, **changes}
    changes.setdefault("required", changes["default"] is None)
    if known.kind is bool:
        action = argparse.BooleanOptionalAction
        parser.add_argument(*flags, action=action, help=meaning, **changes)
        return
    if not known.choices:
        changes.setdefault("metavar", flags[-1].strip("-").replace("-", "_").upper())
    parser.add_argument(
        *flags,
        type=_checked(known),
        choices=known.choices or None,
        help=meaning if known.choices else f"{meaning}; {known.allowed()}",
        **changes,
    )


def add_settings(parser: argparse.ArgumentParser, section: str, *names: str) -> None:
    """Add options for some keys of a section, or for all that hold one value."""
    for name in names or fields(section):
        add_setting(parser, section, name)


def _checked(known: Setting) -> Callable[[str], Any]:
    """Return the type of an option that takes a setting's values."""

    def parse(text: str) -> Any:
        try:
            return known.parse(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    return parse


def temperature(text: str) -> float:
    """Return the temperature of an option: a number in J/k_B or "Tc"."""
    try:
        return temperatures.parse(text)
    except ConfigError as error:
        raise argparse.ArgumentTypeError(f"{error.what}; {error.remedy}") from error


def at(model: str, temperature: float) -> float:
    """Return a temperature of an option, where "Tc" is the critical temperature of the model."""
    if temperature == temperatures.T_CRITICAL:
        return lattice_models.critical_point(model).T_C
    return temperature


def add_model(parser: argparse.ArgumentParser) -> None:
    """Add the lattice model."""
    parser.add_argument(
        "--model",
        choices=lattice_models.names(),
        default=lattice_models.DEFAULT,
        help="lattice model",
    )


def add_output(parser: argparse.ArgumentParser, required: bool = True) -> None:
    """Add the file that the verb writes."""
    parser.add_argument("--output", type=Path, required=required, help="NetCDF file to write")


def add_root_seed(parser: argparse.ArgumentParser) -> None:
    """Add the root seed of the experiment, which no verb has a default for."""
    add_setting(parser, "Config", "seed", "--root-seed", default=None)


def add_file(parser: argparse.ArgumentParser, name: str, text: str) -> None:
    """Add one input file, ``--name FILE``."""
    parser.add_argument(f"--{name}", type=Path, required=True, help=text)


def add_files(parser: argparse.ArgumentParser, name: str, text: str, required: bool = True) -> None:
    """Add several input files, ``--name FILE FILE ...``."""
    nargs = "+" if required else "*"
    parser.add_argument(
        f"--{name}", type=Path, nargs=nargs, required=required, default=[], help=text
    )


def add_roles(parser: argparse.ArgumentParser) -> None:
    """Add the files of every role of a figure or of a claim set."""
    parser.add_argument(
        "--input", nargs="+", action="append", default=[], metavar=("ROLE", "FILE"),
        help="a role, or 'machines', and its files; one option per role",
    )  # fmt: skip


def add_size(parser: argparse.ArgumentParser) -> None:
    """Add the linear size of the torus."""
    add_setting(parser, "SampleSet", "L", "-L", "--size")


def add_held_out_share(parser: argparse.ArgumentParser) -> None:
    """Add the share of each sample file, its end, that training leaves out."""
    add_setting(parser, "Machine", "held_out_share")


def add_temperatures(
    parser: argparse.ArgumentParser, name: str, text: str, required: bool = True
) -> None:
    """Add a list of temperatures, each given once."""
    parser.add_argument(
        f"--{name}", type=temperature, nargs="+", required=required, action=_Different, metavar="T",
        help=text,
    )  # fmt: skip


def window(text: str) -> tuple[float, ...]:
    """Return the class temperatures of a magnetization fit, given as ``T,T,T``."""
    classes = tuple(temperature(part) for part in text.split(","))
    if len(classes) != 3 or len(set(classes)) != 3:
        raise argparse.ArgumentTypeError(f"{text!r} should be three different temperatures: T,T,T")
    return classes


class _Different(argparse.Action):
    """Takes a list whose entries all differ."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        del parser, option_string
        if twice := {value for value in values if values.count(value) > 1}:
            raise argparse.ArgumentError(
                self, f"{temperatures.label(min(twice))} is given more than once"
            )
        setattr(namespace, self.dest, values)
