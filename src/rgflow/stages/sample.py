"""sample: draw configurations of one lattice model, size and temperature."""

import argparse
import logging

import numpy as np

from rgflow import lattice_models
from rgflow.config.temperatures import label
from rgflow.contracts.sample import SAMPLE
from rgflow.models.base.sampler import sampler
from rgflow.rng import generator
from rgflow.stages import options as opt
from rgflow.store import Dataset, Variable, write

log = logging.getLogger("rgflow")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    opt.add_model(parser)
    opt.add_size(parser)
    parser.add_argument(
        "-T", "--temperature", type=opt.temperature, required=True, help='in J/k_B, or "Tc"'
    )
    opt.add_setting(parser, "SampleSet", "samples", text="number of configurations")
    opt.add_setting(parser, "Sampling", "algorithm")
    opt.add_root_seed(parser)
    opt.add_output(parser)


def run(options: argparse.Namespace) -> None:
    """Sample, check the energy against the exact one, and write."""
    model, L, T = options.model, options.size, opt.at(options.model, options.temperature)
    stream = ("sample", *lattice_models.stream(model), L, label(options.temperature))
    rng = generator(options.root_seed, *stream)
    drawn = sampler(model).sample(L, T, options.samples, rng, algorithm=options.algorithm)
    log.info(
        "%d configurations by %s: %.0f effective, energy %+.1f standard errors from exact",
        options.samples, drawn.algorithm, drawn.effective_samples, drawn.energy_z,
    )  # fmt: skip
    write(
        options.output,
        Dataset(
            {
                "spins": Variable(("sample", "y", "x"), drawn.spins),
                "energy": Variable(("sample",), drawn.energy),
                "magnetization": Variable(("sample",), drawn.magnetization),
            },
            {
                "L": np.int32(L),
                "model": model,
                "temperature": float(T),
                "algorithm": drawn.algorithm,
                "chains": np.int32(drawn.chains),
                "burn_in": np.int32(drawn.burn_in),
                "spacing": np.int32(drawn.spacing),
                "tau_energy": drawn.tau_energy,
                "tau_abs_m": drawn.tau_abs_m,
                "tau_energy_sweeps": drawn.tau_energy_sweeps,
                "tau_abs_m_sweeps": drawn.tau_abs_m_sweeps,
                "effective_samples": drawn.effective_samples,
                "exact_energy": drawn.exact_energy,
                "energy_z": drawn.energy_z,
            },
        ),
        SAMPLE,
    )
