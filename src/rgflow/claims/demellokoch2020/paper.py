"""What the paper itself fixes: its lattices, classes and theory. Everything else is in the files.

E. de Mello Koch, R. de Mello Koch, L. Cheng, IEEE Access 8, 106487 (2020).
"""

from collections.abc import Iterable

import xarray

from rgflow.analysis.inputs import Inputs
from rgflow.analysis.pick import from_roles

MODEL = "ising"
"""Lattice model; machines trained on another one are none of the paper's business."""
FLOW_LATTICE = 10
"""Linear size of the lattice of the flows, of the thermometer and of Monte Carlo (Figure 5b)."""
ENERGY_LATTICES = (FLOW_LATTICE, 9)
"""Linear sizes of the Monte Carlo data of Figure 6a."""
MAP_LATTICE = 32
"""Linear size of the lattice of hidden-visible maps."""
FLOW_LENGTH = 26
"""Steps after which the flow has converged."""
COLD_CLASS, HOT_CLASS = 2.2, 2.3
"""Classes on both sides of T_c whose spin correlations are shown (J/k_B)."""
ENERGY_CLASSES = (2.1, COLD_CLASS, HOT_CLASS)
"""Classes whose energy correlations are shown (J/k_B)."""
BLOCK_RULE = "average"
"""The block-spin transformation."""
MANY_PEAKED_BLOCKS, HALF_LATTICE_BLOCKS = (4, 8), 16
"""Blocks of the checkerboards, on a lattice of 32 x 32 (Figure 13)."""
SIGMA, EPSILON = 0.125, 1.0
"""Scaling dimensions of the spin and of the energy at the critical point."""


def files_of(inputs: Inputs, *roles: str) -> list[xarray.Dataset]:
    """Return the files of some roles, those of other lattice models left out."""
    return [
        file
        for file in from_roles(inputs, roles)
        if str(file.attrs.get("model", MODEL)) in ("", MODEL)
    ]


def sizes(files: Iterable[xarray.Dataset], home: int) -> list[int]:
    """Return the linear sizes of the lattices of files, the paper's own first."""
    found = {int(file.attrs["L"]) for file in files}
    return sorted(found, key=lambda size: (size != home, size))


def size_suffix(size: int, home: int) -> str:
    """Return what a reading on another lattice than the paper's has in its name."""
    return "" if size == home else f", {size} × {size}"
