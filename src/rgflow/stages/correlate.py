"""correlate: compute hidden-visible maps and their pair correlation G(d)."""

import argparse
import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.contracts.coarse_grain import COARSE
from rgflow.contracts.correlate import CORRELATE
from rgflow.contracts.identity import identity, identity_of, of_layer
from rgflow.contracts.sample import SAMPLE
from rgflow.errors import DataError, ParameterError
from rgflow.learners.stack import pass_through
from rgflow.loading.layers import machines_of, read_layers
from rgflow.loading.samples import read_samples, visible_units
from rgflow.observables.hidden_visible import connected_map, hidden_visible_map, peak_share
from rgflow.observables.pair_distance import magnetization_overlap, pair_distance
from rgflow.observables.patterns import checkerboard, white_noise
from rgflow.rng import generator
from rgflow.stages import options as opt
from rgflow.store import Dataset, Variable, read, read_any, write

Array = NDArray[Any]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb: lattices, or samples and layers, or a pattern."""
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument(
        "--lattices", type=Path, nargs=2, metavar=("VISIBLE", "HIDDEN"),
        help="samples or block-spin lattices, and the same ones after further steps",
    )  # fmt: skip
    source.add_argument("--samples", type=Path, nargs="+", help="samples put into a machine")
    source.add_argument("--pattern", help="noise, or checkerboard and its block size")
    opt.add_files(parser, "layers", "trained layers, lowest first", required=False)
    parser.add_argument("--lower", type=int, default=0, help="layer taken as the visible one")
    opt.add_setting(
        parser, "Machine", "between", text="what goes up through the layers below the last"
    )
    parser.add_argument("-L", "--size", type=int, help="linear size of a pattern")
    opt.add_root_seed(parser)
    opt.add_output(parser)


def run(options: argparse.Namespace) -> None:
    """Write maps, locality and G(d)."""
    if options.pattern:
        dataset = _pattern(options)
    elif options.lattices:
        dataset = _blocked(*options.lattices)
    else:
        dataset = _machine(options)
    write(options.output, dataset, CORRELATE)


def _blocked(visible_path: Path, hidden_path: Path) -> Dataset:
    hidden = read(hidden_path, COARSE)
    steps = int(hidden.attrs["steps"])
    contract, visible = read_any(visible_path, (SAMPLE, COARSE))
    lower = 0 if contract is SAMPLE else int(visible.attrs["steps"])
    if len(visible["spins"]) != len(hidden["spins"]):
        raise DataError(
            f"has {len(hidden['spins'])} lattices, {visible_path} has {len(visible['spins'])}",
            where=hidden_path,
            remedy="give the same configurations before and after blocking",
        )
    return _correlation(visible["spins"], hidden["spins"], identity_of(hidden), lower, steps)


def _machine(options: argparse.Namespace) -> Dataset:
    layers = read_layers(options.layers)
    if not 0 <= options.lower < len(layers):
        raise ParameterError(
            f"maps from layer {options.lower} to layer {len(layers)}",
            remedy="give --layers, and a --lower that is below the last of them",
        )
    visible = visible_units(read_samples(options.samples))
    stream, seed = str(layers[0].attrs["stream"]), int(layers[0].attrs["seed"])
    units = pass_through(
        machines_of(layers),
        visible,
        options.between,
        lambda layer: generator(options.root_seed, "correlate", stream, seed, layer),
        top="mean",  # averages over the last layer then carry no noise of their own
    )
    stack = [visible, *units]
    return _correlation(
        stack[options.lower], stack[-1], of_layer(layers[0]), options.lower, len(layers)
    )


def _pattern(options: argparse.Namespace) -> Dataset:
    """Take a pattern for the map itself, as the paper does."""
    kind = options.pattern.rstrip("0123456789")
    block = options.pattern.removeprefix(kind)
    if options.size is None or (kind, bool(block)) not in (
        ("noise", False),
        ("checkerboard", True),
    ):
        raise ParameterError(
            f"pattern {options.pattern!r} of size {options.size}",
            remedy="give --pattern noise or checkerboard8, and --size",
        )
    if kind == "noise":
        maps = white_noise(1, options.size, generator(options.root_seed, "correlate", "noise"))
    else:
        maps = checkerboard(options.size, int(block))
    L = options.size
    of = identity(options.pattern)
    return _dataset(maps, maps, np.zeros((L, L)), np.zeros(len(maps)), of, 0, 1)


def _correlation(
    visible: Array, hidden: Array, of: dict[str, Any], lower: int, upper: int
) -> Dataset:
    L = math.isqrt(visible[0].size)
    if visible[0].size != L * L:
        raise ParameterError(
            f"layer {lower} of {of['source']} has {visible[0].size} units, no square lattice",
            remedy="use layers with a square number of units for maps",
        )
    maps = hidden_visible_map(visible, hidden).reshape(-1, L, L)
    visible_mean = visible.mean(axis=0, dtype=np.float64).reshape(L, L)
    hidden_mean = hidden.reshape(len(hidden), -1).mean(axis=0, dtype=np.float64)
    connected = connected_map(maps, visible_mean, hidden_mean)
    return _dataset(maps, connected, visible_mean, hidden_mean, of, lower, upper)


def _dataset(
    maps: Array,
    connected: Array,
    visible_mean: Array,
    hidden_mean: Array,
    of: dict[str, Any],
    lower: int,
    upper: int,
) -> Dataset:
    L = maps.shape[-1]
    window = peak_window(L, len(maps))
    pairs, connected_pairs = pair_distance(maps), pair_distance(maps, connected=True)
    return Dataset(
        {
            "map": Variable(("unit", "y", "x"), maps),
            "connected_map": Variable(("unit", "y", "x"), connected),
            "visible_mean": Variable(("y", "x"), visible_mean),
            "hidden_mean": Variable(("unit",), hidden_mean),
            "magnetization_overlap": Variable(("unit",), magnetization_overlap(maps)),
            "peak_share": Variable(
                ("unit",), peak_share(maps, window), {"window": np.int32(window)}
            ),
            "distance": Variable(("distance",), pairs.distance),
            "pair_correlation": Variable(("distance",), pairs.value),
            "connected_pair_correlation": Variable(("distance",), connected_pairs.value),
        },
        {**of, "L": np.int32(L), "lower": np.int32(lower), "upper": np.int32(upper)},
    )


def peak_window(L: int, units: int) -> int:
    """Return the odd width of the window around a peak: twice the spacing of the hidden lattice."""
    spacing = max(1, round(L / math.sqrt(units)))
    return min(2 * spacing + 1, L - 1 + L % 2)
