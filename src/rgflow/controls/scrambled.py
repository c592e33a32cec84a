"""Block-spin lattices with sites permuted and signs flipped, as if they came out of a machine."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.coarse import average
from rgflow.controls.base import Given

FORM = "lattices"
OF = "lattice"
NEEDS = ("samples",)
STANDS = "control"
TITLE = "scrambled block spins"


def make(given: Given) -> list[list[NDArray[Any]]]:
    """Return averages after 1, 2, ... steps, the same step scrambled alike for all inputs."""
    return [
        [
            scramble(average.block(spins, step), given.streams("scrambled", step))
            for step in range(1, given.steps + 1)
        ]
        for spins in given.samples
    ]


def scramble(
    lattices: NDArray[Any],
    rng: np.random.Generator,
    *,
    sites: bool = True,
    signs: bool = True,
) -> NDArray[Any]:
    """Permute the sites and flip the signs of all lattices in the same random way.

    A hidden layer's units have no order and no sign of their own; a block-spin lattice treated so
    is what a thermometer would be shown if it came out of a machine.

    Parameters
    ----------
    lattices : (n, L, L)
        Block-spin lattices or hidden layers.
    rng : numpy.random.Generator
    sites, signs : bool
        Which of the two is scrambled.
    """
    flat = lattices.reshape(len(lattices), -1)
    if sites:
        flat = flat[:, rng.permutation(flat.shape[1])]
    if signs:
        flat = flat * rng.choice(np.array([-1, 1], lattices.dtype), flat.shape[1])
    return flat.reshape(lattices.shape)
