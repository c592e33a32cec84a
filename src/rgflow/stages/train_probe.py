"""train-probe: train the MLP thermometer of one lattice size."""

import argparse
import dataclasses
import logging

import numpy as np

from rgflow import lattice_models
from rgflow.contracts.train_probe import PROBE
from rgflow.loading.samples import read_samples
from rgflow.models.base.law import law
from rgflow.rng import generator
from rgflow.stages import options as opt
from rgflow.store import Dataset, Variable, write
from rgflow.thermometers.exact import exact_floor, log_posterior
from rgflow.thermometers.mlp import classify, cross_entropy
from rgflow.thermometers.training import ProbeSettings, Training, train_probe

log = logging.getLogger("rgflow")
_SETTINGS = tuple(field.name for field in dataclasses.fields(ProbeSettings))


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    opt.add_files(parser, "samples", "one file per temperature class, one size")
    opt.add_settings(parser, "Probe", *_SETTINGS)
    opt.add_root_seed(parser)
    opt.add_output(parser)


def run(options: argparse.Namespace) -> None:
    """Train, judge against the exact thermometer on the same held-out data, and write."""
    samples = read_samples(options.samples)
    L, name = int(samples[0].attrs["L"]), str(samples[0].attrs["model"])
    model = law(name)
    temperature = np.array([float(file.attrs["temperature"]) for file in samples])
    spins = np.concatenate([file["spins"] for file in samples])
    labels = np.repeat(np.arange(len(samples)), [len(file["spins"]) for file in samples])
    settings = ProbeSettings(**{name: getattr(options, name) for name in _SETTINGS})
    rng = generator(options.root_seed, "train-probe", *lattice_models.stream(name), L)
    training = train_probe(spins, labels, len(samples), rng, model.move_randomly, settings)
    held_out, true_class = spins[training.validation], labels[training.validation]
    read = classify(training.probe, held_out)
    posterior = log_posterior(model, model.energy(held_out), L, temperature)
    exact_loss = cross_entropy(posterior, true_class)
    floor = exact_floor(model, L, temperature)
    log.info(
        "epoch %d: validation loss %.4f, exact thermometer %.4f on these data, %.4f on average",
        training.best_epoch, training.loss_validation[training.best_epoch - 1], exact_loss,
        floor.cross_entropy,
    )  # fmt: skip
    write(
        options.output,
        Dataset(
            {
                "temperature": Variable(("temperature",), temperature),
                **_network(training),
                **_losses(training),
                "exact_loss_validation": Variable((), np.array(exact_loss)),
                "exact_floor": Variable((), np.array(floor.cross_entropy)),
                "exact_floor_error": Variable(
                    (), np.array(floor.standard_deviation / np.sqrt(len(true_class)))
                ),
                "confusion_mlp": _confusion(true_class, read, len(samples)),
                "confusion_exact": _confusion(true_class, posterior.argmax(axis=1), len(samples)),
            },
            {
                "L": np.int32(L),
                "model": name,
                "best_epoch": np.int32(training.best_epoch),
                "training_size": np.int32(len(training.training)),
                "validation_size": np.int32(len(training.validation)),
            },
        ),
        PROBE,
    )


def _network(training: Training) -> dict[str, Variable]:
    probe = training.probe
    return {
        "weights_hidden": Variable(("input", "hidden"), probe.weights_hidden),
        "bias_hidden": Variable(("hidden",), probe.bias_hidden),
        "weights_output": Variable(("hidden", "temperature"), probe.weights_output),
        "bias_output": Variable(("temperature",), probe.bias_output),
    }


def _losses(training: Training) -> dict[str, Variable]:
    epochs = np.arange(1, len(training.loss_training) + 1)
    return {
        "epoch": Variable(("epoch",), epochs),
        "loss_training": Variable(("epoch",), training.loss_training),
        "loss_validation": Variable(("epoch",), training.loss_validation),
    }


def _confusion(true_class: np.ndarray, read: np.ndarray, n_classes: int) -> Variable:
    table = np.bincount(true_class * n_classes + read, minlength=n_classes**2)
    return Variable(("temperature", "prediction"), table.reshape(n_classes, n_classes))
