"""Layers of a stack with the arbitrary signs and places of their units chosen as of a lattice."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rgflow.config.choices import Units
from rgflow.config.temperatures import label
from rgflow.controls.base import Given
from rgflow.errors import ParameterError
from rgflow.learners.stack import pass_through
from rgflow.observables.hidden_visible import hidden_visible_map, receptive_field_centre

FORM = "lattices"
OF = "machine"
NEEDS = ("samples", "training_samples", "layers")
STANDS = "corrected"
TITLE = "gauge fixed"


def make(given: Given) -> list[list[NDArray[Any]]]:
    """Return the layers of each input, by the gauge that the training data fix."""
    size = given.samples[0].shape[1]
    gauges = []
    for hidden in _hidden(given, given.training_samples, "training", "mean"):
        maps = hidden_visible_map(given.training_samples, hidden).reshape(-1, size, size)
        gauges.append(fix_gauge(receptive_field_centre(maps), maps.mean(axis=(1, 2)), size))
    lattices = []
    for spins, temperature in zip(given.samples, given.temperatures, strict=True):
        visible = spins.reshape(len(spins), -1)
        shown = _hidden(given, visible, label(temperature), given.between)
        lattices.append([g.apply(hidden) for g, hidden in zip(gauges, shown, strict=True)])
    return lattices


def _hidden(given: Given, visible: NDArray[Any], what: str, top: Units) -> list[NDArray[Any]]:
    """Return the hidden units of all layers, `what` naming the random stream."""

    def stream_of_layer(layer: int) -> np.random.Generator:
        return given.streams("gauge_fixed", given.stream, given.seed, what, layer)

    return pass_through(given.layers, visible, given.between, stream_of_layer, top)


class Gauge(NamedTuple):
    """Signs and places that make a hidden layer a lattice.

    Attributes
    ----------
    sign : (H,) float64
        ±1: the sign of ``<h_a m>``.
    unit : (H,) int64
        Unit that goes to each site of the hidden lattice, row by row.
    """

    sign: NDArray[np.float64]
    unit: NDArray[np.int64]

    def apply(self, hidden: NDArray[Any]) -> NDArray[Any]:
        """Return the hidden configurations ``(n, H)`` as lattices ``(n, l, l)``, l^2 = H."""
        side = round(self.unit.size**0.5)
        fixed = hidden * self.sign.astype(hidden.dtype)
        return fixed[:, self.unit].reshape(-1, side, side)


def fix_gauge(centre: NDArray[np.float64], overlap: NDArray[np.float64], size: int) -> Gauge:
    """Give each hidden unit the sign of its overlap and the place of its receptive field.

    Units are assigned to the sites of an l x l lattice that covers the visible one, one unit a
    site, such that the sum of squared torus distances between receptive-field centres and sites is
    least (Hungarian method).

    Parameters
    ----------
    centre : (H, 2) float64
        Receptive-field centres (y, x) on the visible lattice.
    overlap : (H,) float64
        ``<h_a m>``; zero counts as positive.
    size : int
        Linear size of the visible lattice.

    Raises
    ------
    ParameterError
        If the number of hidden units is not a square.
    """
    from scipy.optimize import linear_sum_assignment

    side = round(len(centre) ** 0.5)
    if side**2 != len(centre):
        raise ParameterError(f"{len(centre)} hidden units do not fill a square lattice")
    axis = (np.arange(side) + 0.5) * size / side - 0.5
    sites = np.stack(np.meshgrid(axis, axis, indexing="ij"), axis=-1).reshape(-1, 2)
    shift = np.abs(sites[:, None] - centre[None])
    shift = np.minimum(shift, size - shift)
    _, unit = linear_sum_assignment((shift**2).sum(axis=-1))
    return Gauge(np.where(overlap < 0, -1.0, 1.0), unit.astype(np.int64))
