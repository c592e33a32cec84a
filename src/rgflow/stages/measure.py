"""measure: sort configurations into temperature classes and sum their observables."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.contracts.flow import FLOW
from rgflow.contracts.identity import identity, identity_of
from rgflow.contracts.measure import MEASURE
from rgflow.contracts.train_probe import PROBE
from rgflow.errors import DataError
from rgflow.loading.models import shared_model
from rgflow.loading.samples import read_samples
from rgflow.loading.thermometers import read_classes
from rgflow.models.base.law import law
from rgflow.observables.classes import class_of
from rgflow.observables.ensemble import (
    ESTIMATORS,
    OPERATORS,
    Axes,
    class_sums,
    distances,
    pair_sums,
    spin_correlation,
    stack_sums,
)
from rgflow.stages import options as opt
from rgflow.store import Dataset, Variable, read, write
from rgflow.thermometers.energy import energy_temperature


@dataclass(frozen=True)
class Ensembles:
    """Configurations (n, L, L) of each (kind, length), and the temperature each started from."""

    kinds: tuple[str, ...]
    lengths: tuple[int, ...]
    spins: list[NDArray[Any]]
    start: NDArray[np.float64]
    identity: dict[str, Any]
    stream: str
    model: str


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--flows", type=Path, nargs="+", help="flows of one machine, all lengths")
    source.add_argument("--samples", type=Path, nargs="+", help="samples of one size")
    parser.add_argument(
        "--thermometer", type=Path, nargs="*", default=[], help="thermometer of the size, if any"
    )
    opt.add_temperatures(parser, "near", "classes whose two-point functions are kept")
    opt.add_setting(parser, "Measurement", "blocks")
    opt.add_output(parser)


def run(options: argparse.Namespace) -> None:
    """Sum the observables of every ensemble under every thermometer."""
    ensembles = _flows(options.flows) if options.flows else _samples(options.samples)
    thermometer = read(options.thermometer[0], PROBE) if options.thermometer else None
    if thermometer:
        read_by = (options.thermometer[0], str(thermometer.attrs["model"]))
        shared_model([(str(ensembles.identity["source"]), ensembles.model), read_by])
    classes = thermometer["temperature"] if thermometer else np.empty(0)
    axes = Axes(
        temperature=np.union1d(classes, ensembles.start),
        near_temperature=np.array(sorted(opt.at(ensembles.model, T) for T in options.near)),
        blocks=options.blocks,
        size=ensembles.spins[0].shape[1],
    )
    shape = (len(ensembles.kinds), len(ensembles.lengths))
    names: list[str] = []
    parts = []
    energies = [law(ensembles.model).energy(spins) / axes.size**2 for spins in ensembles.spins]
    for spins, energy in zip(ensembles.spins, energies, strict=True):
        temperatures = {"start": ensembles.start}
        if thermometer:
            read_as = read_classes(thermometer, spins)
            temperatures |= {name: classes[index] for name, index in read_as.items()}
        names = list(temperatures)
        parts += [_sums(spins, energy, read_as, axes) for read_as in temperatures.values()]
    sums = stack_sums(parts, (*shape, len(names)))
    write(options.output, _dataset(ensembles, axes, names, energies, sums), MEASURE)


def _flows(paths: list[Path]) -> Ensembles:
    files = sorted((read(path, FLOW) for path in paths), key=lambda file: int(file.attrs["length"]))
    machines = {(file.attrs["source"], int(file.attrs["seed"])) for file in files}
    if len(machines) > 1:
        raise DataError(
            f"flows of several machines: {sorted(machines)}", remedy="give those of one machine"
        )
    kinds = ("mean", "sampled")
    return Ensembles(
        kinds,
        tuple(int(file.attrs["length"]) for file in files),
        [file[kind] for kind in kinds for file in files],
        files[0]["start_temperature"],
        identity_of(files[0]),
        str(files[0].attrs["stream"]),
        shared_model(("flows", str(file.attrs["model"])) for file in files),
    )


def _samples(paths: list[Path]) -> Ensembles:
    files = read_samples(paths)
    start = [np.full(len(file["spins"]), float(file.attrs["temperature"])) for file in files]
    spins = np.concatenate([file["spins"] for file in files])
    name, model = "monte_carlo", str(files[0].attrs["model"])
    return Ensembles((name,), (0,), [spins], np.concatenate(start), identity(name), name, model)


def _sums(
    spins: NDArray[Any], energy: NDArray[np.float64], read_as: NDArray[np.float64], axes: Axes
) -> dict[str, NDArray[np.float64]]:
    """Return all sums of one ensemble whose configurations were read as these temperatures."""
    return {
        **class_sums(spins, energy, class_of(read_as, axes.temperature), axes),
        **pair_sums(spins, class_of(read_as, axes.near_temperature), axes),
    }


def _dataset(
    ensembles: Ensembles,
    axes: Axes,
    names: list[str],
    energies: list[NDArray[np.float64]],
    sums: dict[str, NDArray[np.float64]],
) -> Dataset:
    labels = {
        "kind": np.array(ensembles.kinds),
        "length": np.array(ensembles.lengths),
        "thermometer": np.array(names),
        "temperature": axes.temperature,
        "near_temperature": axes.near_temperature,
        "operator": np.array(OPERATORS),
        "estimator": np.array(ESTIMATORS),
    }
    distance, pairs = distances(axes)
    shape = (len(ensembles.kinds), len(ensembles.lengths))
    energy = np.array([values.mean() for values in energies]).reshape(shape)
    matched = energy_temperature(law(ensembles.model), axes.size, energy)
    correlation = np.stack([spin_correlation(spins, axes) for spins in ensembles.spins])
    values = {
        **sums,
        "spin_correlation": correlation.reshape(*shape, -1),
        "distance": distance,
        "pairs": pairs,
        "mean_energy": energy,
        "energy_temperature": np.where(matched.clipped, np.nan, matched.temperature),
    }
    return Dataset(
        {
            **{name: Variable((name,), label) for name, label in labels.items()},
            **{name: Variable(MEASURE.fields[name].dims, array) for name, array in values.items()},
        },
        {
            **ensembles.identity,
            "stream": ensembles.stream,
            "L": np.int32(axes.size),
            "model": ensembles.model,
        },
    )
