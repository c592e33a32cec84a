"""flow: pass configurations up and down through a trained machine."""

import argparse

import numpy as np

from rgflow.contracts.flow import FLOW
from rgflow.errors import DataError
from rgflow.rbm.flow import flow
from rgflow.rng import generator
from rgflow.stages import options as opt
from rgflow.stages.inputs import machine_of, read_layers, read_samples
from rgflow.store import Dataset, Variable, write


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    opt.add_file(parser, "machine", "trained machine (its first layer)")
    opt.add_files(parser, "samples", "configurations to start from")
    parser.add_argument(
        "--starts-per-temperature", type=int, required=True, help="the first so many of each file"
    )
    parser.add_argument("--length", type=int, required=True, help="number of up-down passes")
    opt.add_root_seed(parser)
    opt.add_output(parser)


def run(options: argparse.Namespace) -> None:
    """Run the mean and the sampled flow and write where they end."""
    (layer,) = read_layers([options.machine])
    machine = machine_of(layer)
    samples = read_samples(options.samples)
    count = options.starts_per_temperature
    start = np.concatenate([file["spins"][:count] for file in samples])
    temperature = np.concatenate(
        [np.full(len(file["spins"][:count]), file.attrs["temperature"]) for file in samples]
    )
    name, seed = str(layer.attrs["machine"]), int(layer.attrs["seed"])
    if start[0].size != machine.n_visible:
        raise DataError(
            f"has {machine.n_visible} visible units, the samples have {start[0].size} spins",
            where=options.machine,
            remedy="give samples of the size that the machine was trained on",
        )

    def stream_of_step(step: int) -> np.random.Generator:
        return generator(options.root_seed, "flow", name, seed, step)

    rows = start.reshape(len(start), -1)
    ends = {
        kind: flow(machine, rows, options.length, kind, stream_of_step).reshape(start.shape)
        for kind in ("mean", "sampled")
    }
    write(
        options.output,
        Dataset(
            {
                **{kind: Variable(("start", "y", "x"), end) for kind, end in ends.items()},
                "start_temperature": Variable(("start",), temperature),
            },
            {
                "machine": name,
                "seed": seed,
                "length": options.length,
                "L": start.shape[1],
            },
        ),
        FLOW,
    )
