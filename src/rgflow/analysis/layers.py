"""Temperatures of block-spin steps and of layers, as the thermometers read them."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import xarray

from rgflow.analysis.aggregate import mean_class
from rgflow.analysis.pick import counts
from rgflow.analysis.quantity import Measurand, Quantity, across
from rgflow.models.ising.kaufman import specific_heat


def layer_temperatures(file: xarray.Dataset, thermometer: str) -> dict[int, tuple[float, float]]:
    """Return temperature and standard error of every layer; of layer 0, what was put in.

    Parameters
    ----------
    file : xarray.Dataset
        A READ file.
    thermometer : {"mlp", "exact", "energy"}
        Mean class by a thermometer, or the temperature that has the mean energy.
    """
    found = {0: (float(file.attrs["input_temperature"]), 0.0)}
    for row, layer in enumerate(file["layer"].values):
        if layer == 0:
            continue
        if thermometer == "energy":
            found[int(layer)] = _by_energy(file, row)
        else:
            part = file.isel(layer=row)
            found[int(layer)] = mean_class(file, counts(part, {"thermometer": thermometer}))
    return found


def _by_energy(file: xarray.Dataset, row: int) -> tuple[float, float]:
    """Return the temperature of a layer's mean energy, and the error that Kaufman's C gives it."""
    T = float(file["energy_temperature"].values[row])
    if not np.isfinite(T):
        return np.nan, np.nan
    size = int(file["size"].values[row])
    lattices = float(file["count"].values[row].sum(axis=-1).max())
    spread = float(specific_heat(size, np.array([T]))[0]) * size**2 * lattices
    return T, T / np.sqrt(spread) if spread > 0 else np.nan


def factors(files: Sequence[xarray.Dataset], thermometer: str, of: Measurand) -> list[Quantity]:
    """Return the factor of each step, over seeds, at the coordinates `layer` and `below`."""
    read = [layer_temperatures(file, thermometer) for file in files]
    return [
        across(of.at(layer=b, below=a), [_ratio(one[b], one[a]) for one in read])
        for a, b in pairwise(_common(read))
    ]


def of_layers(files: Sequence[xarray.Dataset], thermometer: str, of: Measurand) -> list[Quantity]:
    """Return the temperature of each step or layer, over seeds, at the coordinate `layer`."""
    read = [layer_temperatures(file, thermometer) for file in files]
    return [
        across(of.at(layer=layer), [one[layer] for one in read])
        for layer in _common(read)
        if layer > 0
    ]


def _common(read: Sequence[dict[int, tuple[float, float]]]) -> list[int]:
    """Return the layers that all files have."""
    return sorted(set.intersection(*(set(one) for one in read)))


def _ratio(upper: tuple[float, float], lower: tuple[float, float]) -> tuple[float, float]:
    """Return upper / lower with its error; no number where the lower one is read as T = 0."""
    if not lower[0] > 0:
        return np.nan, np.nan
    ratio = upper[0] / lower[0]
    return ratio, float(np.hypot(upper[1], ratio * lower[1])) / lower[0]
