"""read-temperature: read the temperatures of block-spin lattices or of hidden layers."""

import argparse
import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.contracts.coarse_grain import COARSE
from rgflow.contracts.read_temperature import READ
from rgflow.contracts.train_probe import PROBE
from rgflow.errors import DataError
from rgflow.loading.layers import hidden_layers, read_layers
from rgflow.loading.models import shared_model
from rgflow.loading.samples import read_samples, visible_units
from rgflow.loading.thermometers import read_classes
from rgflow.models.base.law import law
from rgflow.rng import generator
from rgflow.stages import options as opt
from rgflow.store import Dataset, Variable, read, write
from rgflow.thermometers.energy import energy_temperature

THERMOMETERS = ("mlp", "exact")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    opt.add_files(parser, "lattices", "samples, and their block-spin lattices step by step")
    opt.add_files(parser, "layers", "trained layers to pass the samples through", required=False)
    opt.add_files(parser, "thermometers", "one of each size that occurs")
    parser.add_argument("--between", choices=("mean", "sampled"), default="sampled")
    parser.add_argument("--root-seed", type=int, default=0, help="root of the random streams")
    opt.add_output(parser)


def run(options: argparse.Namespace) -> None:
    """Count the classes of every layer that has a thermometer of its size."""
    (samples,) = read_samples(options.lattices[:1])
    given = [read(path, PROBE) for path in options.thermometers]
    _require_equal_classes(options.thermometers, given)
    known = zip(options.thermometers, given, strict=True)
    named = [(options.lattices[0], samples), *known]
    model = shared_model((path, str(file.attrs["model"])) for path, file in named)
    thermometers = {int(file.attrs["L"]): file for file in given}
    temperature = float(samples.attrs["temperature"])
    if options.layers:
        source, seed, lattices = _stack(options, samples, temperature)
    else:
        blocked = [read(path, COARSE) for path in options.lattices[1:]]
        source = str(blocked[0].attrs["transformation"])
        seed = int(blocked[0].attrs.get("seed", 0))
        lattices = [file["spins"] for file in blocked]
    read_layers_ = [
        (number, lattice)
        for number, lattice in enumerate([samples["spins"], *lattices])
        if lattice.shape[1] in thermometers
    ]
    write(
        options.output,
        _dataset(read_layers_, thermometers, source, seed, temperature, model),
        READ,
    )


def _require_equal_classes(paths: list[Path], thermometers: list[Dataset]) -> None:
    """Refuse thermometers whose classes differ: their counts share one axis."""
    for path, thermometer in zip(paths, thermometers, strict=True):
        if not np.array_equal(thermometer["temperature"], thermometers[0]["temperature"]):
            raise DataError(
                f"knows other temperature classes than {paths[0]}",
                where=path,
                remedy="list all sizes that blocking leads to in probe.coarse, or none",
            )


def _stack(
    options: argparse.Namespace, samples: Dataset, temperature: float
) -> tuple[str, int, list[NDArray[Any]]]:
    """Return the drawn hidden layers of a stack as square lattices."""
    layers = read_layers(options.layers)
    source, seed = str(layers[0].attrs["machine"]), int(layers[0].attrs["seed"])
    name = ("read-temperature", source, seed, repr(temperature))
    units = hidden_layers(
        layers,
        visible_units([samples]),
        options.between,
        lambda layer: generator(options.root_seed, *name, layer),
        top=options.between,
    )
    sizes = [math.isqrt(layer.shape[1]) for layer in units]
    if any(size**2 != layer.shape[1] for size, layer in zip(sizes, units, strict=True)):
        raise DataError(
            f"the layers of {source} are no square lattices",
            remedy="use layers with a square number of units",
        )
    return (
        source,
        seed,
        [layer.reshape(-1, size, size) for size, layer in zip(sizes, units, strict=True)],
    )


def _dataset(
    lattices: list[tuple[int, NDArray[Any]]],
    thermometers: dict[int, Dataset],
    source: str,
    seed: int,
    temperature: float,
    model: str,
) -> Dataset:
    sizes = [lattice.shape[1] for _, lattice in lattices]
    classes = thermometers[sizes[0]]["temperature"]
    count = np.zeros((len(lattices), len(THERMOMETERS), classes.size), np.int64)
    for row, (_, lattice) in enumerate(lattices):
        read_as = read_classes(thermometers[sizes[row]], lattice)
        for column, name in enumerate(THERMOMETERS):
            count[row, column] = np.bincount(read_as[name], minlength=classes.size)
    in_model = law(model)
    energies = [in_model.energy(lattice) / lattice[0].size for _, lattice in lattices]
    energy = np.array([values.mean() for values in energies])
    matched = [energy_temperature(in_model, L, u) for L, u in zip(sizes, energy, strict=True)]
    return Dataset(
        {
            "layer": Variable(("layer",), np.array([number for number, _ in lattices])),
            "size": Variable(("layer",), np.array(sizes)),
            "thermometer": Variable(("thermometer",), np.array(THERMOMETERS)),
            "temperature": Variable(("temperature",), classes),
            "count": Variable(("layer", "thermometer", "temperature"), count),
            "mean_energy": Variable(("layer",), energy),
            "energy_temperature": Variable(
                ("layer",),
                np.array([np.nan if m.clipped else float(m.temperature) for m in matched]),
            ),
        },
        {
            "source": source,
            "seed": np.int32(seed),
            "input_temperature": temperature,
            "model": model,
        },
    )
