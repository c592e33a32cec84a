"""machines: write down what each machine is for."""

import argparse
import json

import numpy as np

from rgflow.contracts.machines import MACHINES
from rgflow.errors import ParameterError
from rgflow.stages import options as opt
from rgflow.store import Dataset, Variable, write


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument(
        "--machines", required=True, help="JSON list: name, label, flow, reading, ... of each"
    )
    opt.add_output(parser)


def run(options: argparse.Namespace) -> None:
    """Write the roles of all machines, in the order of the configuration."""
    try:
        machines = json.loads(options.machines)
        columns = {
            name: np.array([one[name] for one in machines], object if f.dtype == "str" else f.dtype)
            for name, f in MACHINES.fields.items()
        }
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise ParameterError(
            f"--machines is no JSON list of machines ({error})",
            remedy=f"give {', '.join(MACHINES.fields)} of each machine",
        ) from None
    write(
        options.output,
        Dataset({name: Variable(("machine",), values) for name, values in columns.items()}),
        MACHINES,
    )
