"""Fitted numbers of machines and of controls, put side by side (Figure b6)."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import xarray

from rgflow.analysis.exact_fits import exact_dimension, exact_magnetization_fit
from rgflow.analysis.roles import by_machine
from rgflow.figures.classes import near_critical
from rgflow.figures.fits import over_seeds
from rgflow.figures.seeds import joined
from rgflow.figures.theory import critical_temperature

NUMBERS = ("delta_sigma", "delta_m", "t_c")


class Row(NamedTuple):
    """One source of configurations: a machine, or a control."""

    source: str
    label: str
    control: bool
    files: Sequence[xarray.Dataset]


def machine_rows(files: Sequence[xarray.Dataset]) -> list[Row]:
    """Return machines in the configured order."""
    return [
        Row(name, str(mine[0].attrs["label"]), False, mine)
        for name, mine in by_machine(files).items()
    ]


def control_rows(files: Sequence[xarray.Dataset], *, unique: bool) -> list[Row]:
    """Return Monte Carlo data and controls of one lattice in the order of their files."""
    groups: dict[str, list[xarray.Dataset]] = {}
    for file in sorted(files, key=lambda file: int(file.attrs["seed"])):
        groups.setdefault(str(file.attrs["source"]), []).append(file)
    return [
        Row(source if unique else f"{source} {mine[0].attrs['L']}", _label(mine[0]), True, mine)
        for source, mine in groups.items()
    ]


def _label(file: xarray.Dataset) -> str:
    """Return what a control is called: by its name, and by the machine that it is like."""
    control = str(file.attrs["control"]).replace("_", " ")
    if not control:
        return "Monte Carlo, read alike"
    return f"{control} like {file.attrs['label']}" if file.attrs["machine"] else control


def fits_of_rows(rows: Sequence[Row], length: int) -> xarray.Dataset:
    """Return the numbers of every row along "source", at one flow length, and what the row is."""
    along = xarray.DataArray([row.source for row in rows], dims="source", name="source")
    data = joined([_fits(row.files, length) for row in rows], along)
    first = [row.files[0] for row in rows]
    return data.assign(
        control=("source", [float(row.control) for row in rows]),
        label=("source", [row.label for row in rows]),
        size=("source", [int(file.attrs["L"]) for file in first]),
        critical_temperature=("source", [critical_temperature(file) for file in first]),
        length=length,
    )


def exact_fits(file: xarray.Dataset, data: xarray.Dataset) -> xarray.Dataset:
    """Return the numbers that the fits give for an EXACT file, at the choices of `data`."""
    windows = [str(window) for window in data["window"].values]
    fits = [exact_magnetization_fit(file, _temperatures(window)) for window in windows]
    near = data["near_temperature"].values
    sigma = exact_dimension(file, "spin").reindex(
        near_temperature=near, method="nearest", tolerance=1e-6
    )
    along = {"window": data["window"].values}
    return xarray.Dataset(
        {
            "delta_sigma_exact": sigma.assign_coords(near_temperature=near),
            "delta_m_exact": xarray.DataArray([delta for delta, _ in fits], along),
            "t_c_exact": xarray.DataArray([t_c for _, t_c in fits], along),
        }
    )


def _fits(files: Sequence[xarray.Dataset], length: int) -> xarray.Dataset:
    """Return each number of one source over seeds, or of one run with its bootstrap error.

    Parameters
    ----------
    files : sequence of xarray.Dataset
        FIT files of one source, one per seed.
    length : int
        Flow length; a file of one length, like that of Monte Carlo data, leaves no choice.

    Returns
    -------
    xarray.Dataset
        Every number by class or window, its standard error (`_error`), the share of seeds whose
        fit failed (`_undetermined`) and each seed's value (`_single`).
    """

    def choice(file: xarray.Dataset) -> dict[str, Any]:
        lengths = file["length"].values
        return {
            "length": int(lengths[0]) if lengths.size == 1 else length,
            "thermometer": "mlp",
            "estimator": "open",
            "near_temperature": near_critical(file, below=1, above=1),
        }

    parts = [over_seeds(files, prefix, choice, single_run=True) for prefix in NUMBERS]
    unused = [f"{prefix}_{end}" for prefix in NUMBERS for end in ("low", "high")]
    return xarray.merge(parts, join="exact").drop_vars(unused)


def _temperatures(window: str) -> list[float]:
    """Return the class temperatures (J/k_B) that the name of a fit window lists."""
    return [float(word) for word in window.replace(",", " ").split()]
