"""control: make what is no RBM, or no RG, in the form in which the other stages judge those."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rgflow.coarse.blocking import coarse_grain
from rgflow.config.temperatures import label
from rgflow.contracts.coarse_grain import COARSE
from rgflow.contracts.flow import FLOW
from rgflow.contracts.train_rbm import RBM as RBM_CONTRACT
from rgflow.controls.gauge import fix_gauge
from rgflow.controls.machines import untrained_machine
from rgflow.controls.smoothing import closest_smoothing
from rgflow.controls.spins import biased_spins, scramble, smoothing_step
from rgflow.errors import ParameterError
from rgflow.learners.rbm.spectrum import singular_values
from rgflow.loading.layers import hidden_layers, machine_of, read_layers
from rgflow.loading.samples import read_samples, read_starts, visible_units
from rgflow.observables.hidden_visible import hidden_visible_map, receptive_field_centre
from rgflow.rng import generator
from rgflow.stages import options as opt
from rgflow.store import Dataset, Variable, write

Spins = NDArray[Any]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument("--kind", choices=_KINDS, required=True, help="which control")
    opt.add_files(parser, "samples", "Monte Carlo configurations", required=False)
    opt.add_files(parser, "layers", "trained layers of a machine", required=False)
    opt.add_files(parser, "training-samples", "data that fix the gauge of a stack", required=False)
    parser.add_argument("--between", choices=("mean", "sampled"), default="sampled")
    parser.add_argument("--starts", type=Path, help="configurations that flows start from")
    parser.add_argument("--length", type=int, default=26, help="steps of a flow")
    opt.add_root_seed(parser)
    parser.add_argument(
        "--output", type=Path, nargs="+", required=True,
        help="one flow or layer; or a file per block-spin step or layer of a stack",
    )  # fmt: skip


def run(options: argparse.Namespace) -> None:
    """Make one control."""
    kind = _KINDS[options.kind]
    for name in kind.needs:
        if not getattr(options, name):
            raise ParameterError(
                f"the control '{options.kind}' is made from --{name.replace('_', '-')}",
                remedy="give it",
            )
    if kind.one_file and len(options.output) > 1:
        raise ParameterError(
            f"the control '{options.kind}' is one file, not {len(options.output)}",
            remedy="give one --output",
        )
    kind.make(options)


def _smoothing(options: argparse.Namespace) -> None:
    """Write the flow of the two-number map that comes closest to a trained machine."""
    (layer,) = read_layers(options.layers[:1])
    source = f"smoothing_{layer.attrs['machine']}"
    starts = read_starts(options.starts)
    start = starts["spins"]
    weights = closest_smoothing(machine_of(layer), start)
    rng = generator(options.root_seed, "control", source, int(layer.attrs["seed"]))
    ends: dict[str, Spins] = {"mean": start, "sampled": start}
    for _ in range(options.length):
        ends["mean"] = smoothing_step(ends["mean"], *weights)
        ends["sampled"] = smoothing_step(ends["sampled"], *weights, "sampled", rng)
    extra = {"self_weight": weights.a, "neighbour_weight": weights.c}
    _write_flow(options, source, int(layer.attrs["seed"]), ends, starts, extra)


def _biased_spins(options: argparse.Namespace) -> None:
    """Write independent spins that share nothing but the magnetization with their starts."""
    starts = read_starts(options.starts)
    start = starts["spins"]
    m = start.mean(axis=(1, 2))
    rng = generator(options.root_seed, "control", "biased_spins")
    ends = {
        "mean": np.broadcast_to(m[:, None, None], start.shape),
        "sampled": biased_spins(m, start.shape[1], rng),
    }
    _write_flow(options, "biased_spins", 0, ends, starts, {})


def _untrained(options: argparse.Namespace) -> None:
    """Write a layer with random weights that are as strong as those of the last one given."""
    (path,), layer = options.output, read_layers(options.layers)[-1]
    trained = machine_of(layer)
    source, seed = f"untrained_{layer.attrs['machine']}", int(layer.attrs["seed"])
    rng = generator(options.root_seed, "control", source, seed, int(layer.attrs["layer"]))
    deviation = float(trained.weights.std())
    machine = untrained_machine(trained.n_visible, trained.n_hidden, deviation, rng)
    attributes = {key: layer.attrs[key] for key in RBM_CONTRACT.attributes}
    write(path, _machine(machine.weights, {**attributes, "machine": source}), RBM_CONTRACT)


def _scrambled(options: argparse.Namespace) -> None:
    """Write block-spin lattices with sites permuted and signs flipped, a file per step."""
    (samples,) = read_samples(options.samples)
    for steps, path in enumerate(options.output, start=1):
        blocked = coarse_grain(samples["spins"], "average", steps)
        rng = generator(options.root_seed, "control", "scrambled", steps)
        _write_lattices(path, scramble(blocked, rng), samples, "scrambled", steps, 0)


def _gauge_fixed(options: argparse.Namespace) -> None:
    """Write the layers of a stack with signs and places that make them lattices."""
    layers = read_layers(options.layers)
    name, seed = str(layers[0].attrs["machine"]), int(layers[0].attrs["seed"])
    inputs = [read_samples([path])[0] for path in options.samples]
    if len(options.output) != len(inputs) * len(layers):
        raise ParameterError(
            f"{len(options.output)} files for {len(layers)} layers of {len(inputs)} inputs",
            remedy="give --output a file for each layer of the first --samples, then of the next",
        )
    training = visible_units(read_samples(options.training_samples))
    known = _hidden(options, layers, training, "training", "mean")
    size = int(inputs[0].attrs["L"])
    gauges = []
    for hidden in known:
        maps = hidden_visible_map(training, hidden).reshape(-1, size, size)
        gauges.append(fix_gauge(receptive_field_centre(maps), maps.mean(axis=(1, 2)), size))
    outputs = iter(options.output)
    for samples in inputs:
        what = label(float(samples.attrs["temperature"]))
        shown = _hidden(options, layers, visible_units([samples]), what, options.between)
        for steps, (gauge, hidden) in enumerate(zip(gauges, shown, strict=True), start=1):
            lattices = gauge.apply(hidden)
            _write_lattices(next(outputs), lattices, samples, f"gauge_fixed_{name}", steps, seed)


def _hidden(
    options: argparse.Namespace, layers: list[Dataset], visible: Spins, what: str, top: Any
) -> list[Spins]:
    name, seed = str(layers[0].attrs["machine"]), int(layers[0].attrs["seed"])
    stream = ("control", "gauge_fixed", name, seed, what)
    return hidden_layers(
        layers,
        visible,
        options.between,
        lambda layer: generator(options.root_seed, *stream, layer),
        top=top,
    )


def _write_flow(
    options: argparse.Namespace,
    source: str,
    seed: int,
    ends: Mapping[str, Spins],
    starts: Dataset,
    extra: Mapping[str, float],
) -> None:
    """Write the ends of a flow, as the stage flow does."""
    (path,) = options.output
    variables = {kind: Variable(("start", "y", "x"), spins) for kind, spins in ends.items()}
    size = ends["sampled"].shape[1]
    attributes = {"machine": source, "seed": seed, "length": options.length, "L": size, **extra}
    attributes["model"] = str(starts.attrs["model"])
    temperature = {"start_temperature": Variable(("start",), starts["temperature"])}
    write(path, Dataset({**variables, **temperature}, attributes), FLOW)


def _write_lattices(
    path: Path, lattices: Spins, samples: Dataset, source: str, steps: int, seed: int
) -> None:
    """Write lattices in the form of block-spin lattices."""
    attributes = {
        "L": samples.attrs["L"],
        "temperature": samples.attrs["temperature"],
        "transformation": source,
        "steps": steps,
        "seed": seed,
        "model": str(samples.attrs["model"]),
    }
    write(path, Dataset({"spins": Variable(("sample", "y", "x"), lattices)}, attributes), COARSE)


def _machine(weights: Spins, attributes: Mapping[str, Any]) -> Dataset:
    """Return a machine without fields as the only snapshot of a training."""
    n_visible, n_hidden = weights.shape
    snapshot = weights[None]
    return Dataset(
        {
            "update": Variable(("snapshot",), np.zeros(1)),
            "weights": Variable(("snapshot", "visible", "hidden"), snapshot),
            "visible_bias": Variable(("snapshot", "visible"), np.zeros((1, n_visible))),
            "hidden_bias": Variable(("snapshot", "hidden"), np.zeros((1, n_hidden))),
            "reconstruction_error": Variable(("snapshot",), np.zeros(1)),
            "singular_value": Variable(("snapshot", "mode"), singular_values(snapshot)),
        },
        attributes,
    )


class _Kind(NamedTuple):
    make: Callable[[argparse.Namespace], None]
    needs: tuple[str, ...]
    one_file: bool


_KINDS: Mapping[str, _Kind] = {
    "smoothing": _Kind(_smoothing, ("starts", "layers"), True),
    "biased-spins": _Kind(_biased_spins, ("starts",), True),
    "untrained": _Kind(_untrained, ("layers",), True),
    "scrambled": _Kind(_scrambled, ("samples",), False),
    "gauge-fixed": _Kind(_gauge_fixed, ("samples", "training_samples", "layers"), False),
}
