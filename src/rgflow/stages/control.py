"""control: make the controls, in the formats that other stages read."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.contracts.coarse_grain import COARSE
from rgflow.contracts.flow import FLOW
from rgflow.contracts.identity import identity, of_layer
from rgflow.contracts.train_rbm import RBM as RBM_CONTRACT
from rgflow.controls.base import Ends, Given
from rgflow.controls.registry import CONTROLS, Control, describe
from rgflow.errors import ParameterError
from rgflow.learners.rbm.model import RBM
from rgflow.loading.layers import machines_of, read_layers
from rgflow.loading.samples import read_samples, read_starts, visible_units
from rgflow.loading.snapshots import snapshot_of
from rgflow.rng import generator
from rgflow.stages import options as opt
from rgflow.store import Dataset, Variable, write

Files = Mapping[str, list[Dataset]]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    names = ", ".join(CONTROLS.names())
    parser.add_argument("--control", required=True, metavar="NAME", help=f"one of {names}")
    opt.add_files(parser, "samples", "Monte Carlo configurations", required=False)
    opt.add_files(parser, "layers", "trained layers of a machine", required=False)
    opt.add_files(parser, "training-samples", "data that fix the gauge of a stack", required=False)
    opt.add_settings(parser, "Machine", "between")
    parser.add_argument(
        "--starts", type=Path, nargs=1, default=[], help="configurations that flows start from"
    )
    opt.add_setting(
        parser, "Flow", "lengths", "--length", text="steps of a flow", required=False, default=0
    )
    opt.add_root_seed(parser)
    parser.add_argument(
        "--output", type=Path, nargs="+", required=True,
        help="one flow or layer; or, input by input, a file per block-spin step or layer",
    )  # fmt: skip


def run(options: argparse.Namespace) -> None:
    """Make one control."""
    control = describe(options.control)
    for name in control.needs:
        if not getattr(options, name):
            raise ParameterError(
                f"the control '{control.name}' is made from --{name.replace('_', '-')}",
                remedy="give it",
            )
    files = {name: _READ[name](getattr(options, name)) for name in control.needs}
    made = CONTROLS.load(control.name).make(_given(control, options, files))
    _WRITE[control.form](control, options, files, made)


def _given(control: Control, options: argparse.Namespace, files: Files) -> Given:
    """Return the arrays that the control is made from."""
    layers = files.get("layers", [])
    samples = files.get("samples", [])
    rest: dict[str, Any] = {}
    if "starts" in files:
        rest["starts"] = files["starts"][0]["spins"]
    if "training_samples" in files:
        rest["training_samples"] = visible_units(files["training_samples"])
    if layers:
        rest |= {"stream": str(layers[0].attrs["stream"]), "seed": int(layers[0].attrs["seed"])}
    return Given(
        lambda *name: generator(options.root_seed, "control", *name),
        layers=tuple(machines_of(layers)),
        samples=tuple(file["spins"] for file in samples),
        temperatures=tuple(float(file.attrs["temperature"]) for file in samples),
        length=options.length,
        steps=_steps(control, len(options.output), len(samples), len(layers)),
        between=options.between,
        **rest,
    )


def _steps(control: Control, outputs: int, inputs: int, layers: int) -> int:
    """Return the lattices wanted of each input; other forms are one file."""
    if control.form != "lattices":
        if outputs > 1:
            raise ParameterError(
                f"the control '{control.name}' is one file, not {outputs}",
                remedy="give one --output",
            )
        return 0
    steps = layers or outputs // inputs
    if outputs != inputs * steps or not steps:
        what = f"{layers} layers of {inputs} inputs" if layers else f"{inputs} inputs"
        raise ParameterError(
            f"{outputs} files for {what}",
            remedy="give a file per step or layer of the first --samples, then of the next",
        )
    return steps


def _identity(control: Control, files: Files) -> dict[str, Any]:
    """Return what the control's files are of: a machine that it is like, or none."""
    if control.of == "lattice":
        return identity(control.name, control=control.name)
    like = of_layer(files["layers"][0])
    source = f"{control.name}_{like['source']}"
    return {**like, "source": source, "control": control.name}


def _stream(control: Control, files: Files) -> str:
    """Return the name of random streams of what is made from the control's files."""
    if control.of == "lattice":
        return control.name
    return f"{control.name}_{files['layers'][0].attrs['stream']}"


def _write_flow(control: Control, options: argparse.Namespace, files: Files, made: Ends) -> None:
    (path,), starts = options.output, files["starts"][0]
    ends = {"mean": made.mean, "sampled": made.sampled}
    variables = {units: Variable(("start", "y", "x"), spins) for units, spins in ends.items()}
    variables["start_temperature"] = Variable(("start",), starts["temperature"])
    attributes = {
        **_identity(control, files),
        "stream": _stream(control, files),
        "length": np.int32(options.length),
        "L": np.int32(made.sampled.shape[1]),
        "model": str(starts.attrs["model"]),
        **made.numbers,
    }
    write(path, Dataset(variables, attributes), FLOW)


def _write_machine(control: Control, options: argparse.Namespace, files: Files, made: RBM) -> None:
    (path,), layer = options.output, files["layers"][-1]
    attributes = {
        **{key: layer.attrs[key] for key in RBM_CONTRACT.attributes},
        "control": control.name,
        "stream": _stream(control, files),
    }
    write(path, snapshot_of(made, attributes), RBM_CONTRACT)


def _write_lattices(
    control: Control, options: argparse.Namespace, files: Files, made: list[list[NDArray[Any]]]
) -> None:
    paths = iter(options.output)
    for samples, lattices in zip(files["samples"], made, strict=True):
        for steps, spins in enumerate(lattices, start=1):
            attributes = {
                **_identity(control, files),
                "L": samples.attrs["L"],
                "temperature": samples.attrs["temperature"],
                "steps": np.int32(steps),
                "model": str(samples.attrs["model"]),
            }
            variables = {"spins": Variable(("sample", "y", "x"), spins)}
            write(next(paths), Dataset(variables, attributes), COARSE)


_READ: Mapping[str, Callable[[list[Path]], list[Dataset]]] = {
    "starts": lambda paths: [read_starts(path) for path in paths],
    "layers": read_layers,
    "samples": lambda paths: [file for path in paths for file in read_samples([path])],
    "training_samples": read_samples,
}
_WRITE: Mapping[str, Callable[[Control, argparse.Namespace, Files, Any], None]] = {
    "flow": _write_flow,
    "machine": _write_machine,
    "lattices": _write_lattices,
}
