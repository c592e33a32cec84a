"""gather: put the configurations of several temperatures into one file."""

import argparse

import numpy as np

from rgflow.contracts.gather import GATHER
from rgflow.loading.samples import read_samples
from rgflow.stages import options as opt
from rgflow.store import Dataset, Variable, write


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    opt.add_files(parser, "samples", "Monte Carlo configurations of one model and size")
    opt.add_output(parser)


def run(options: argparse.Namespace) -> None:
    """Write all configurations in rising temperature: many jobs then read one file, not sixty."""
    files = read_samples(options.samples)
    spins = np.concatenate([file["spins"] for file in files])
    temperature = np.concatenate(
        [np.full(len(file["spins"]), float(file.attrs["temperature"])) for file in files]
    )
    write(
        options.output,
        Dataset(
            {
                "spins": Variable(("sample", "y", "x"), spins),
                "temperature": Variable(("sample",), temperature),
            },
            {"L": np.int32(spins.shape[1]), "model": str(files[0].attrs["model"])},
        ),
        GATHER,
    )
