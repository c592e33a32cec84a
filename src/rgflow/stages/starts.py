"""starts: pick the configurations that flows start from."""

import argparse
import logging

import numpy as np

from rgflow.config.temperatures import label
from rgflow.contracts.starts import STARTS
from rgflow.loading.samples import read_samples
from rgflow.stages import options as opt
from rgflow.store import Dataset, Variable, write

log = logging.getLogger("rgflow")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    opt.add_files(parser, "samples", "Monte Carlo configurations of one size")
    opt.add_setting(
        parser, "Flow", "starts_per_temperature", "--per-temperature", default=None,
        text="the first so many of each temperature",
    )  # fmt: skip
    opt.add_output(parser)


def run(options: argparse.Namespace) -> None:
    """Write the starts in one file."""
    files = read_samples(options.samples)
    parts = [
        (float(file.attrs["temperature"]), file["spins"][: options.per_temperature])
        for file in files
    ]
    for T, part in parts:
        if len(part) < options.per_temperature:
            log.info("T = %s: all %d configurations, there are no more", label(T), len(part))
    spins = np.concatenate([part for _, part in parts])
    temperature = np.repeat([T for T, _ in parts], [len(part) for _, part in parts])
    write(
        options.output,
        Dataset(
            {
                "spins": Variable(("start", "y", "x"), spins),
                "temperature": Variable(("start",), temperature),
            },
            {"L": np.int32(spins.shape[1]), "model": str(files[0].attrs["model"])},
        ),
        STARTS,
    )
