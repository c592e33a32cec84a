"""multiverse: train a machine by one set of open choices and read its flows.

All in one job, so that hundreds of machines leave one small file each: what the claims about flows
look at, for every thermometer, estimator, form and window.
"""

import argparse
import logging
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.analysis.aggregate import mean_of_classes
from rgflow.analysis.magnetization import delta_m
from rgflow.analysis.measured import Ensembles, measured
from rgflow.analysis.scaling import EPSILON_FORMS, delta_epsilon, delta_sigma
from rgflow.config import temperatures
from rgflow.config.choices import Units
from rgflow.config.recipes import Recipe, recipe_of
from rgflow.contracts.identity import identity
from rgflow.contracts.multiverse import MULTIVERSE
from rgflow.contracts.train_probe import PROBE
from rgflow.errors import DataError, DivergedError
from rgflow.learners.flow import flow
from rgflow.learners.rbm.training import Training, train
from rgflow.loading.models import shared_model
from rgflow.loading.samples import read_samples, read_starts, visible_units
from rgflow.loading.thermometers import read_classes
from rgflow.observables.ensemble import ESTIMATORS, Axes
from rgflow.rng import generator
from rgflow.stages import options as opt
from rgflow.store import Dataset, Variable, read, write

log = logging.getLogger("rgflow")

KINDS: tuple[Units, ...] = ("mean", "sampled")
_BLOCKS = 2
"""No errors are made of blocks here: the spread over machines and thermometers is the error."""
_START = 0
"""Where the start temperature is among the thermometers of a measurement."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb; those of the recipe come from its fields."""
    opt.add_files(parser, "samples", "training configurations")
    opt.add_file(parser, "starts", "configurations that the flows start from")
    opt.add_files(parser, "thermometers", "thermometers of the lattice")
    parser.add_argument("--machine", required=True, help="name of the machine that is varied")
    parser.add_argument("--choice", required=True, help="name of the set of choices")
    parser.add_argument("--varied-recipe", required=True, help="name of the recipe that is varied")
    parser.add_argument("--seed", type=int, required=True, help="number of the training")
    opt.add_setting(parser, "Machine", "layers", "--hidden", text="hidden units")
    opt.add_settings(parser, "Recipe")
    opt.add_held_out_share(parser)
    opt.add_setting(parser, "Multiverse", "snapshots", "--last")
    opt.add_setting(parser, "Flow", "lengths", "--length", text="number of up-down passes")
    opt.add_temperatures(parser, "near", "classes whose two-point functions are fitted")
    parser.add_argument(
        "--windows", type=opt.window, nargs="+", required=True, metavar="T,T,T",
        help="class temperatures of the magnetization fits",
    )  # fmt: skip
    opt.add_root_seed(parser)
    opt.add_output(parser)


def run(options: argparse.Namespace) -> None:
    """Train, follow the flows of the last snapshots, sort, fit, and write."""
    recipe = recipe_of({name: getattr(options, name) for name in Recipe.model_fields})
    starts = read_starts(options.starts)
    thermometers = _thermometers(options.thermometers, str(starts.attrs["model"]))
    classes = thermometers[0]["temperature"]
    try:
        training = _trained(options, recipe)
    except DivergedError as error:
        log.info("%s: %s", options.choice, error.what)
        training = None
    axes = Axes(
        temperature=np.union1d(classes, starts["temperature"]),
        near_temperature=np.array(
            sorted(opt.at(str(starts.attrs["model"]), T) for T in options.near)
        ),
        blocks=_BLOCKS,
        size=int(starts.attrs["L"]),
    )

    def read_as(spins: NDArray[Any]) -> dict[str, NDArray[np.float64]]:
        found = {}
        for number, thermometer in enumerate(thermometers):
            by = read_classes(thermometer, spins)
            found["exact"] = classes[by["exact"]]
            found[f"mlp{number}"] = classes[by["mlp"]]
        return found

    updates = [update for update in recipe.snapshot_updates() if update > 0][-options.last :]
    labels = {
        "kind": np.array(KINDS),
        "update": np.array(updates, np.int64),
        "thermometer": np.array(["exact", *(f"mlp{n}" for n in range(len(thermometers)))]),
        "near_temperature": axes.near_temperature,
        "estimator": np.array(ESTIMATORS),
        "epsilon_form": np.array(EPSILON_FORMS),
        "window": np.array([", ".join(map(temperatures.label, w)) for w in options.windows]),
        "temperature": np.unique(starts["temperature"]),
    }
    numbers = _nothing(labels)
    if training is not None:
        ends = _ends(options, training, starts, len(updates))
        numbers = _numbers(measured(ends, axes, read_as), options.windows, labels)
    attributes = {
        "machine": options.machine,
        "choice": options.choice,
        "varied_recipe": options.varied_recipe,
        "recipe": recipe.model_dump_json(),
        "seed": np.int32(options.seed),
        "length": np.int32(options.length),
        "L": np.int32(axes.size),
        "model": str(starts.attrs["model"]),
        "diverged": np.int32(training is None),
    }
    variables = {name: Variable((name,), values) for name, values in labels.items()} | {
        name: Variable(MULTIVERSE.fields[name].dims, values) for name, values in numbers.items()
    }
    write(options.output, Dataset(variables, attributes), MULTIVERSE)


