"""coarse-grain: apply block-spin steps to configurations."""

import argparse
from typing import get_args

from rgflow.coarse.blocking import Transformation, coarse_grain
from rgflow.config.temperatures import label
from rgflow.contracts.coarse_grain import COARSE
from rgflow.loading.samples import read_samples
from rgflow.rng import generator
from rgflow.stages import options as opt
from rgflow.store import Dataset, Variable, write


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    opt.add_file(parser, "samples", "configurations of one size and temperature")
    parser.add_argument("--transformation", choices=get_args(Transformation), required=True)
    parser.add_argument("--steps", type=int, required=True, help="2 x 2 block-spin steps")
    opt.add_root_seed(parser)
    opt.add_output(parser)


def run(options: argparse.Namespace) -> None:
    """Write the lattices after all steps."""
    (samples,) = read_samples([options.samples])
    L, temperature = int(samples.attrs["L"]), float(samples.attrs["temperature"])
    rng = generator(
        options.root_seed, "coarse-grain", options.transformation, L, label(temperature)
    )
    spins = coarse_grain(samples["spins"], options.transformation, options.steps, rng)
    write(
        options.output,
        Dataset(
            {"spins": Variable(("sample", "y", "x"), spins)},
            {
                "L": L,
                "temperature": temperature,
                "transformation": options.transformation,
                "steps": options.steps,
                "model": str(samples.attrs["model"]),
            },
        ),
        COARSE,
    )
