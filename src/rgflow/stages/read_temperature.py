"""read-temperature: read the temperatures of block-spin lattices or of hidden layers."""

import argparse
import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.contracts.coarse_grain import COARSE
from rgflow.contracts.identity import identity_of, of_layer
from rgflow.contracts.read_temperature import READ
from rgflow.contracts.train_probe import PROBE
from rgflow.errors import DataError, ParameterError
from rgflow.learners.stack import pass_through
from rgflow.loading.layers import machines_of, read_layers
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
    opt.add_settings(parser, "Machine", "between")
    opt.add_root_seed(parser)
    opt.add_output(parser)


def run(options: argparse.Namespace) -> None:
    """Count the classes of every layer that has a thermometer of its size."""
    (samples,) = read_samples(options.lattices[:1])
    given = [read(path, PROBE) for path in options.thermometers]
    _require_equal_classes(options.thermometers, given)
    named = [(options.lattices[0], samples), *zip(options.thermometers, given, strict=True)]
    model = shared_model((path, str(file.attrs["model"])) for path, file in named)
    thermometers = {int(file.attrs["L"]): file for file in given}
    temperature = float(samples.attrs["temperature"])
    if options.layers:
        of, lattices = _stack(options, samples, temperature)
    else:
        of, lattices = _blocked(options.lattices[1:])
    known = [
        (number, lattice)
        for number, lattice in enumerate([samples["spins"], *lattices])
        if lattice.shape[1] in thermometers
    ]
    if not known:
        raise DataError(
            f"no layer has one of the sizes {sorted(thermometers)} of the thermometers",
            remedy="give --thermometers of the sizes of the lattices",
        )
    write(options.output, _dataset(known, thermometers, of, temperature, model), READ)


def _require_equal_classes(paths: list[Path], thermometers: list[Dataset]) -> None:
    """Refuse thermometers whose classes differ: their counts share one axis."""
    for path, thermometer in zip(paths, thermometers, strict=True):
        if not np.array_equal(thermometer["temperature"], thermometers[0]["temperature"]):
            raise DataError(
                f"knows other temperature classes than {paths[0]}",
                where=path,
                remedy="list all sizes that blocking leads to in probe.coarse, or none",
            )


def _blocked(paths: list[Path]) -> tuple[dict[str, Any], list[NDArray[Any]]]:
    """Return the block-spin lattices of one rule or control, step by step, and what they are of."""
    if not paths:
        raise ParameterError(
            "nothing but the input is given",
            remedy="give its block-spin lattices after it in --lattices, or --layers",
        )
    files = [read(path, COARSE) for path in paths]
    of = identity_of(files[0])
    for path, file in zip(paths, files, strict=True):
        if identity_of(file) != of:
            raise DataError(
                f"is {identity_of(file)}, {paths[0]} is {of}",
                where=path,
                remedy="give the steps of one rule or control",
            )
    return of, [file["spins"] for file in files]


def _stack(
    options: argparse.Namespace, samples: Dataset, temperature: float
) -> tuple[dict[str, Any], list[NDArray[Any]]]:
    """Return the drawn hidden layers of a stack as square lattices, and what they are of."""
    layers = read_layers(options.layers)
    of, seed = of_layer(layers[0]), int(layers[0].attrs["seed"])
    name = ("read-temperature", str(layers[0].attrs["stream"]), seed, repr(temperature))
    units = pass_through(
        machines_of(layers),
        visible_units([samples]),
        options.between,
        lambda layer: generator(options.root_seed, *name, layer),
    )
    sizes = [math.isqrt(layer.shape[1]) for layer in units]
    if any(size**2 != layer.shape[1] for size, layer in zip(sizes, units, strict=True)):
        raise DataError(
            f"the layers of {of['source']} are no square lattices",
            remedy="use layers with a square number of units",
        )
    return of, [layer.reshape(-1, size, size) for size, layer in zip(sizes, units, strict=True)]


def _dataset(
    lattices: list[tuple[int, NDArray[Any]]],
    thermometers: dict[int, Dataset],
    of: dict[str, Any],
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
        {**of, "input_temperature": temperature, "model": model},
    )
