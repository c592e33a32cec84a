"""Two-point functions of s and epsilon as additive sums over groups of configurations.

A group is whatever is summed before anything else happens: a temperature class, or a block of it.
Correlators of any union of groups, jackknife and bootstrap replicates follow from the sums alone.
±1 configurations (int8) are counted exactly in integers; real-valued ones go through FFTs.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import ParameterError
from rgflow.observables.geometry import Estimator, pair_geometry
from rgflow.observables.operators import Operator
from rgflow.observables.pair_sums import CountedPairs, TransformedPairs, end_sums
from rgflow.observables.sums import TwoPointSums


def two_point_sums(
    spins: NDArray[Any],
    groups: NDArray[np.integer[Any]],
    n_groups: int,
    *,
    operators: Sequence[Operator] = ("spin",),
    estimators: Sequence[Estimator] = ("open",),
    r_max: float | None = None,
) -> dict[tuple[Operator, Estimator], TwoPointSums]:
    """Pair sums of every operator under every estimator, for every group of configurations.

    Parameters
    ----------
    spins : (n, L, L) int8 of ±1, or real-valued
        Configurations; the dtype decides between counting and FFT.
    groups : (n,) integers
        Group of each configuration, 0 ... n_groups - 1; -1 leaves it out.
    n_groups : int
        Number of groups; empty ones have zero sums.
    operators : sequence of {"spin", "bond", "star"}
        See :mod:`rgflow.observables.operators`.
    estimators : sequence of {"open", "torus", "cft"}
        See :mod:`rgflow.observables.geometry`. Those that pair the same sites share the work.
    r_max : float, optional
        Largest distance (exclusive), L/2 by default.

    Raises
    ------
    ParameterError
        If the arrays do not fit together, a group index is out of range, or integer spins are not
        ±1.
    """
    groups = np.asarray(groups)
    if spins.ndim != 3 or spins.shape[1] != spins.shape[2] or groups.shape != spins.shape[:1]:
        raise ParameterError(
            f"spins of shape {spins.shape} with groups of shape {groups.shape}",
            remedy="give square configurations (n, L, L) and one group index each",
        )
    if groups.size and not -1 <= groups.min() <= groups.max() < n_groups:
        raise ParameterError(f"group indices {groups.min()} ... {groups.max()} of {n_groups}")
    order = np.argsort(groups, kind="stable")
    edges = np.searchsorted(groups[order], np.arange(n_groups + 1))
    members = spins[order[edges[0] :]]
    edges = edges - edges[0]
    counted = spins.dtype == np.int8
    source = CountedPairs(members, edges) if counted else TransformedPairs(members, edges)
    results = {}
    for operator in operators:
        tables = source.tables(operator)
        for estimator in estimators:
            geometry = pair_geometry(spins.shape[1], estimator, operator, r_max=r_max)
            products = geometry.by_distance(tables.products(geometry))
            ends = geometry.by_distance(end_sums(tables.site_sum, geometry))
            results[operator, estimator] = TwoPointSums(
                distance=geometry.distance,
                pairs=geometry.pairs,
                products=products.astype(np.float64),
                ends=ends,
                field=tables.site_sum.sum(axis=(1, 2)),
                configurations=np.diff(edges),
                sites=spins.shape[1] ** 2,
            )
    return results
