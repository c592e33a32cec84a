"""train-rbm: train one layer of a restricted Boltzmann machine."""

import argparse
import logging
from pathlib import Path

import numpy as np

from rgflow.checkpoint import FileCheckpoint, content_hash
from rgflow.config.recipes import Recipe, recipe_of
from rgflow.contracts.train_rbm import RBM as RBM_CONTRACT
from rgflow.learners.rbm.spectrum import singular_values
from rgflow.learners.rbm.training import Training, train
from rgflow.learners.stack import pass_through
from rgflow.loading.layers import machines_of, read_layers
from rgflow.loading.samples import read_samples, visible_units
from rgflow.provenance import code_map
from rgflow.rng import generator
from rgflow.stages import options as opt
from rgflow.store import Dataset, Variable, write

log = logging.getLogger("rgflow")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb; those of the recipe come from its fields."""
    opt.add_files(parser, "samples", "training configurations")
    parser.add_argument(
        "--below", type=Path, nargs="*", default=[], help="trained layers below, lowest first"
    )
    parser.add_argument("--machine", required=True, help="name of the machine")
    parser.add_argument(
        "--stream", required=True, help="name of its random streams: a machine renamed keeps it"
    )
    parser.add_argument("--seed", type=int, required=True, help="number of the training")
    opt.add_setting(parser, "Machine", "layers", "--hidden", text="hidden units")
    opt.add_settings(parser, "Machine", "between")
    opt.add_settings(parser, "Recipe")
    opt.add_held_out_share(parser)
    opt.add_root_seed(parser)
    opt.add_output(parser)


def run(options: argparse.Namespace) -> None:
    """Train the layer and write its snapshots."""
    recipe = recipe_of({name: getattr(options, name) for name in Recipe.model_fields})
    layer = len(options.below) + 1
    stream = ("train-rbm", options.stream, options.seed, layer)
    data = _training_data(options)
    checkpoint = FileCheckpoint(
        options.output,
        lambda: {
            "data": content_hash(data),
            "hidden": options.hidden,
            "recipe": recipe.model_dump(),
            "stream": [options.root_seed, *stream],
            "code": code_map(__name__),
        },
    )
    training = train(
        data,
        options.hidden,
        recipe,
        generator(options.root_seed, *stream),
        checkpoint=checkpoint,
        progress=_Progress(recipe.updates),
    )
    attributes = {
        "machine": options.machine,
        "control": "",
        "stream": options.stream,
        "seed": options.seed,
        "layer": layer,
        "recipe": recipe.model_dump_json(),
        "training_size": len(data),
    }
    write(options.output, _dataset(training, attributes), RBM_CONTRACT)
    checkpoint.remove()


def _training_data(options: argparse.Namespace) -> np.ndarray:
    """Return the configurations, or what the layers below make of them, as rows."""
    visible = visible_units(read_samples(options.samples), options.held_out_share)
    if not options.below:
        return visible
    below = machines_of(read_layers(options.below))
    name = ("train-rbm", options.stream, options.seed, "data of layer")
    return pass_through(
        below, visible, options.between, lambda layer: generator(options.root_seed, *name, layer)
    )[-1]


def _dataset(training: Training, attributes: dict[str, object]) -> Dataset:
    return Dataset(
        {
            "update": Variable(("snapshot",), np.asarray(training.updates)),
            "weights": Variable(("snapshot", "visible", "hidden"), training.weights),
            "visible_bias": Variable(("snapshot", "visible"), training.visible_bias),
            "hidden_bias": Variable(("snapshot", "hidden"), training.hidden_bias),
            "reconstruction_error": Variable(("snapshot",), training.reconstruction_error),
            "singular_value": Variable(("snapshot", "mode"), singular_values(training.weights)),
        },
        attributes,
    )


class _Progress:
    """Writes a line at each snapshot."""

    def __init__(self, updates: int) -> None:
        self._updates = updates

    def __call__(self, update: int, error: float) -> None:
        log.info("update %6d of %d: reconstruction error %.4f", update, self._updates, error)
