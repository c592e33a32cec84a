"""fit: fit scaling dimensions and the critical temperature."""

import argparse

import numpy as np
import xarray

from rgflow.config import temperatures
from rgflow.contracts.fit import FIT
from rgflow.contracts.measure import MEASURE
from rgflow.fit.columns import replicate_weights
from rgflow.fit.magnetization import delta_m
from rgflow.fit.scaling import EPSILON_FORMS, delta_epsilon, delta_sigma
from rgflow.rng import generator
from rgflow.stages import options as opt
from rgflow.store import open_dataset, write


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    opt.add_file(parser, "measured", "file of the stage measure")
    parser.add_argument(
        "--windows", type=_window, nargs="+", required=True, metavar="T,T,T",
        help="class temperatures of the magnetization fits",
    )  # fmt: skip
    parser.add_argument("--bootstrap", type=int, default=100, help="bootstrap repetitions")
    opt.add_root_seed(parser)
    opt.add_output(parser)


def run(options: argparse.Namespace) -> None:
    """Fit everything that was measured and write values, errors and statuses."""
    measured = open_dataset(options.measured, MEASURE)
    source, seed = str(measured.attrs["source"]), int(measured.attrs["seed"])
    rng = generator(options.root_seed, "fit", source, seed, int(measured.attrs["L"]))
    weights = replicate_weights(measured.sizes["block"], options.bootstrap, rng)
    columns = {
        **delta_sigma(measured, weights),
        **delta_epsilon(measured, weights),
        **delta_m(measured, options.windows, weights),
    }
    labels = {
        "kind": measured["kind"].values,
        "length": measured["length"].values,
        "thermometer": measured["thermometer"].values,
        "near_temperature": measured["near_temperature"].values,
        "estimator": measured["estimator"].values,
        "epsilon_form": np.array(EPSILON_FORMS),
        "window": np.array([", ".join(map(temperatures.label, w)) for w in options.windows]),
    }
    data = xarray.Dataset(
        {name: (FIT.fields[name].dims, values) for name, values in columns.items()},
        coords=labels,
        attrs={key: measured.attrs[key] for key in FIT.attributes},
    )
    write(options.output, data, FIT)


def _window(text: str) -> tuple[float, ...]:
    return tuple(opt.temperature(part) for part in text.split(","))
