"""Scaling dimensions against temperature from Monte Carlo data (Figures 5b, 6a)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import xarray
from matplotlib.axes import Axes

from rgflow.analysis.exact_fits import Field, exact_dimension
from rgflow.figures.fits import over_seeds
from rgflow.figures.lines import fitted_points, frame, theory
from rgflow.figures.seeds import joined, named
from rgflow.figures.theory import critical_temperature

_PLACE: Mapping[str, Any] = {"length": 0, "thermometer": "start", "estimator": "open"}
_SHIFT = 0.006
"""Distance in temperature at which the points of two lattices stand side by side."""


def collect_samples(
    samples: Sequence[xarray.Dataset],
    exact: Sequence[xarray.Dataset],
    prefix: str,
    field: Field,
    labels: Mapping[str, Any],
) -> xarray.Dataset:
    """Return fits to Monte Carlo data, one row per lattice size.

    Parameters
    ----------
    samples : sequence of xarray.Dataset
        FIT files of kind "monte_carlo", one per lattice size.
    exact : sequence of xarray.Dataset
        EXACT files of the same sizes; may be empty.
    prefix : str
        Name of the number, like ``"delta_sigma"``.
    field : {"spin", "bond"}
        Its operator, for the exact values.
    labels : mapping
        Labels to look at beside the temperature, like the form of the energy operator.

    Returns
    -------
    xarray.Dataset
        Dimensions lattice and near_temperature: the number, its bootstrap error (`_error`), the
        regression interval (`_low`, `_high`), whether the fit failed (`_undetermined`) and, if
        given, the exact value (`_exact`); the critical temperature by lattice.
    """
    place = {**_PLACE, **labels}
    ordered = sorted(samples, key=lambda file: int(file.attrs["L"]), reverse=True)
    data = _by_lattice(
        ordered, lambda file: over_seeds([file], prefix, lambda _: place, single_run=True)
    ).drop_dims("seed")
    data["critical_temperature"] = ("lattice", [critical_temperature(file) for file in ordered])
    name, units = (samples[0][prefix].attrs[key] for key in ("long_name", "units"))
    meanings = {
        "lattice": ("linear size of the torus", "lattice spacing"),
        "near_temperature": ("temperature", "J/k_B"),
        prefix: (f"{name}, Monte Carlo", units),
        f"{prefix}_error": (f"{name}, Monte Carlo: bootstrap standard error", units),
        f"{prefix}_low": (f"{name}, Monte Carlo: Student-t 90 % low", units),
        f"{prefix}_high": (f"{name}, Monte Carlo: Student-t 90 % high", units),
        f"{prefix}_undetermined": (f"{name}, Monte Carlo: 1 where the fit failed", "1"),
        "critical_temperature": ("critical temperature of the model", "J/k_B"),
    }
    if exact:
        curves = _by_lattice(
            exact, lambda file: exact_dimension(file, field).to_dataset(name=f"{prefix}_exact")
        )
        data = data.merge(curves, join="left")
        meanings[f"{prefix}_exact"] = (f"{name}: same fit to the exact two-point function", units)
    return named(data, meanings)


def draw_samples(
    axes: Axes,
    data: xarray.Dataset,
    prefix: str,
    colours: Mapping[int, str],
    *,
    value: float,
    critical: Iterable[float],
    label: str,
) -> None:
    """Draw the collected fits against temperature with a cross-hair at (`critical`, `value`).

    Parameters
    ----------
    axes : Axes
        Where to draw.
    data : xarray.Dataset
        Variables of `prefix` with dimensions lattice and near_temperature.
    prefix : str
        Name of the number.
    colours : mapping of int to str
        Colour of each lattice size.
    value : float
        Theory's value at the critical temperature.
    critical : iterable of float
        Critical temperatures, J/k_B.
    label : str
        Name of the number on its axis.
    """
    near = data["near_temperature"].values
    for index, lattice in enumerate(data["lattice"].values):
        mine = data.sel(lattice=lattice)
        colour = colours[int(lattice)]
        shift = _SHIFT * (index - 0.5 * (data.sizes["lattice"] - 1))
        fitted_points(axes, near, mine, prefix, colour, shift=shift)
        if f"{prefix}_exact" in data:
            line = mine[f"{prefix}_exact"].dropna("near_temperature")
            axes.plot(line["near_temperature"], line, color=colour, linewidth=0.8, zorder=2)
    theory(axes, y=value)
    for temperature in set(critical):
        theory(axes, x=temperature)
    exact = data.get(f"{prefix}_exact", xarray.DataArray([])).values
    frame(axes, data, prefix, include=(value, *exact[np.isfinite(exact)]))
    axes.set(xlabel=r"temperature T ($J/k_B$)", ylabel=label)


def _by_lattice(
    files: Sequence[xarray.Dataset], part: Callable[[xarray.Dataset], xarray.Dataset]
) -> xarray.Dataset:
    sizes = [int(file.attrs["L"]) for file in files]
    along = xarray.DataArray(sizes, dims="lattice", name="lattice")
    return joined([part(file) for file in files], along)
