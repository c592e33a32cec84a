"""coarse-grain: apply block-spin steps to configurations."""

import argparse

from rgflow.coarse.blocking import coarse_grain
from rgflow.coarse.registry import RULES
from rgflow.config.temperatures import label
from rgflow.contracts.coarse_grain import COARSE
from rgflow.contracts.identity import identity
from rgflow.loading.samples import read_samples
from rgflow.rng import generator
from rgflow.stages import options as opt
from rgflow.store import Dataset, Variable, write


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    opt.add_file(parser, "samples", "configurations of one size and temperature")
    names = ", ".join(RULES.names())
    parser.add_argument("--transformation", required=True, metavar="RULE", help=f"one of {names}")
    opt.add_setting(parser, "CoarseSet", "steps", text="2 x 2 block-spin steps")
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
                **identity(options.transformation),
                "L": L,
                "temperature": temperature,
                "steps": options.steps,
                "model": str(samples.attrs["model"]),
            },
        ),
        COARSE,
    )
