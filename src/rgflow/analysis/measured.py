"""Observables of ensembles, sorted into temperature classes: what the stage measure writes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.contracts.measure import MEASURE
from rgflow.models.base.law import law
from rgflow.observables.classes import class_of
from rgflow.observables.ensemble import (
    ESTIMATORS,
    OPERATORS,
    Axes,
    class_sums,
    distances,
    pair_sums,
    spin_correlation,
    stack_sums,
)
from rgflow.store import Dataset, Variable
from rgflow.thermometers.energy import energy_temperature

Thermometers = Callable[[NDArray[Any]], Mapping[str, NDArray[np.float64]]]
"""Class temperatures (n,) of configurations (n, L, L) by the name of each thermometer."""


@dataclass(frozen=True)
class Ensembles:
    """Configurations (n, L, L) of each (kind, length), and the temperature each started from."""

    kinds: tuple[str, ...]
    lengths: tuple[int, ...]
    spins: list[NDArray[Any]]
    start: NDArray[np.float64]
    identity: dict[str, Any]
    stream: str
    model: str


def measured(ensembles: Ensembles, axes: Axes, thermometers: Thermometers) -> Dataset:
    """Return the sums of every ensemble by start temperature and under every thermometer.

    Parameters
    ----------
    ensembles : Ensembles
        Of lattices of side ``axes.size``, the first kind at all lengths, then the next.
    axes : Axes
    thermometers : callable
        Reads configurations; of no thermometer it returns an empty mapping.

    Returns
    -------
    Dataset
        By the contract :data:`rgflow.contracts.measure.MEASURE`.
    """
    shape = (len(ensembles.kinds), len(ensembles.lengths))
    names: list[str] = []
    parts = []
    energies = [law(ensembles.model).energy(spins) / axes.size**2 for spins in ensembles.spins]
    for spins, energy in zip(ensembles.spins, energies, strict=True):
        temperatures = {"start": ensembles.start, **thermometers(spins)}
        names = list(temperatures)
        parts += [_sums(spins, energy, read_as, axes) for read_as in temperatures.values()]
    sums = stack_sums(parts, (*shape, len(names)))
    return _dataset(ensembles, axes, names, energies, sums)


def _sums(
    spins: NDArray[Any], energy: NDArray[np.float64], read_as: NDArray[np.float64], axes: Axes
) -> dict[str, NDArray[np.float64]]:
    """Return all sums of one ensemble whose configurations were read as these temperatures."""
    return {
        **class_sums(spins, energy, class_of(read_as, axes.temperature), axes),
        **pair_sums(spins, class_of(read_as, axes.near_temperature), axes),
    }


def _dataset(
    ensembles: Ensembles,
    axes: Axes,
    names: list[str],
    energies: list[NDArray[np.float64]],
    sums: dict[str, NDArray[np.float64]],
) -> Dataset:
    labels = {
        "kind": np.array(ensembles.kinds),
        "length": np.array(ensembles.lengths),
        "thermometer": np.array(names),
        "temperature": axes.temperature,
        "near_temperature": axes.near_temperature,
        "operator": np.array(OPERATORS),
        "estimator": np.array(ESTIMATORS),
    }
    distance, pairs = distances(axes)
    shape = (len(ensembles.kinds), len(ensembles.lengths))
    energy = np.array([values.mean() for values in energies]).reshape(shape)
    matched = energy_temperature(law(ensembles.model), axes.size, energy)
    correlation = np.stack([spin_correlation(spins, axes) for spins in ensembles.spins])
    values = {
        **sums,
        "spin_correlation": correlation.reshape(*shape, -1),
        "distance": distance,
        "pairs": pairs,
        "mean_energy": energy,
        "energy_temperature": np.where(matched.clipped, np.nan, matched.temperature),
    }
    return Dataset(
        {
            **{name: Variable((name,), label) for name, label in labels.items()},
            **{name: Variable(MEASURE.fields[name].dims, array) for name, array in values.items()},
        },
        {
            **ensembles.identity,
            "stream": ensembles.stream,
            "L": np.int32(axes.size),
            "model": ensembles.model,
        },
    )
