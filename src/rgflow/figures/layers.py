"""Which file holds the maps between which layers."""

from collections.abc import Sequence

import xarray

from rgflow.errors import DataError


def between(
    files: Sequence[xarray.Dataset], role: str, lower: int, upper: int
) -> list[xarray.Dataset]:
    """Return the files of one pair of layers, ordered by seed.

    Raises
    ------
    DataError
        If there is none, or two of the same seed.
    """
    found = [file for file in files if (file.attrs["lower"], file.attrs["upper"]) == (lower, upper)]
    if not found:
        raise DataError(
            f"no file for '{role}' holds the maps from layer {lower} to {upper}",
            remedy="give the file of these layers, made by the stage 'correlate'",
        )
    found.sort(key=lambda file: int(file.attrs["seed"]))
    seeds = [int(file.attrs["seed"]) for file in found]
    if len(set(seeds)) < len(seeds):
        raise DataError(
            f"several files for '{role}' hold the maps from layer {lower} to {upper} of one seed",
            remedy="give the files of one source only",
        )
    return found
