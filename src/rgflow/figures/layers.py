"""Which panels of Figures 7 to 10 show which layers, and the files that hold them."""

from collections.abc import Mapping, Sequence

import xarray

from rgflow.errors import DataError

RG_PANELS = {"a": (0, 1), "b": (1, 2), "c": (0, 2)}
"""Block-spin steps behind the visible and the hidden lattice of each panel (Figures 7, 9)."""
RBM_PANELS: Mapping[str, tuple[str, int, int, str]] = {
    "a_i": ("stack", 0, 1, "(a-i) stack, layer 1"),
    "a_ii": ("stack", 1, 2, "(a-ii) stack, layer 2"),
    "a_iii": ("stack", 0, 2, "(a-iii) through the stack"),
    "b": ("single", 0, 1, "(b) single RBM"),
}
"""Role, lower and upper layer, and heading of each panel (Figures 8, 10)."""


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
