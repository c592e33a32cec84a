"""Roles of machines as attributes of their files: figures and claims read these, never names."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import xarray

from rgflow.analysis.inputs import Inputs, describe
from rgflow.contracts.machines import FLOWS, READINGS
from rgflow.errors import DataError

TEXTS = ("label", "flow", "reading", "model", "single", "smaller", "variant_of")
"""What :func:`attach` takes from the file of machines as it stands there."""


def attach(inputs: Inputs, machines: xarray.Dataset | None) -> Inputs:
    """Return the inputs with the roles of its machine as attributes of every file.

    Parameters
    ----------
    inputs : Inputs
        Files of any roles; one whose attribute `machine` is empty, or that has none, stays as it
        is.
    machines : xarray.Dataset or None
        The MACHINES file; None only where no file is of a machine.

    Returns
    -------
    Inputs
        Files of a machine, and controls that are like one, have the attributes `label`, `flow`,
        `reading`, `model`, `single`, `smaller`, `variant_of`, and their place in the
        configuration, `position`.

    Raises
    ------
    DataError
        If a file is of a machine that is not listed, or a machine has a role that there is not.
    """
    known = {} if machines is None else _roles(machines)
    return {role: [_with_roles(file, known) for file in files] for role, files in inputs.items()}


def _roles(machines: xarray.Dataset) -> dict[str, dict[str, Any]]:
    """Return the attributes of each machine by its name."""
    for column, words in (("flow", FLOWS), ("reading", READINGS)):
        if unknown := set(machines[column].values.tolist()) - set(words):
            raise DataError(
                f"a machine has the {column} '{min(unknown)}'",
                remedy=f"choose {', '.join(words)}",
            )
    columns = {text: machines[text].values for text in TEXTS}
    return {
        str(name): {text: str(column[row]) for text, column in columns.items()} | {"position": row}
        for row, name in enumerate(machines["name"].values)
    }


def _with_roles(file: xarray.Dataset, known: Mapping[str, Mapping[str, Any]]) -> xarray.Dataset:
    name = str(file.attrs.get("machine", ""))
    if not name:
        return file
    if name not in known:
        raise DataError(
            f"{describe(file)} is of the machine '{name}', which is not among the machines given: "
            f"{', '.join(known) or 'none'}",
            remedy="give the machines file of the same experiment",
        )
    return file.assign_attrs(known[name])


def is_control(file: xarray.Dataset) -> bool:
    """Tell whether a file is of a control, like a machine or like none."""
    return str(file.attrs.get("control", "")) != ""


def by_machine(files: Iterable[xarray.Dataset]) -> dict[str, list[xarray.Dataset]]:
    """Return the files of trained machines, each machine's by seed, in the configured order."""
    trained = [file for file in files if file.attrs["machine"] and not is_control(file)]
    found: dict[str, list[xarray.Dataset]] = {}
    for file in sorted(trained, key=lambda file: (file.attrs["position"], file.attrs["seed"])):
        found.setdefault(str(file.attrs["machine"]), []).append(file)
    return found


def by_control(files: Iterable[xarray.Dataset]) -> dict[tuple[str, str], list[xarray.Dataset]]:
    """Return the files of controls by (control, machine that it is like), each by seed."""
    found: dict[tuple[str, str], list[xarray.Dataset]] = {}
    for file in sorted(filter(is_control, files), key=lambda file: int(file.attrs["seed"])):
        key = str(file.attrs["control"]), str(file.attrs["machine"])
        found.setdefault(key, []).append(file)
    return found


def subject_lattices(files: Sequence[xarray.Dataset]) -> list[int]:
    """Return the sizes of the lattices that subject machines are trained on, smallest first.

    Maps above the first layer, whose L is that of a layer, do not count.
    """
    return sorted({
        int(file.attrs["L"])
        for file in files
        if file.attrs.get("reading") == "subject" and not is_control(file)
        and int(file.attrs.get("lower", 0)) == 0
    })  # fmt: skip
