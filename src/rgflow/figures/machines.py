"""Machines in figures: side by side in the configured order, by label, reading, flow, size."""

import textwrap
from collections.abc import Callable, Sequence

import xarray

from rgflow.analysis.roles import by_machine
from rgflow.errors import DataError
from rgflow.figures.seeds import joined, named
from rgflow.figures.theory import critical_temperature

_MEANINGS = {
    "machine": ("trained machine", "1"),
    "label": ("what the machine is called", "1"),
    "flow": ("flow that belongs to the machine: mean or sampled", "1"),
    "reading": ("how the machine stands to the paper", "1"),
    "size": ("linear size of the machine's lattice", "lattice spacing"),
    "critical_temperature": ("critical temperature of the model", "J/k_B"),
}
_LETTERS_PER_LINE = 100
"""Letters of a heading that fit across the page."""


def side_by_side(
    files: Sequence[xarray.Dataset], part: Callable[[list[xarray.Dataset]], xarray.Dataset]
) -> xarray.Dataset:
    """Return `part` of the files of each machine along the dimension "machine".

    Beside the numbers stand `label`, `flow`, `reading`, `size` (lattice spacings) and
    `critical_temperature` (J/k_B) of each machine.
    """
    groups = by_machine(files)
    along = xarray.DataArray(list(groups), dims="machine", name="machine")
    data = joined([part(mine) for mine in groups.values()], along)
    first = [mine[0] for mine in groups.values()]
    for name in ("label", "flow", "reading"):
        data[name] = ("machine", [str(file.attrs[name]) for file in first])
    data["size"] = ("machine", [lattice_size(file) for file in first])
    data["critical_temperature"] = ("machine", [critical_temperature(file) for file in first])
    return named(data, _MEANINGS)


def lattice_size(file: xarray.Dataset) -> int:
    """Return the linear size of a file's lattice, in lattice spacings."""
    return int(file.attrs["L"]) if "L" in file.attrs else round(file.sizes["visible"] ** 0.5)


def flow_kind(file: xarray.Dataset) -> str:
    """Return the kind of configurations to look at: those of the flow that the machine is for.

    A file of one kind leaves no choice; spins of no machine are drawn ones.
    """
    kinds = [str(kind) for kind in file["kind"].values]
    return kinds[0] if len(kinds) == 1 else str(file.attrs.get("flow", "sampled"))


def shared_length(files: Sequence[xarray.Dataset]) -> int:
    """Return the longest flow that all files have: machines are compared at the same length.

    Raises
    ------
    DataError
        If there is none.
    """
    shared = set.intersection(*(set(file["length"].values.tolist()) for file in files))
    if not shared:
        raise DataError(
            "the flows have no length in common",
            remedy="let `flow.lengths` and `flow.sparse_lengths` share a length",
        )
    return int(max(shared))


def heading(data: xarray.Dataset, machine: str, *, flow: bool = True) -> str:
    """Return the heading of a machine's panel: its label, its size if sizes differ, its flow."""
    mine = data[["label", "flow", "size"]].sel(machine=machine)
    words = [str(mine["label"].values)]
    if several_sizes(data):
        words.append(square(int(mine["size"])))
    if flow:
        words.append(f"{mine['flow'].values} flow")
    return ", ".join(words)


def several_sizes(data: xarray.Dataset) -> bool:
    """Tell whether machines of several lattices stand side by side."""
    return len(set(data["size"].values.tolist())) > 1


def critical_temperatures(data: xarray.Dataset) -> dict[str, float]:
    """Return the critical temperature of each machine's model, in J/k_B."""
    temperatures = data["critical_temperature"].values.tolist()
    return dict(zip(map(str, data["machine"].values), temperatures, strict=True))


def square(size: int) -> str:
    """Return a size in words, like ``"10 × 10"``."""
    return f"{size} × {size}"


def wrapped(text: str, columns: int) -> str:
    """Return a heading in lines that fit one of so many columns across the page.

    It breaks before its last part, else between words.
    """
    most = _LETTERS_PER_LINE // columns
    if len(text) <= most:
        return text
    first, comma, last = text.rpartition(", ")
    parts = [f"{first}{comma}".rstrip(), last] if comma else [text]
    return "\n".join(textwrap.fill(part, most, break_long_words=False) for part in parts)


def main_machines(data: xarray.Dataset) -> list[str]:
    """Return the machines to show large: literal readings, or subjects where there is none."""
    readings = dict(zip(map(str, data["machine"].values), data["reading"].values, strict=True))
    for wanted in ("literal", "subject"):
        if found := [name for name, reading in readings.items() if reading == wanted]:
            return found
    return []
