"""Scaling dimensions against temperature from Monte Carlo data (Figures 5b, 6a)."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray
from matplotlib.axes import Axes

from rgflow.analysis.exact_fits import Field, exact_dimension
from rgflow.analysis.inputs import choose
from rgflow.config.temperatures import T_CRITICAL
from rgflow.figures.lines import fitted_points, frame, theory
from rgflow.figures.seeds import joined, named
from rgflow.figures.style import INK

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
        Further labels to choose, like the form of the energy operator.

    Returns
    -------
    xarray.Dataset
        Dimensions lattice and near_temperature: the number, its bootstrap error (`_error`), the
        regression interval (`_low`, `_high`), whether there is no answer (`_undetermined`) and,
        if given, the exact value (`_exact`).
    """
    data = _rows(samples, prefix, {"kind": "monte_carlo", **_PLACE, **labels})
    name, units = (samples[0][prefix].attrs[key] for key in ("long_name", "units"))
    meanings = {
        "lattice": ("linear size of the torus", "lattice spacing"),
        "near_temperature": ("temperature", "J/k_B"),
        prefix: (f"{name}, Monte Carlo", units),
        f"{prefix}_error": (f"{name}, Monte Carlo: bootstrap standard error", units),
        f"{prefix}_low": (f"{name}, Monte Carlo: Student-t 90 % low", units),
        f"{prefix}_high": (f"{name}, Monte Carlo: Student-t 90 % high", units),
        f"{prefix}_undetermined": (f"{name}, Monte Carlo: 1 where the fit has no answer", "1"),
    }
    if exact:
        data = data.merge({f"{prefix}_exact": _exact(exact, field)}, join="left")
        meanings[f"{prefix}_exact"] = (f"{name}: same fit to the exact two-point function", units)
    return named(data, meanings)


def draw_samples(
    axes: Axes,
    data: xarray.Dataset,
    prefix: str,
    colours: Mapping[int, str],
    *,
    value: float,
    label: str,
) -> None:
    """Draw the collected fits against temperature with the cross-hair at (T_c, `value`)."""
    temperature = data["near_temperature"].values
    for index, lattice in enumerate(data["lattice"].values):
        mine = data.sel(lattice=lattice)
        colour = colours.get(int(lattice), INK)
        shift = _SHIFT * (index - 0.5 * (data.sizes["lattice"] - 1))
        fitted_points(axes, temperature, mine, prefix, colour, shift=shift)
        if f"{prefix}_exact" in data:
            line = mine[f"{prefix}_exact"].dropna("near_temperature")
            axes.plot(line["near_temperature"], line, color=colour, linewidth=0.8, zorder=2)
    theory(axes, x=T_CRITICAL, y=value)
    exact = data.get(f"{prefix}_exact", xarray.DataArray([])).values
    frame(axes, data, prefix, include=(value, *exact[np.isfinite(exact)]))
    axes.set(xlabel=r"temperature T ($J/k_B$)", ylabel=label)


def _exact(files: Sequence[xarray.Dataset], field: Field) -> xarray.DataArray:
    sizes = [int(file.attrs["L"]) for file in files]
    curves = [exact_dimension(file, field).to_dataset(name="exact") for file in files]
    return joined(curves, xarray.DataArray(sizes, dims="lattice", name="lattice"))["exact"]


def _rows(
    files: Sequence[xarray.Dataset], prefix: str, labels: Mapping[str, Any]
) -> xarray.Dataset:
    ordered = sorted(files, key=lambda file: int(file.attrs["L"]), reverse=True)
    sizes = [int(file.attrs["L"]) for file in ordered]
    parts = [_fit(file, prefix, labels) for file in ordered]
    return joined(parts, xarray.DataArray(sizes, dims="lattice", name="lattice"))


def _fit(file: xarray.Dataset, prefix: str, labels: Mapping[str, Any]) -> xarray.Dataset:
    part = choose(file, {dim: label for dim, label in labels.items() if dim in file[prefix].dims})
    answered = part[f"{prefix}_status"] == 0
    fit = xarray.Dataset(
        {
            prefix: part[prefix].where(answered),
            f"{prefix}_error": part[f"{prefix}_bootstrap"].where(answered),
            f"{prefix}_low": part[f"{prefix}_low"].where(answered),
            f"{prefix}_high": part[f"{prefix}_high"].where(answered),
            f"{prefix}_undetermined": (~answered).astype(float),
        }
    )
    return fit.drop_vars([str(name) for name in fit.coords if name not in fit.dims])
