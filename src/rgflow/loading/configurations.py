"""What can be wrong with the configurations in a file, beyond its layout."""

import math
from collections.abc import Iterator

import numpy as np

from rgflow import lattice_models
from rgflow.config import temperatures
from rgflow.errors import ConfigError, ParameterError
from rgflow.models.base.arguments import magnetization
from rgflow.models.base.hamiltonian import hamiltonian
from rgflow.store import Dataset


def wrong_configurations(file: Dataset, name: str = "") -> Iterator[str]:
    """Yield what is wrong with the spins, temperatures, energies and magnetizations of a file.

    Parameters
    ----------
    file : Dataset
        Of the stage sample, gather or starts, with all its variables. Types and dimensions may
        still be wrong; what depends on them is then left out.
    name : str
        Of the file; "T2.3" says a temperature.
    """
    yield from _wrong_temperatures(file, name)
    model, spins = str(file.attrs.get("model")), file["spins"]
    known = model in lattice_models.names()
    if not known:
        yield f"attribute 'model' is {model!r}, known are {', '.join(lattice_models.names())}"
    if spins.ndim != 3 or spins.dtype != np.int8:
        return
    if len(spins) == 0:
        yield "it holds no configuration"
        return
    if spins.shape[1:] != (file.attrs.get("L"),) * 2:
        yield (
            f"the lattices have {spins.shape[1]} x {spins.shape[2]} sites, "
            f"but attribute 'L' is {file.attrs.get('L')}"
        )
    if wrong := spins.size - np.count_nonzero(np.abs(spins) == 1):
        yield f"{wrong} of {spins.size} spins are not +1 or -1"
    elif known and spins.shape[1] == spins.shape[2]:
        yield from _wrong_sums(file, model)


def _wrong_temperatures(file: Dataset, name: str) -> Iterator[str]:
    if "temperature" in file.variables:
        T = file["temperature"]
        if not np.all(np.isfinite(T) & (T >= 0)):
            yield "temperatures are not all finite and >= 0"
        elif np.any(np.diff(T) < 0):
            yield "configurations are not in rising order of temperature"
        return
    given, model = file.attrs.get("temperature"), str(file.attrs.get("model"))
    if not isinstance(given, float | int | np.number):
        return  # said of the layout
    if not (math.isfinite(given) and given >= 0):
        yield f"attribute 'temperature' is {given}, not finite and >= 0"
    elif name.startswith("T") and not _is_named(float(given), name[1:], model):
        yield f"attribute 'temperature' is {given}, but the file is called {name}"


def _is_named(T: float, label: str, model: str) -> bool:
    """Tell whether a label is that of a temperature, or of none."""
    try:
        expected = temperatures.parse(label)
        if label == temperatures.CRITICAL_LABEL:
            expected = lattice_models.critical_point(model).T_C
    except (ConfigError, ParameterError):
        return True
    return math.isclose(T, expected, rel_tol=0.0, abs_tol=1e-9)


def _wrong_sums(file: Dataset, model: str) -> Iterator[str]:
    """Compare energies and magnetizations with those of the spins, where the file has them."""
    spins = file["spins"]
    for name, function in (("energy", hamiltonian(model).energy), ("magnetization", magnetization)):
        if name not in file.variables or file[name].shape != (len(spins),):
            continue
        # energies that are no whole numbers were rounded somewhere
        wrong = ~(np.abs(file[name] - function(spins)) <= 1e-9 * spins[0].size)
        if wrong.any():
            yield f"{wrong.sum()} of {len(spins)} values of '{name}' are not those of the spins"
