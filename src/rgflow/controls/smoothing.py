"""The local smoothing that comes closest to a machine: no hidden layer, two numbers."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rgflow.config.choices import Units
from rgflow.controls.base import Ends, Given
from rgflow.errors import ParameterError
from rgflow.learners.rbm.model import RBM

FORM = "flow"
OF = "machine"
NEEDS = ("starts", "layers")
STANDS = "control"
TITLE = "smoothing"


class Smoothing(NamedTuple):
    """Weights of ``v <- tanh(a v + c * sum of the 4 neighbours)``."""

    a: float
    c: float


def make(given: Given) -> Ends:
    """Return the ends of the flow of the smoothing that comes closest to the first layer."""
    weights = closest_smoothing(given.layers[0], given.starts)
    rng = given.streams(f"smoothing_{given.stream}", given.seed)
    mean = sampled = given.starts
    for _ in range(given.length):
        mean = smoothing_step(mean, *weights)
        sampled = smoothing_step(sampled, *weights, "sampled", rng)
    return Ends(mean, sampled, {"self_weight": weights.a, "neighbour_weight": weights.c})


def closest_smoothing(machine: RBM, spins: NDArray[Any]) -> Smoothing:
    """Return the two numbers that predict a machine's visible fields best.

    The fields ``y_i`` of one mean up-down pass, eqs. (14)-(15) of de Mello Koch et al., are
    regressed on each site's own spin and the sum of its four neighbours, by least squares over all
    sites. What the smoothing then does as well as the machine needs none of the machine's other
    parameters.

    Parameters
    ----------
    machine : RBM
        With L^2 visible units.
    spins : (n, L, L)
        Configurations of +-1.

    Raises
    ------
    ParameterError
        If the machine has another number of visible units, or own spin and neighbours are
        proportional in all configurations, as at T = 0: only a + 4c could then be told.
    """
    if spins[0].size != machine.n_visible:
        raise ParameterError(
            f"{spins[0].size} spins for a machine of {machine.n_visible} visible units",
            remedy="give samples of the size that the machine was trained on",
        )
    field = machine.visible_field(machine.mean_hidden(spins.reshape(len(spins), -1)))
    neighbours = sum(np.roll(spins, shift, axis) for shift in (1, -1) for axis in (1, 2))
    x = np.stack([spins, neighbours]).reshape(2, -1).astype(np.float64)
    gram = x @ x.T
    if gram[0, 0] * gram[1, 1] - gram[0, 1] ** 2 <= 1e-12 * gram[0, 0] * gram[1, 1]:
        raise ParameterError(
            "all starts are ground states: a spin and its neighbours say the same, so that their "
            "two weights cannot be told apart",
            remedy="give starts of a temperature above 0",
        )
    a, c = np.linalg.solve(gram, x @ field.reshape(-1).astype(np.float64))
    return Smoothing(float(a), float(c))


def smoothing_step(
    field: NDArray[Any],
    a: float,
    c: float,
    units: Units = "mean",
    rng: np.random.Generator | None = None,
) -> NDArray[Any]:
    """Network-free step ``v <- tanh(a v + c * sum of the 4 neighbours)`` in place of an RBM pass.

    It has no hidden layer and has learned nothing. Sampled, with a = 0 and c = 1/T, it is the heat
    bath of the Ising model with all sites updated at once.

    Parameters
    ----------
    field : (n, L, L)
        ±1 or real-valued configurations on the torus.
    a, c : float
        Weight of the site itself and of each neighbour.
    units : {"mean", "sampled"}
        Pass on the tanh values (float32), or draw ±1 spins (int8) with these means.
    rng : numpy.random.Generator, optional
        Needed by ``sampled``.

    Raises
    ------
    ParameterError
        If ``sampled`` has no random numbers.
    """
    v = field.astype(np.float32)
    neighbours = sum(np.roll(v, shift, axis) for shift in (1, -1) for axis in (1, 2))
    mean = np.tanh(np.float32(a) * v + np.float32(c) * neighbours)
    if units == "mean":
        return mean
    if rng is None:
        raise ParameterError("sampled smoothing needs random numbers")
    up = rng.random(mean.shape, np.float32) < 0.5 * (1.0 + mean)
    return np.where(up, 1, -1).astype(np.int8)