def _thermometers(paths: Iterable[Any], model: str) -> list[Dataset]:
    """Return the thermometers, which must know the same classes of the same model."""
    files = [(path, read(path, PROBE)) for path in paths]
    shared_model([("starts", model), *((path, str(file.attrs["model"])) for path, file in files)])
    first = files[0][1]["temperature"]
    for path, file in files:
        if not np.array_equal(file["temperature"], first):
            raise DataError(
                "knows other classes than the first thermometer",
                where=path,
                remedy="give thermometers of one lattice and one experiment",
            )
    return [file for _, file in files]


def _trained(options: argparse.Namespace, recipe: Recipe) -> Training:
    data = visible_units(read_samples(options.samples), options.held_out_share)
    rng = generator(options.root_seed, "multiverse", options.choice, options.seed)
    return train(data, options.hidden, recipe, rng)


def _ends(
    options: argparse.Namespace, training: Training, starts: Dataset, snapshots: int
) -> Ensembles:
    """Return where the flows of the last snapshots end, these in place of lengths."""
    rows = starts["spins"].reshape(len(starts["spins"]), -1)
    stream = ("multiverse", options.choice, options.seed, "flow")
    spins = [
        flow(
            training.machine(snapshot), rows, options.length, kind,
            lambda step: generator(options.root_seed, *stream, step),
        ).reshape(starts["spins"].shape)
        for kind in KINDS
        for snapshot in range(-snapshots, 0)
    ]  # fmt: skip
    lengths = tuple(int(update) for update in training.updates[-snapshots:])
    model = str(starts.attrs["model"])
    return Ensembles(
        KINDS, lengths, spins, starts["temperature"], identity(options.choice), "", model
    )


def _nothing(labels: dict[str, NDArray[Any]]) -> dict[str, NDArray[np.float64]]:
    """Return NaN for every number: of a training that diverged."""
    return {
        name: np.full([labels[dim].size for dim in field.dims], np.nan)
        for name, field in MULTIVERSE.fields.items()
        if name not in labels
    }


def _numbers(
    sums: Dataset, windows: list[tuple[float, ...]], labels: dict[str, NDArray[Any]]
) -> dict[str, NDArray[np.float64]]:
    """Return everything that is fitted to or read from the sums, without the start temperature."""
    once = np.ones((1, _BLOCKS))
    fits = {**delta_sigma(sums, once), **delta_epsilon(sums, once), **delta_m(sums, windows, once)}
    wanted = ("delta_sigma", "delta_epsilon", "delta_m", "t_c")
    count = sums["count"].sum(axis=-1)
    started = np.searchsorted(sums["temperature"], labels["temperature"])
    energy = sums["sum_energy"].sum(axis=-1)[:, :, _START, started]
    return {
        **{name: _after(fits[name], _START) for name in wanted},
        "mean_class": _after(mean_of_classes(sums["temperature"], count), _START),
        "energy": energy / count[:, :, _START, started],
    }


def _after(values: NDArray[Any], place: int) -> NDArray[np.float64]:
    """Return numbers (kind, update, thermometer, ...) of the thermometers behind a place."""
    return np.asarray(values[:, :, place + 1 :], np.float64)
