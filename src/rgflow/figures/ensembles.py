"""Moments of the ends of flows, and the exact Ising ensemble that has the same energy."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import xarray
from numpy.typing import NDArray

from rgflow.analysis.inputs import choose
from rgflow.figures.machines import flow_kind
from rgflow.figures.seeds import stacked
from rgflow.figures.theory import critical_temperature, is_ising
from rgflow.models.ising import kaufman
from rgflow.models.ising.transfer import exact_moments, exact_two_point
from rgflow.observables.geometry import pair_geometry

Floats = NDArray[np.float64]

COLD, HOT = 0.45, 1.75
"""Start temperatures of the groups "cold" (below) and "hot" (above), over the critical one."""
_FURTHER = (1.6, 2.75, 3.2, 4.0, 6.0)
"""Temperatures of the exact curve (J/k_B) beside those near T_c: a second each."""


def ends_of_flows(files: Sequence[xarray.Dataset], length: int) -> xarray.Dataset:
    """Return u, |m|, U4 and C(r) after so many steps of one machine, seed by seed.

    Parameters
    ----------
    files : sequence of xarray.Dataset
        MEASURE files, one per seed.
    length : int
        Flow length.

    Returns
    -------
    xarray.Dataset
        `energy` (J per site), `abs_m` and `binder`, (seed, start), of all configurations and of
        those with cold and hot starts; `correlation`, (seed, r), of all; the `distance` of each r
        (lattice spacings) and the `length` of the flow.
    """
    together = stacked(files, lambda file: _ends(file, length))
    distance = together["distance"].isel(seed=0, drop=True)
    return together.assign(distance=distance, length=float(length))


def exact_ensembles(file: xarray.Dataset) -> xarray.Dataset | None:
    """Return exact u, |m|, U4 and C(r) from the ground state to infinite temperature.

    Parameters
    ----------
    file : xarray.Dataset
        EXACT file.

    Returns
    -------
    xarray.Dataset or None
        Along "temperature_exact"; C(r) at the torus distances r < L/2. None where the lattice is
        too large for exact moments, or no Ising model's.
    """
    L, near = int(file.attrs["L"]), file["temperature_two_point"].values
    if not near.size or not is_ising(file):
        return None
    further = np.setdiff1d(_FURTHER, near)
    moments = [exact_moments(L, T) for T in further]
    T = np.concatenate([near, further])
    free_m = np.abs(np.linspace(-1, 1, L * L + 1)) @ _binomial(L * L)
    tables = np.stack([exact_two_point(L, temperature) for temperature in further])
    profiles = _by_distance(L, np.concatenate([file["spin_two_point"].values, tables]))
    columns = {
        "energy": (-2.0, kaufman.energy_per_site(L, T), 0.0),
        "abs_m": (1.0, [*file["abs_magnetization"].values, *(m.abs_m for m in moments)], free_m),
        "binder": (2 / 3, [*file["binder"].values, *(m.binder for m in moments)], 2 / (3 * L**2)),
    }
    order = np.argsort(T)
    ends = np.ones((1, profiles.shape[1]))
    return xarray.Dataset(
        {
            **{
                f"{name}_exact": ("temperature_exact", [cold, *np.asarray(values)[order], hot])
                for name, (cold, values, hot) in columns.items()
            },
            "correlation_exact": (
                ("temperature_exact", "r"), np.concatenate([ends, profiles[order], 0.0 * ends])
            ),
        },
        {"temperature_exact": [0.0, *T[order], np.inf], "r": np.arange(profiles.shape[1])},
    )  # fmt: skip


def at_energy(exact: xarray.Dataset, name: str, energy: Floats) -> Floats:
    """Return an exact number at energies per site, interpolated; NaN above zero energy.

    `exact` is one lattice's part of what :func:`exact_ensembles` gives. The interpolation keeps
    the curve monotone; its error is below 0.004 (see the tests).
    """
    from scipy.interpolate import PchipInterpolator

    curve = PchipInterpolator(exact["energy_exact"], exact[f"{name}_exact"], extrapolate=False)
    values: Floats = curve(energy)
    return values


def _ends(file: xarray.Dataset, length: int) -> xarray.Dataset:
    """Return the numbers of one seed, of the kind of flow that belongs to its machine."""
    place = {"kind": flow_kind(file), "length": length}
    critical = critical_temperature(file)
    starts = {
        "all": slice(None),
        "cold": slice(None, COLD * critical),
        "hot": slice(HOT * critical, None),
    }
    names = ["count", "sum_energy", "sum_abs_m", "sum_m2", "sum_m4"]
    sums = choose(file[names], {**place, "thermometer": "start"}).sum("block")
    groups = [_moments(sums.sel(temperature=span).sum("temperature")) for span in starts.values()]
    moments = xarray.concat(groups, dim=xarray.DataArray(list(starts), dims="start", name="start"))
    distance = choose(file[["distance"]], {"operator": "spin", "estimator": "torus"})["distance"]
    known = np.flatnonzero(distance.notnull().values)
    curve = choose(file[["spin_correlation"]], place)["spin_correlation"]
    ends = moments.assign(correlation=curve.isel(r=known), distance=distance.isel(r=known))
    labels = [str(name) for name in ends.coords if name not in ends.dims]
    return ends.drop_vars(labels).assign_coords(r=np.arange(known.size))


def _moments(sums: xarray.Dataset) -> xarray.Dataset:
    count = sums["count"].where(sums["count"] > 0)
    m2, m4 = sums["sum_m2"] / count, sums["sum_m4"] / count
    return xarray.Dataset(
        {
            "energy": sums["sum_energy"] / count,
            "abs_m": sums["sum_abs_m"] / count,
            "binder": 1.0 - m4 / (3.0 * m2**2),
        }
    )


def _by_distance(L: int, tables: NDArray[Any]) -> Floats:
    """Average functions of the displacement, (n, L, L), over the pairs of a distance: (n, r)."""
    geometry = pair_geometry(L, "torus")
    along = tables[:, geometry.dy % L, geometry.dx % L] * geometry.pairs_per_displacement
    return np.array([geometry.by_distance(row) / geometry.pairs for row in along])


def _binomial(n: int) -> Floats:
    """Return the probability of k heads in n tosses of a fair coin, k = 0 .. n."""
    from scipy.special import gammaln

    k = np.arange(n + 1)
    log_ways = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return np.asarray(np.exp(log_ways - n * np.log(2.0)))
