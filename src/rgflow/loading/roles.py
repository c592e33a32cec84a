"""Reading the files of every role of a figure or of a claim set."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from rgflow.analysis.inputs import Inputs
from rgflow.analysis.roles import attach
from rgflow.contracts.machines import MACHINES
from rgflow.contracts.selections import contract
from rgflow.errors import ParameterError
from rgflow.store import open_dataset

_MACHINES = "machines"
"""The role that everything has: what each machine is for."""


def read_roles(given: Sequence[Sequence[str]], selections: Mapping[str, str]) -> Inputs:
    """Return the datasets of every role, with the roles of their machines as attributes.

    Parameters
    ----------
    given : sequence of [role, file, file, ...]
        As on the command line.
    selections : mapping
        The selection that each role asks for.

    Raises
    ------
    DataError
        If a file breaks its contract, or is of a machine that is not listed.
    ParameterError
        If nothing looks at a role, or several files say what machines are for.
    """
    files = {role: [Path(file) for file in some] for role, *some in given}
    known = [_MACHINES, *selections]
    if unknown := set(files) - set(known):
        raise ParameterError(
            f"nothing looks at the role '{min(unknown)}'", remedy=f"choose {', '.join(known)}"
        )
    inputs = {
        role: [open_dataset(path, contract(selections[role])) for path in paths]
        for role, paths in files.items()
        if role != _MACHINES
    }
    machines = [open_dataset(path, MACHINES) for path in files.get(_MACHINES, ())]
    if len(machines) > 1:
        raise ParameterError("several files of machines: an experiment has one")
    return attach(inputs, machines[0] if machines else None)
