"""Importing one part of a model by the model's name."""

import importlib
from typing import Any

from rgflow import lattice_models
from rgflow.errors import ParameterError


def load(name: str, part: str, protocol: type) -> Any:
    """Return the module that holds a part of a model.

    Raises
    ------
    ParameterError
        If there is no such model, or the module lacks members of the protocol.
    """
    module = importlib.import_module(lattice_models.part_module(name, part))
    own = [base for base in protocol.__mro__ if base.__module__.startswith(__package__)]
    members = {name for base in own for name in (*vars(base), *base.__annotations__)}
    lacks = sorted(member for member in members if not hasattr(module, member))
    if missing := [member for member in lacks if not member.startswith("_")]:
        raise ParameterError(
            f"the model '{name}' lacks {', '.join(missing)}",
            where=module.__name__,
            remedy=f"write them as rgflow.models.base.{part} describes",
        )
    return module
