"""assess-rbm: measure what a machine learned, snapshot by snapshot."""

import argparse
import logging
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.contracts.assess_rbm import ASSESS
from rgflow.contracts.train_probe import PROBE
from rgflow.errors import DataError
from rgflow.learners.flow import flow
from rgflow.learners.rbm.annealing import log_partition
from rgflow.learners.rbm.couplings import coupling_profile, effective_couplings
from rgflow.learners.rbm.data_law import entropy as entropy_of
from rgflow.learners.rbm.data_law import mixture_log_law
from rgflow.learners.rbm.likelihood import Estimate, kl_divergence, log_law, mean_log_likelihood
from rgflow.learners.rbm.model import RBM
from rgflow.loading.layers import machine_of, read_layers
from rgflow.loading.models import shared_model
from rgflow.loading.samples import held_out_units, read_samples
from rgflow.loading.thermometers import read_classes
from rgflow.models.base.law import Law, law
from rgflow.rng import generator
from rgflow.stages import options as opt
from rgflow.store import Dataset, Variable, read, write
from rgflow.thermometers.energy import energy_temperature

log = logging.getLogger("rgflow")
THERMOMETERS = ("mlp", "exact")
Column = dict[str, Any]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    opt.add_file(parser, "machine", "trained machine (its first layer)")
    opt.add_files(parser, "samples", "the machine's training samples, with their held-out part")
    opt.add_file(parser, "thermometer", "thermometer of the size")
    opt.add_held_out_share(parser)
    opt.add_settings(parser, "Assessment", "chains", "steps", "settle_starts", "settle_length")
    opt.add_root_seed(parser)
    opt.add_output(parser)


def run(options: argparse.Namespace) -> None:
    """Assess every snapshot and write."""
    (layer,) = read_layers([options.machine])
    samples = read_samples(options.samples)
    thermometer = read(options.thermometer, PROBE)
    given = {options.samples[0]: samples[0], options.thermometer: thermometer}
    model = law(shared_model((path, str(file.attrs["model"])) for path, file in given.items()))
    held_out = held_out_units(samples, options.held_out_share)
    if len(held_out) < 2:
        raise DataError(
            f"{len(held_out)} held-out configurations", remedy="raise held_out_share of the machine"
        )
    data_law = _data_law(model, samples, held_out)
    entropy = entropy_of(data_law)
    start = held_out[:: -(-len(held_out) // options.settle_starts)]
    name, seed = str(layer.attrs["stream"]), int(layer.attrs["seed"])
    columns = []
    for snapshot, update in enumerate(layer["update"]):
        stream = ("assess-rbm", name, seed, int(update))
        rng = generator(options.root_seed, *stream, "annealing")
        machine = machine_of(layer, snapshot)
        ln_z = log_partition(machine, rng, chains=options.chains, steps=options.steps)
        columns.append(
            {
                **_likelihood(machine, held_out, ln_z, data_law),
                **_couplings(machine),
                **_settled(machine, start, model, thermometer, options, stream),
            }
        )
        log.info("update %d: KL %.3f nat", update, columns[-1]["kl_divergence"])
    attributes = {
        "machine": str(layer.attrs["machine"]),
        "seed": np.int32(seed),
        "L": np.int32(thermometer.attrs["L"]),
        "model": str(thermometer.attrs["model"]),
        "recipe": str(layer.attrs["recipe"]),
        "hidden": np.int32(machine_of(layer).n_hidden),
        "coldest": float(samples[0].attrs["temperature"]),
        "hottest": float(samples[-1].attrs["temperature"]),
        "settle_length": np.int32(options.settle_length),
        "held_out_size": np.int32(len(held_out)),
    }
    write(options.output, _dataset(columns, layer, thermometer, entropy, attributes), ASSESS)


def _data_law(
    model: Law, samples: list[Dataset], held_out: NDArray[np.int8]
) -> NDArray[np.float64]:
    """Return ln q of each configuration under the mixture of temperatures of the data."""
    L = int(samples[0].attrs["L"])
    temperatures = np.array([float(file.attrs["temperature"]) for file in samples])
    warm = temperatures > 0
    log_z = np.zeros(len(temperatures))
    log_z[warm] = model.log_partition(L, temperatures[warm])
    energy = model.energy(held_out.reshape(-1, L, L))
    return mixture_log_law(energy, temperatures, log_z, model.ground_energy(L))


def _likelihood(
    machine: RBM, held_out: NDArray[np.int8], ln_z: Estimate, data_law: NDArray[np.float64]
) -> Column:
    machine_law = log_law(machine, held_out, ln_z)
    likelihood = mean_log_likelihood(machine_law, ln_z)
    divergence = kl_divergence(machine_law, data_law, ln_z)
    return {
        "log_likelihood": likelihood.value,
        "log_likelihood_error": likelihood.error,
        "free_energy": -likelihood.value - ln_z.value,
        "log_partition": ln_z.value,
        "log_partition_error": ln_z.error,
        "kl_divergence": divergence.value,
        "kl_divergence_error": divergence.error,
    }


def _couplings(machine: RBM) -> Column:
    profile = coupling_profile(effective_couplings(machine).pair, int(np.sqrt(machine.n_visible)))
    return {
        "distance": profile.distance,
        "coupling": profile.mean,
        "coupling_scatter": profile.scatter,
    }


def _settled(
    machine: RBM,
    start: NDArray[np.int8],
    model: Law,
    thermometer: Dataset,
    options: argparse.Namespace,
    stream: tuple[str | int, ...],
) -> Column:
    """Return energy, |m| and temperature classes at the end of a long sampled flow."""

    def stream_of_step(step: int) -> np.random.Generator:
        return generator(options.root_seed, *stream, "flow", step)

    L = int(thermometer.attrs["L"])
    end = flow(machine, start, options.settle_length, "sampled", stream_of_step).reshape(-1, L, L)
    energy = model.energy(end) / L**2
    matched = energy_temperature(model, L, energy.mean())
    read_as = read_classes(thermometer, end)
    n_classes = len(thermometer["temperature"])
    return {
        "settled_count": np.stack(
            [np.bincount(read_as[name], minlength=n_classes) for name in THERMOMETERS]
        ),
        "settled_energy": energy.mean(),
        "settled_energy_error": energy.std(ddof=1) / np.sqrt(len(energy)),
        "settled_abs_m": np.abs(end.mean(axis=(1, 2))).mean(),
        "settled_temperature": np.nan if matched.clipped else float(matched.temperature),
    }


def _dataset(
    columns: list[Column],
    layer: Dataset,
    thermometer: Dataset,
    entropy: Estimate,
    attributes: dict[str, Any],
) -> Dataset:
    per_snapshot = [name for name in columns[0] if name != "distance"]
    values = {
        "update": layer["update"],
        "entropy": np.array(entropy.value),
        "entropy_error": np.array(entropy.error),
        "distance": columns[0]["distance"],
        "thermometer": np.array(THERMOMETERS),
        "temperature": thermometer["temperature"],
        **{name: np.array([column[name] for column in columns]) for name in per_snapshot},
    }
    return Dataset(
        {name: Variable(ASSESS.fields[name].dims, array) for name, array in values.items()},
        attributes,
    )
