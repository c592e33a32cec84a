"""measure: sort configurations into temperature classes and sum their observables."""

import argparse
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.analysis.measured import Ensembles, measured
from rgflow.contracts.flow import FLOW
from rgflow.contracts.identity import identity, identity_of
from rgflow.contracts.measure import MEASURE
from rgflow.contracts.train_probe import PROBE
from rgflow.errors import DataError
from rgflow.loading.models import shared_model
from rgflow.loading.samples import read_samples
from rgflow.loading.thermometers import read_classes
from rgflow.observables.ensemble import Axes
from rgflow.stages import options as opt
from rgflow.store import read, write


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

    def read_as(spins: NDArray[Any]) -> dict[str, NDArray[np.float64]]:
        classes_of = read_classes(thermometer, spins) if thermometer else {}
        return {name: classes[index] for name, index in classes_of.items()}

    write(options.output, measured(ensembles, axes, read_as), MEASURE)


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
