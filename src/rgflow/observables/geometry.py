"""Which site pairs belong to which distance on an L x L lattice.

Three conventions ("estimators"):

``open``   all site pairs of the square, Euclidean distance not wrapped (the authors' code)
``torus``  all site pairs, the shorter way around in each direction (minimum image)
``cft``    pairs as in ``torus``; the distance is the r at which the operator's correlation on the
           infinite critical lattice, r^(-1/4) or r^(-2), has its exact value on the critical torus
"""

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import ParameterError
from rgflow.models.ising.torus import AMPLITUDE, critical_energy_two_point, critical_two_point
from rgflow.observables.operators import Operator

Estimator = Literal["open", "torus", "cft"]


@dataclass(frozen=True)
class PairGeometry:
    """Displacements of half a plane, sorted into distances; every pair enters in both orders.

    Attributes
    ----------
    distance : (n_r,) float64
        Distances in lattice units, ascending.
    dy, dx : (n_d,) int64
        Displacements, ``0 <= dy < L``, ``-L < dx < L``.
    bin : (n_d,) int64
        Index into `distance` of each displacement.
    orders : (n_d,) int64
        2, or 1 for a displacement that is its own opposite: zero, or half way around the torus.
    periodic : bool
        Whether pairs wrap around the lattice.
    size : int
        L.
    """

    distance: NDArray[np.float64]
    dy: NDArray[np.int64]
    dx: NDArray[np.int64]
    bin: NDArray[np.int64]
    orders: NDArray[np.int64]
    periodic: bool
    size: int

    def by_distance(self, per_displacement: NDArray[Any]) -> NDArray[Any]:
        """Sum pair sums ``(..., n_d)`` into distances ``(..., n_r)``, each pair in both orders."""
        if not self.distance.size:
            return per_displacement[..., :0]
        order = np.argsort(self.bin, kind="stable")
        starts = np.searchsorted(self.bin[order], np.arange(self.distance.size))
        both = (per_displacement * self.orders)[..., order]
        return np.add.reduceat(both, starts, axis=-1)

    @property
    def pairs_per_displacement(self) -> NDArray[np.int64]:
        """Pairs ``x, x + d`` of one configuration, ``(n_d,)``, each in one order."""
        if self.periodic:
            return np.full(self.dy.size, self.size**2)
        return (self.size - self.dy) * (self.size - np.abs(self.dx))

    @property
    def pairs(self) -> NDArray[np.int64]:
        """Ordered site pairs of one configuration at each distance, ``(n_r,)``."""
        counts: NDArray[np.int64] = self.by_distance(self.pairs_per_displacement)
        return counts


def pair_geometry(
    size: int,
    estimator: Estimator,
    operator: Operator = "spin",
    *,
    r_max: float | None = None,
    include_zero: bool = False,
) -> PairGeometry:
    """Distances and displacements of an estimator.

    Parameters
    ----------
    size : int
        L, at least 2.
    estimator : {"open", "torus", "cft"}
        See the module's text.
    operator : {"spin", "bond", "star"}
        Whose distance ``cft`` gives; no other estimator depends on it.
    r_max : float, optional
        Keep pairs closer than this, in the distance of ``open`` or ``torus`` (``cft`` selects by
        the torus distance). Default L/2, as in the authors' code; ``inf`` keeps all.
    include_zero : bool
        Whether a site is also paired with itself.

    Raises
    ------
    ParameterError
        For an unknown estimator or L < 2.
    """
    if estimator not in get_args(Estimator) or size < 2:
        raise ParameterError(
            f"two-point estimator {estimator!r} at L = {size}",
            remedy=f"use one of {', '.join(get_args(Estimator))} and L >= 2",
        )
    periodic = estimator != "open"
    limit = size / 2 if r_max is None else r_max
    dy, dx, orders = _half_torus(size) if periodic else _half_plane(size)
    y, x = (minimum_image(shift, size) if periodic else np.abs(shift) for shift in (dy, dx))
    squared = y**2 + x**2
    keep = (np.sqrt(squared) < limit) & (include_zero | (squared > 0))
    dy, dx, orders = dy[keep], dx[keep], orders[keep]
    # Sites related by the symmetries of the square have the same conformal distance.
    near, far = np.minimum(y, x)[keep], np.maximum(y, x)[keep]
    key = far * size + near if estimator == "cft" else squared[keep]
    _, first, bins = np.unique(key, return_index=True, return_inverse=True)
    if estimator == "cft":
        distance = _conformal_distance(far[first], near[first], size, operator)
        ranks = np.argsort(np.argsort(distance, kind="stable"), kind="stable")
        distance, bins = np.sort(distance), ranks[bins]
    else:
        distance = np.sqrt(squared[keep][first].astype(np.float64))
    return PairGeometry(distance, dy, dx, bins.astype(np.int64), orders, periodic, size)


def _half_plane(size: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    dy, dx = np.meshgrid(np.arange(size), np.arange(1 - size, size), indexing="ij")
    keep = (dy > 0) | (dx >= 0)
    dy, dx = dy[keep], dx[keep]
    return dy, dx, np.where((dy == 0) & (dx == 0), 1, 2)


def _half_torus(size: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """One of every displacement and its opposite; those that are both count once."""
    dy, dx = np.meshgrid(np.arange(size), np.arange(size), indexing="ij")
    opposite = (-dy % size) * size + (-dx % size)
    own = dy * size + dx
    keep = own <= opposite
    return dy[keep], dx[keep], np.where(own == opposite, 1, 2)[keep]


def minimum_image(shift: NDArray[Any], size: int) -> NDArray[Any]:
    """Return the shortest distances on a ring of `size` sites of shifts smaller than that."""
    length = np.abs(shift)
    return np.minimum(length, size - length)


def _conformal_distance(
    x: NDArray[np.int64], y: NDArray[np.int64], size: int, operator: Operator
) -> NDArray[np.float64]:
    distance = np.zeros(x.size)
    apart = (x > 0) | (y > 0)
    if operator == "spin":
        torus = critical_two_point(size, x[apart], y[apart]) / AMPLITUDE
        distance[apart] = torus**-4.0
    else:
        distance[apart] = critical_energy_two_point(size, x[apart], y[apart]) ** -0.5
    return distance
