"""The lattice model that several files have in common."""

from collections.abc import Iterable

from rgflow.errors import DataError


def shared_model(files: Iterable[tuple[object, str]]) -> str:
    """Return the lattice model of all files, given as (where, name of its model).

    Raises
    ------
    DataError
        If they are of several models.
    """
    (first, known), *others = files
    for where, model in others:
        if model != known:
            raise DataError(
                f"is of the lattice model '{model}', but {first} of '{known}'",
                where=where,
                remedy="give files of one lattice model",
            )
    return known
