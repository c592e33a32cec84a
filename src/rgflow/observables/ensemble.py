"""Sums of all observables of one ensemble of configurations under one thermometer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from rgflow.observables.classes import blocks_of, group_sums
from rgflow.observables.geometry import Estimator, pair_geometry
from rgflow.observables.operators import Operator
from rgflow.observables.two_point import two_point_sums

OPERATORS: tuple[Operator, ...] = get_args(Operator)
ESTIMATORS: tuple[Estimator, ...] = get_args(Estimator)


@dataclass(frozen=True)
class Axes:
    """The axes of a measurement: all classes, the classes with two-point functions, blocks."""

    temperature: NDArray[np.float64]
    near_temperature: NDArray[np.float64]
    blocks: int
    size: int

    @property
    def n_r(self) -> int:
        """Length of the padded distance axis."""
        return max(pair_geometry(self.size, name).distance.size for name in ESTIMATORS)


def distances(axes: Axes) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return distances and pair counts, (operator, estimator, r), padded with NaN."""
    table = np.full((2, len(OPERATORS), len(ESTIMATORS), axes.n_r), np.nan)
    for row, operator in enumerate(OPERATORS):
        for column, estimator in enumerate(ESTIMATORS):
            geometry = pair_geometry(axes.size, estimator, operator)
            table[0, row, column, : geometry.distance.size] = geometry.distance
            table[1, row, column, : geometry.pairs.size] = geometry.pairs
    return table[0], table[1]


def class_sums(
    spins: NDArray[Any], energy: NDArray[np.float64], classes: NDArray[np.int64], axes: Axes
) -> dict[str, NDArray[np.float64]]:
    """Return counts and sums of |m|, m^2, m^4 and energy, each (temperature, block).

    Parameters
    ----------
    spins : (n, L, L)
        Configurations, +-1 or real.
    energy : (n,)
        Their energies per site, in J.
    classes : (n,)
        Index into ``axes.temperature``, -1 for none.
    """
    n_classes = axes.temperature.size
    groups = _groups(classes, n_classes, axes.blocks)
    m = spins.mean(axis=(1, 2), dtype=np.float64)
    values = {
        "count": np.ones(len(spins)),
        "sum_abs_m": np.abs(m),
        "sum_m2": m**2,
        "sum_m4": m**4,
        "sum_energy": energy,
    }
    shape = (n_classes, axes.blocks)
    return {
        name: group_sums(value, groups, n_classes * axes.blocks).reshape(shape)
        for name, value in values.items()
    }


def pair_sums(
    spins: NDArray[Any], near_classes: NDArray[np.int64], axes: Axes
) -> dict[str, NDArray[np.float64]]:
    """Return the two-point sums of all operators and estimators.

    Parameters
    ----------
    spins : (n, L, L)
        Configurations, +-1 int8 or real.
    near_classes : (n,)
        Index into ``axes.near_temperature``, -1 for none.

    Returns
    -------
    dict
        ``sum_field`` (near, block, operator), ``sum_products`` and ``sum_ends``
        (near, block, operator, estimator, r).
    """
    n_near, n_blocks = axes.near_temperature.size, axes.blocks
    groups = _groups(near_classes, n_near, n_blocks)
    shape = (n_near * n_blocks, len(OPERATORS), len(ESTIMATORS), axes.n_r)
    products, ends = np.full(shape, np.nan), np.full(shape, np.nan)
    field = np.zeros(shape[:2])
    every = two_point_sums(spins, groups, shape[0], operators=OPERATORS, estimators=ESTIMATORS)
    for (operator, estimator), sums in every.items():
        row, column = OPERATORS.index(operator), ESTIMATORS.index(estimator)
        products[:, row, column, : sums.distance.size] = sums.products
        ends[:, row, column, : sums.distance.size] = sums.ends
        field[:, row] = sums.field
    return {
        "sum_field": field.reshape(n_near, n_blocks, -1),
        "sum_products": products.reshape(n_near, n_blocks, *shape[1:]),
        "sum_ends": ends.reshape(n_near, n_blocks, *shape[1:]),
    }


def spin_correlation(spins: NDArray[Any], axes: Axes) -> NDArray[np.float64]:
    """Return <s(x) s(x')> of all configurations (n, L, L) by torus distance, padded: (r,)."""
    everything = np.zeros(len(spins), np.int64)
    (sums,) = two_point_sums(spins, everything, 1, estimators=("torus",)).values()
    padded = np.full(axes.n_r, np.nan)
    padded[: sums.distance.size] = sums.products[0] / (sums.pairs * len(spins))
    return padded


def stack_sums(
    parts: Sequence[dict[str, NDArray[np.float64]]], shape: tuple[int, ...]
) -> dict[str, NDArray[np.float64]]:
    """Return sums of several ensembles stacked along leading axes of the given shape."""
    return {
        name: np.stack([part[name] for part in parts]).reshape(*shape, *parts[0][name].shape)
        for name in parts[0]
    }


def _groups(classes: NDArray[np.int64], n_classes: int, n_blocks: int) -> NDArray[np.int64]:
    """Return one index per (class, block), -1 outside all classes."""
    blocks = blocks_of(classes, n_classes, n_blocks)
    return np.where(classes >= 0, classes * n_blocks + blocks, -1)
