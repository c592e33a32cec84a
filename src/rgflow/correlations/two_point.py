"""Two-point functions of s and epsilon as additive sums over groups of configurations.

A group is whatever is summed before anything else happens: a temperature class, or a block of it.
Correlators of any union of groups, jackknife and bootstrap replicates follow from the sums alone.
±1 configurations (int8) are counted exactly in integers; real-valued ones go through FFTs.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.correlations.bit_planes import pack, pair_differences
from rgflow.correlations.geometry import Estimator, PairGeometry, pair_geometry
from rgflow.correlations.operators import Operator, operator_field, operator_planes
from rgflow.errors import ParameterError

_CONFIGURATIONS_PER_FFT = 256


@dataclass(frozen=True)
class TwoPointSums:
    """Sufficient statistics of a two-point function, additive over groups (first axis).

    Attributes
    ----------
    distance : (n_r,) float64
        Distances in lattice units.
    pairs : (n_r,) int64
        Ordered site pairs of one configuration at each distance.
    products : (n_groups, n_r) float64
        Sum of f(x) f(x') over pairs and configurations; an exact integer for ±1 spins.
    ends : (n_groups, n_r) float64
        Sum of f(x) + f(x') over the same pairs: what subtracting a mean needs.
    field : (n_groups,) float64
        Sum of f over sites and configurations.
    configurations : (n_groups,) int64
        Configurations in each group.
    sites : int
        L^2.
    """

    distance: NDArray[np.float64]
    pairs: NDArray[np.int64]
    products: NDArray[np.float64]
    ends: NDArray[np.float64]
    field: NDArray[np.float64]
    configurations: NDArray[np.int64]
    sites: int


def two_point_sums(
    spins: NDArray[Any],
    groups: NDArray[np.integer[Any]],
    n_groups: int,
    *,
    operator: Operator = "spin",
    estimator: Estimator = "open",
    r_max: float | None = None,
) -> TwoPointSums:
    """Pair sums of an operator for every group of configurations.

    Parameters
    ----------
    spins : (n, L, L) int8 of ±1, or real-valued
        Configurations; the dtype decides between counting and FFT.
    groups : (n,) integers
        Group of each configuration, 0 ... n_groups - 1; -1 leaves it out.
    n_groups : int
        Number of groups; empty ones have zero sums.
    operator : {"spin", "bond", "star"}
        See :mod:`rgflow.correlations.operators`.
    estimator : {"open", "torus", "cft"}
        See :mod:`rgflow.correlations.geometry`.
    r_max : float, optional
        Largest distance (exclusive), L/2 by default.

    Raises
    ------
    ParameterError
        If the arrays do not fit together, or a group index is out of range.
    """
    groups = np.asarray(groups)
    if spins.ndim != 3 or spins.shape[1] != spins.shape[2] or groups.shape != spins.shape[:1]:
        raise ParameterError(
            f"spins of shape {spins.shape} with groups of shape {groups.shape}",
            remedy="give square configurations (n, L, L) and one group index each",
        )
    if groups.size and not -1 <= groups.min() <= groups.max() < n_groups:
        raise ParameterError(f"group indices {groups.min()} ... {groups.max()} of {n_groups}")
    geometry = pair_geometry(spins.shape[1], estimator, operator, r_max=r_max)
    shape = (n_groups, geometry.distance.size)
    products, ends, field = np.zeros(shape), np.zeros(shape), np.zeros(n_groups)
    order = np.argsort(groups, kind="stable")
    edges = np.searchsorted(groups[order], np.arange(n_groups + 1))
    counted = spins.dtype == np.int8
    if counted and not _all_plus_minus_one(spins):
        raise ParameterError("int8 configurations with values other than +1 and -1")
    for group, (start, stop) in enumerate(pairwise(edges)):
        if stop > start:
            members = spins[order[start:stop]]
            table, site_sum = (_counted_sums if counted else _transformed_sums)(
                members, operator, geometry
            )
            products[group] = geometry.by_distance(table)
            ends[group] = geometry.by_distance(_end_sums(site_sum, geometry))
            field[group] = site_sum.sum()
    return TwoPointSums(
        geometry.distance, geometry.pairs, products, ends, field, np.diff(edges), spins[0].size
    )


def correlator(
    sums: TwoPointSums, weights: NDArray[Any] | None = None, *, connected: bool
) -> NDArray[np.float64]:
    """Two-point function of a weighted union of groups.

    Parameters
    ----------
    sums : TwoPointSums
        Pair sums.
    weights : (..., n_groups), optional
        How often each group enters: ones and zeros for classes, leave-one-out masks for a
        jackknife, multiplicities for a bootstrap. Default: every group once.
    connected : bool
        Subtract one mean, that of the union, from the field (the authors do so for epsilon and not
        for spins): ``C = <f f'> - mean <f + f'> + mean^2``.

    Returns
    -------
    (..., n_r) float64
        NaN where the union is empty.
    """
    factor = np.ones(sums.field.size) if weights is None else np.asarray(weights, np.float64)
    number = factor @ sums.configurations
    with np.errstate(invalid="ignore", divide="ignore"):
        pairs = number[..., None] * sums.pairs
        result: NDArray[np.float64] = (factor @ sums.products) / pairs
        if connected:
            mean = ((factor @ sums.field) / (number * sums.sites))[..., None]
            result = result - mean * (factor @ sums.ends) / pairs + mean**2
    return result


def _counted_sums(
    spins: NDArray[Any], operator: Operator, geometry: PairGeometry
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Pair sums per displacement and field sums per site of one group, from population counts."""
    planes = operator_planes(pack(spins), operator)
    n = len(spins)
    total = len(planes) ** 2 * n * geometry.pairs_per_displacement
    for first in planes:
        for second in planes:
            total -= 2 * pair_differences(
                first, second, geometry.dy, geometry.dx, periodic=geometry.periodic
            )
    down = np.add.reduce([np.bitwise_count(plane).sum(axis=0, dtype=np.int64) for plane in planes])
    return total.astype(np.float64), (len(planes) * n - 2 * down).astype(np.float64)


def _all_plus_minus_one(spins: NDArray[Any]) -> bool:
    in_range = spins.size == 0 or bool(spins.min() >= -1 and spins.max() <= 1)
    return in_range and np.count_nonzero(spins) == spins.size


def _transformed_sums(
    spins: NDArray[Any], operator: Operator, geometry: PairGeometry
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Do the same for real-valued fields: Wiener-Khinchin, zero-padded where open."""
    import scipy.fft

    size = geometry.size
    padded = (size, size) if geometry.periodic else (2 * size, 2 * size)
    power = np.zeros((padded[0], padded[1] // 2 + 1))
    site_sum = np.zeros((size, size))
    for start in range(0, len(spins), _CONFIGURATIONS_PER_FFT):
        field = operator_field(spins[start : start + _CONFIGURATIONS_PER_FFT], operator)
        site_sum += field.sum(axis=0)
        wave = scipy.fft.rfft2(field, padded)
        power += (wave.real**2 + wave.imag**2).sum(axis=0)
    table = scipy.fft.irfft2(power, padded)
    return table[geometry.dy, geometry.dx], site_sum


def _end_sums(site_sum: NDArray[np.float64], geometry: PairGeometry) -> NDArray[np.float64]:
    """Sum of f(x) + f(x + d) over the pairs of every displacement, from the sums per site."""
    if geometry.periodic:
        return np.full(geometry.dy.size, 2 * site_sum.sum())
    size, dy, dx = geometry.size, geometry.dy, geometry.dx
    area = np.zeros((size + 1, size + 1))
    area[1:, 1:] = site_sum.cumsum(axis=0).cumsum(axis=1)

    def window(y: NDArray[np.int64], x: NDArray[np.int64]) -> NDArray[np.float64]:
        """Sum over the rectangle with corner (y, x) that a displacement leaves inside."""
        bottom, right = y + size - dy, x + size - np.abs(dx)
        return area[bottom, right] - area[y, right] - area[bottom, x] + area[y, x]

    here = window(np.zeros_like(dy), np.maximum(0, -dx))
    there = window(dy, np.maximum(0, dx))
    return here + there
