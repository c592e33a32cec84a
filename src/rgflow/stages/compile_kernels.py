"""compile-kernels: fill numba's disk cache before many jobs need the kernels at once."""

import argparse
import importlib

KERNELS = {
    "ising": "rgflow.models.ising.sampling",
    "rbm": "rgflow.learners.rbm.kernels",
    "observables": "rgflow.observables.bit_planes",
    "thermometers": "rgflow.models.ising.symmetries",
}
"""Module of each package whose ``compile_kernels()`` calls every kernel once."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument("--package", choices=KERNELS, required=True, help="whose kernels")


def run(options: argparse.Namespace) -> None:
    """Compile the kernels of one package."""
    importlib.import_module(KERNELS[options.package]).compile_kernels()
