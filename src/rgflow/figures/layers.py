"""Which panels of Figures 7 to 11 show which layers, and the files that hold them."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import xarray

from rgflow.analysis.roles import by_machine
from rgflow.errors import DataError
from rgflow.figures.style import letters, numerals

Pair = tuple[int, int]
"""Lower and upper layer that a map connects; 0 is the input."""


class Panel(NamedTuple):
    """Maps of one pair of layers.

    Attributes
    ----------
    name : str
        Ends the names of the panel's variables, like ``"a_ii"``.
    heading : str
        What the maps are of, like ``"(a-ii) stack, layer 2"``.
    short : str
        The same in a word or two.
    files : list of xarray.Dataset
        CORRELATE files, one per seed.
    """

    name: str
    heading: str
    short: str
    files: list[xarray.Dataset]


def rg_panels(files: Sequence[xarray.Dataset]) -> list[Panel]:
    """Return panels of block-spin RG, from the lattice with most pairs of layers.

    Of several such lattices it is the largest.
    """
    lattices: dict[int, list[xarray.Dataset]] = {}
    for file in files:
        lattices.setdefault(input_size(file), []).append(file)
    best = max(lattices, key=lambda size: (len(_pairs(lattices[size])), size))
    return [
        Panel(letter, f"({letter}) RG", "RG", between(lattices[best], "rg", pair))
        for letter, pair in zip(letters(), _pairs(lattices[best]), strict=False)
    ]


def machine_panels(files: Sequence[xarray.Dataset]) -> list[Panel]:
    """Return panels of machines: a stack beside the single machine it is compared with.

    The stack is the first machine with such a partner. Further subjects have a panel each, of their
    first layer. Without such a stack every machine has, single ones where there are any.
    """
    machines = by_machine(files)
    stack = next((name for name in machines if machines[name][0].attrs["single"] in machines), None)
    if stack is None:
        single = {name: mine for name, mine in machines.items() if _pairs(mine) == [(0, 1)]}
        return _first_layers(single or machines, letters())
    partner = str(machines[stack][0].attrs["single"])
    mine, single_files = machines[stack], between(machines[partner], partner, (0, 1))
    panels = [
        Panel(f"a_{roman}", f"(a-{roman}) {_words(pair)}", "stack", between(mine, stack, pair))
        for roman, pair in zip(numerals(), _pairs(mine), strict=False)
    ]
    if single_files:
        panels.append(Panel("b", "(b) single RBM", "single", single_files))
    further = {
        name: files
        for name, files in machines.items()
        if files[0].attrs["reading"] == "subject" and name not in (stack, partner)
    }
    return panels + _first_layers(further, itertools.islice(letters(), 2, None))


def step_panels(
    rg: Sequence[xarray.Dataset], machines: Sequence[xarray.Dataset]
) -> tuple[list[xarray.Dataset], list[xarray.Dataset]]:
    """Return the files of one block-spin step and of one machine's first layer, of equal lattices.

    The machine is that with a smaller sister, else that on the largest lattice.

    Raises
    ------
    DataError
        If no machine has maps on a lattice that has block-spin maps.
    """
    blocked = {input_size(file) for file in rg if _pair(file) == (0, 1)}
    known = {
        name: mine
        for name, mine in by_machine(machines).items()
        if (0, 1) in _pairs(mine) and _side(mine) in blocked
    }
    if not known:
        raise DataError(
            "no machine has maps on a lattice that has block-spin maps too",
            remedy="coarse-grain the lattice of a machine: add it to `coarse_grain.sets`",
        )
    best = max(known, key=lambda name: (known[name][0].attrs["smaller"] != "", _side(known[name])))
    same = [file for file in rg if input_size(file) == _side(known[best])]
    return between(same, "rg", (0, 1)), between(known[best], best, (0, 1))


def between(files: Sequence[xarray.Dataset], name: str, pair: Pair) -> list[xarray.Dataset]:
    """Return the files of one pair of layers, ordered by seed.

    Raises
    ------
    DataError
        If two are of the same seed.
    """
    found = sorted(
        (file for file in files if _pair(file) == pair), key=lambda file: int(file.attrs["seed"])
    )
    seeds = [int(file.attrs["seed"]) for file in found]
    if len(set(seeds)) < len(seeds):
        raise DataError(
            f"several files of '{name}' hold the maps from layer {pair[0]} to {pair[1]} of a seed",
            remedy="give the files of one source only",
        )
    return found


def input_size(file: xarray.Dataset) -> int:
    """Return the linear size of the lattice that the block spins of a CORRELATE file began with."""
    lower, upper = _pair(file)
    step = (file.sizes["y"] / file.sizes["unit"] ** 0.5) ** (1.0 / (upper - lower))
    return round(file.sizes["y"] * step**lower)


def _first_layers(
    machines: Mapping[str, Sequence[xarray.Dataset]], names: Iterable[str]
) -> list[Panel]:
    """Return a panel per machine that has maps of its first layer."""
    panels = []
    shown = {name: mine for name, mine in machines.items() if (0, 1) in _pairs(mine)}
    for letter, (name, mine) in zip(names, shown.items(), strict=False):
        label = str(mine[0].attrs["label"])
        panels.append(Panel(letter, f"({letter}) {label}", label, between(mine, name, (0, 1))))
    return panels


def _words(pair: Pair) -> str:
    lower, upper = pair
    return f"stack, layer {upper}" if upper == lower + 1 else "through the stack"


def _pairs(files: Sequence[xarray.Dataset]) -> list[Pair]:
    """Return the pairs of layers that files hold, single steps first."""
    return sorted({_pair(file) for file in files}, key=lambda pair: (pair[1] - pair[0], pair))


def _pair(file: xarray.Dataset) -> Pair:
    return int(file.attrs["lower"]), int(file.attrs["upper"])


def _side(files: Sequence[xarray.Dataset]) -> int:
    """Return the linear size of a machine's input, from its maps of layer 1."""
    return max(file.sizes["y"] for file in files)
