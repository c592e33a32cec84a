"""exact: compute the exact values of one lattice model and size."""

import argparse
from collections.abc import Mapping
from importlib import import_module

import numpy as np
from numpy.typing import NDArray

from rgflow.contracts.exact import EXACT
from rgflow.errors import ParameterError
from rgflow.lattice_models import DEFAULT
from rgflow.models.base.exact import Exact, exact, structure_factor
from rgflow.models.base.law import law
from rgflow.stages import options as opt
from rgflow.store import Dataset, Variable, write

_TWO_FORMS = "give -T to print, or --temperatures, --two-point-temperatures and --output"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    opt.add_model(parser)
    opt.add_size(parser)
    parser.add_argument(
        "-T", "--temperature", type=opt.temperature, metavar="T",
        help="print all that theory says of the Ising model at this temperature, in J/k_B",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    of_law = "for energy, specific heat, entropy"
    opt.add_temperatures(parser, "temperatures", of_law, required=False)
    by_transfer = "for moments and two-point functions, if L allows it"
    opt.add_temperatures(parser, "two-point-temperatures", by_transfer, required=False)
    opt.add_output(parser, required=False)


def run(options: argparse.Namespace) -> None:
    """Print the values of one temperature, or write those of several to a file."""
    if options.temperature is not None:
        _print(options)
        return
    if not (options.temperatures and options.two_point_temperatures and options.output):
        raise ParameterError("no temperature", remedy=_TWO_FORMS)
    L, model, values = options.size, law(options.model), exact(options.model)
    T, near = (
        np.array([opt.at(options.model, T) for T in temperatures])
        for temperatures in (options.temperatures, options.two_point_temperatures)
    )
    near = near if values.LARGEST_SIZE >= L else near[:0]
    along = ("temperature",)
    write(
        options.output,
        Dataset(
            {
                "temperature": Variable(along, T),
                "energy": Variable(along, model.energy_per_site(L, T)),
                "specific_heat": Variable(along, model.specific_heat(L, T)),
                "entropy": Variable(along, model.entropy(L, T)),
                "temperature_two_point": Variable(("temperature_two_point",), near),
                **_moments(values, L, near),
                **_two_point(values, L, near),
            },
            {"L": np.int32(L), "model": options.model},
        ),
        EXACT,
    )


def _print(options: argparse.Namespace) -> None:
    if options.output or options.temperatures or options.two_point_temperatures:
        raise ParameterError("-T together with options for a file", remedy=_TWO_FORMS)
    if options.model != DEFAULT:
        raise ParameterError(
            f"values of the model '{options.model}' are not printed", remedy=_TWO_FORMS
        )
    # by name: what prints is no part of what makes the workflow's files
    printed = import_module("rgflow.certify.exact_values")
    form = printed.to_json if options.json else printed.report
    print(form(options.size, options.temperature))


def _moments(values: Exact, L: int, temperatures: NDArray[np.float64]) -> dict[str, Variable]:
    moments = [values.exact_moments(L, float(T)) for T in temperatures]
    columns = {"abs_magnetization": "abs_m", "magnetization_squared": "m2", "binder": "binder"}
    return {
        name: Variable(
            ("temperature_two_point",), np.array([getattr(m, field) for m in moments], np.float64)
        )
        for name, field in columns.items()
    }


def _two_point(values: Exact, L: int, temperatures: NDArray[np.float64]) -> Mapping[str, Variable]:
    """Return the tables of s, of its bonds and of its stars, all of one temperature together."""
    tables = np.empty((3, len(temperatures), L, L))
    for place, T in enumerate(map(float, temperatures)):
        tables[0, place] = values.exact_two_point(L, T)
        tables[1, place] = values.exact_energy_two_point(L, T)
        tables[2, place] = values.exact_energy_two_point(L, T, form="neighbours")
    dims = ("temperature_two_point", "dy", "dx")
    names = ("spin_two_point", "bond_two_point", "star_two_point")
    modes = Variable(("temperature_two_point", "ky", "kx"), structure_factor(tables[0]))
    return {
        **{name: Variable(dims, table) for name, table in zip(names, tables, strict=True)},
        "structure_factor": modes,
    }
