"""flow: pass configurations up and down through a trained machine."""

import argparse

import numpy as np

from rgflow.contracts.flow import FLOW
from rgflow.contracts.identity import of_layer
from rgflow.errors import DataError
from rgflow.learners.flow import flow
from rgflow.loading.layers import machine_of, read_layers
from rgflow.loading.samples import read_starts
from rgflow.rng import generator
from rgflow.stages import options as opt
from rgflow.store import Dataset, Variable, write


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    opt.add_file(parser, "machine", "trained machine (its first layer)")
    opt.add_file(parser, "starts", "configurations to start from")
    opt.add_setting(parser, "Flow", "lengths", "--length", text="number of up-down passes")
    opt.add_root_seed(parser)
    opt.add_output(parser)


def run(options: argparse.Namespace) -> None:
    """Run the mean and the sampled flow and write where they end."""
    (layer,) = read_layers([options.machine])
    machine = machine_of(layer)
    starts = read_starts(options.starts)
    start = starts["spins"]
    stream, seed = str(layer.attrs["stream"]), int(layer.attrs["seed"])
    if start[0].size != machine.n_visible:
        raise DataError(
            f"has {machine.n_visible} visible units, the starts have {start[0].size} spins",
            where=options.machine,
            remedy="give starts of the size that the machine was trained on",
        )

    def stream_of_step(step: int) -> np.random.Generator:
        return generator(options.root_seed, "flow", stream, seed, step)

    rows = start.reshape(len(start), -1)
    ends = {
        units: flow(machine, rows, options.length, units, stream_of_step).reshape(start.shape)
        for units in ("mean", "sampled")
    }
    write(
        options.output,
        Dataset(
            {
                **{units: Variable(("start", "y", "x"), end) for units, end in ends.items()},
                "start_temperature": Variable(("start",), starts["temperature"]),
            },
            {
                **of_layer(layer),
                "stream": stream,
                "length": np.int32(options.length),
                "L": np.int32(start.shape[1]),
                "model": str(starts.attrs["model"]),
            },
        ),
        FLOW,
    )
