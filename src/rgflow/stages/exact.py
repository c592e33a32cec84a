"""exact: compute the exact values of one lattice size."""

import argparse
from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
from numpy.typing import NDArray

from rgflow.contracts.exact import EXACT
from rgflow.errors import ParameterError
from rgflow.models.ising import kaufman
from rgflow.models.ising.transfer import exact_energy_two_point, exact_moments, exact_two_point
from rgflow.stages import options as opt
from rgflow.store import Dataset, Variable, write

LARGEST_SIZE = 10
"""Transfer-matrix values are given up to here; L = 12 would take minutes per temperature."""

_TWO_FORMS = "give -T to print, or --temperatures, --two-point-temperatures and --output"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    opt.add_size(parser)
    parser.add_argument(
        "-T", "--temperature", type=opt.temperature, metavar="T",
        help="print all that theory says at this temperature, in J/k_B, or \"Tc\"",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    kaufmans = "for Kaufman's energy, specific heat, entropy"
    opt.add_temperatures(parser, "temperatures", kaufmans, required=False)
    opt.add_temperatures(
        parser, "two-point-temperatures", "for transfer-matrix values", required=False
    )
    opt.add_output(parser, required=False)


def run(options: argparse.Namespace) -> None:
    """Print the values of one temperature, or write those of several to a file."""
    if options.temperature is not None:
        _print(options)
        return
    if not (options.temperatures and options.two_point_temperatures and options.output):
        raise ParameterError("no temperature", remedy=_TWO_FORMS)
    L, T = options.size, np.array(options.temperatures)
    near = np.array(options.two_point_temperatures if L <= LARGEST_SIZE else [])
    along = ("temperature",)
    write(
        options.output,
        Dataset(
            {
                "temperature": Variable(along, T),
                "energy": Variable(along, kaufman.energy_per_site(L, T)),
                "specific_heat": Variable(along, kaufman.specific_heat(L, T)),
                "entropy": Variable(along, kaufman.entropy(L, T)),
                "temperature_two_point": Variable(("temperature_two_point",), near),
                **_moments(L, near),
                **_two_point(L, near),
            },
            {"L": np.int32(L)},
        ),
        EXACT,
    )


def _print(options: argparse.Namespace) -> None:
    from rgflow.certify import exact_values

    if options.output or options.temperatures or options.two_point_temperatures:
        raise ParameterError("-T together with options for a file", remedy=_TWO_FORMS)
    form = exact_values.to_json if options.json else exact_values.report
    print(form(options.size, options.temperature))


def _moments(L: int, temperatures: NDArray[np.float64]) -> dict[str, Variable]:
    moments = [exact_moments(L, T) for T in temperatures]
    columns = {"abs_magnetization": "abs_m", "magnetization_squared": "m2", "binder": "binder"}
    return {
        name: Variable(
            ("temperature_two_point",), np.array([getattr(m, field) for m in moments], np.float64)
        )
        for name, field in columns.items()
    }


def _two_point(L: int, temperatures: NDArray[np.float64]) -> dict[str, Variable]:
    """Return the tables of s, of its bonds and of its stars, all of one temperature together."""
    tables = np.empty((len(_TWO_POINT), len(temperatures), L, L))
    for place, T in enumerate(temperatures):
        for row, function in enumerate(_TWO_POINT.values()):
            tables[row, place] = function(L, T)
    dims = ("temperature_two_point", "dy", "dx")
    return {name: Variable(dims, tables[row]) for row, name in enumerate(_TWO_POINT)}


_TWO_POINT: Mapping[str, Callable[[int, float], NDArray[np.float64]]] = {
    "spin_two_point": exact_two_point,
    "bond_two_point": exact_energy_two_point,
    "star_two_point": partial(exact_energy_two_point, form="neighbours"),
}
