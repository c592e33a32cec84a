"""Options that several verbs share, and the types that check them."""

import argparse
from pathlib import Path

from rgflow import lattice_models
from rgflow.config import temperatures
from rgflow.errors import ConfigError


def temperature(text: str) -> float:
    """Return the temperature of an option: a number in J/k_B or "Tc"."""
    try:
        return temperatures.parse(text)
    except ConfigError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


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


def add_output(parser: argparse.ArgumentParser) -> None:
    """Add the file that the verb writes."""
    parser.add_argument("--output", type=Path, required=True, help="NetCDF file to write")


def add_root_seed(parser: argparse.ArgumentParser) -> None:
    """Add the root seed of the experiment."""
    parser.add_argument(
        "--root-seed", type=int, required=True, help="root of the named random streams"
    )


def add_file(parser: argparse.ArgumentParser, name: str, text: str) -> None:
    """Add one input file, ``--name FILE``."""
    parser.add_argument(f"--{name}", type=Path, required=True, help=text)


def add_files(parser: argparse.ArgumentParser, name: str, text: str, required: bool = True) -> None:
    """Add several input files, ``--name FILE FILE ...``."""
    parser.add_argument(f"--{name}", type=Path, nargs="+", required=required, default=[], help=text)


def add_size(parser: argparse.ArgumentParser) -> None:
    """Add the linear size of the torus."""
    parser.add_argument("-L", "--size", type=int, required=True, help="linear size of the torus")


def add_held_out_share(parser: argparse.ArgumentParser) -> None:
    """Add the share of each sample file that training leaves out."""
    parser.add_argument(
        "--held-out-share", type=float, default=0.1, help="the last of each file, never trained on"
    )


def add_temperatures(parser: argparse.ArgumentParser, name: str, text: str) -> None:
    """Add a list of temperatures."""
    parser.add_argument(f"--{name}", type=temperature, nargs="+", required=True, help=text)
