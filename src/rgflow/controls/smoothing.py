"""The local smoothing that comes closest to a machine."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import ParameterError
from rgflow.learners.rbm.model import RBM


class Smoothing(NamedTuple):
    """Weights of ``v <- tanh(a v + c * sum of the 4 neighbours)``."""

    a: float
    c: float


def closest_smoothing(machine: RBM, spins: NDArray[Any]) -> Smoothing:
    """Return the two numbers that predict a machine's visible fields best.

    The fields ``y_i`` of one mean up-down pass, equations (14)-(15), are regressed on each site's
    own spin and the sum of its four neighbours, by least squares over all sites. What the smoothing
    then does as well as the machine needs none of the machine's other parameters.

    Parameters
    ----------
    machine : RBM
        With L^2 visible units.
    spins : (n, L, L)
        Configurations of +-1.

    Raises
    ------
    ParameterError
        If the machine has another number of visible units.
    """
    if spins[0].size != machine.n_visible:
        raise ParameterError(
            f"{spins[0].size} spins for a machine of {machine.n_visible} visible units",
            remedy="give samples of the size that the machine was trained on",
        )
    field = machine.visible_field(machine.mean_hidden(spins.reshape(len(spins), -1)))
    neighbours = sum(np.roll(spins, shift, axis) for shift in (1, -1) for axis in (1, 2))
    x = np.stack([spins, neighbours]).reshape(2, -1).astype(np.float64)
    a, c = np.linalg.solve(x @ x.T, x @ field.reshape(-1).astype(np.float64))
    return Smoothing(float(a), float(c))
