"""fit: fit scaling dimensions and the critical temperature."""

import argparse

import numpy as np

from rgflow.analysis.columns import replicate_weights
from rgflow.analysis.magnetization import delta_m
from rgflow.analysis.scaling import EPSILON_FORMS, delta_epsilon, delta_sigma
from rgflow.config import temperatures
from rgflow.contracts.fit import FIT
from rgflow.contracts.measure import MEASURE
from rgflow.rng import generator
from rgflow.stages import options as opt
from rgflow.store import Dataset, Variable, read, write


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    opt.add_file(parser, "measured", "file of the stage measure")
    parser.add_argument(
        "--windows", type=opt.window, nargs="+", required=True, metavar="T,T,T",
        help="class temperatures of the magnetization fits",
    )  # fmt: skip
    opt.add_setting(parser, "Fit", "bootstrap")
    opt.add_root_seed(parser)
    opt.add_output(parser)


def run(options: argparse.Namespace) -> None:
    """Fit everything that was measured and write values, errors and statuses."""
    measured = read(options.measured, MEASURE)
    stream, seed = str(measured.attrs["stream"]), int(measured.attrs["seed"])
    rng = generator(options.root_seed, "fit", stream, seed, int(measured.attrs["L"]))
    weights = replicate_weights(measured["count"].shape[-1], options.bootstrap, rng)
    columns = {
        **delta_sigma(measured, weights),
        **delta_epsilon(measured, weights),
        **delta_m(measured, options.windows, weights),
    }
    labels = {
        "kind": measured["kind"],
        "length": measured["length"],
        "thermometer": measured["thermometer"],
        "near_temperature": measured["near_temperature"],
        "estimator": measured["estimator"],
        "epsilon_form": np.array(EPSILON_FORMS),
        "window": np.array([", ".join(map(temperatures.label, w)) for w in options.windows]),
    }
    variables = {
        **{name: Variable((name,), values) for name, values in labels.items()},
        **{name: Variable(FIT.fields[name].dims, values) for name, values in columns.items()},
    }
    attributes = {key: measured.attrs[key] for key in FIT.attributes}
    write(options.output, Dataset(variables, attributes), FIT)
