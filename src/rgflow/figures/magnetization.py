"""Magnetization of temperature classes and the parameters of its fits, over seeds (Figure 4)."""

from collections.abc import Sequence
from typing import Any

import xarray

from rgflow.analysis.inputs import choose
from rgflow.figures.machines import flow_kind
from rgflow.figures.seeds import mean_and_error, stacked

PARAMETERS = ("amplitude", "delta_m", "t_c")
"""A, Delta_m and T_c of the fit A |T_c - T|^Delta_m."""


def magnetization_by_class(
    files: Sequence[xarray.Dataset], length: int, limits: tuple[float, float]
) -> xarray.Dataset:
    """Return <|m|> by class of one machine's flows.

    Parameters
    ----------
    files : sequence of xarray.Dataset
        MEASURE files, one per seed.
    length : int
        Flow length; the longest there is, if this one was not run.
    limits : (float, float)
        Lowest and highest class, in J/k_B.

    Returns
    -------
    xarray.Dataset
        `magnetization`, its standard error over seeds (`_error`) and the share of seeds whose
        class is `empty`, by temperature; the flow `length` it is of.
    """
    there = longest(files[0], length)

    def by_class(file: xarray.Dataset) -> xarray.Dataset:
        place = _place(file, there)
        sums = choose(file, place)[["sum_abs_m", "count"]].sum("block")
        near = sums.sel(temperature=slice(*limits))
        values = near["sum_abs_m"] / near["count"].where(near["count"] > 0)
        return values.to_dataset(name="magnetization").drop_vars(list(place))

    values = stacked(files, by_class)["magnetization"]
    mean, error = mean_and_error(values)
    return xarray.Dataset(
        {
            "length": float(there),
            "magnetization": mean,
            "magnetization_error": error,
            "empty": values.isnull().mean("seed"),
        }
    )


def fit_parameters(files: Sequence[xarray.Dataset], length: int) -> xarray.Dataset:
    """Return A, Delta_m and T_c of every seed and window, NaN where the fit has no answer.

    Parameters
    ----------
    files : sequence of xarray.Dataset
        FIT files of one machine, one per seed.
    length : int
        Flow length; the longest there is, if this one was not run.
    """
    there = longest(files[0], length)

    def answers(file: xarray.Dataset) -> xarray.Dataset:
        place = _place(file, there)
        part = choose(file, place)
        answered = (part["delta_m_status"] == 0) & (part["t_c_status"] == 0)
        return part[list(PARAMETERS)].where(answered).drop_vars(list(place))

    return stacked(files, answers)


def longest(file: xarray.Dataset, wanted: int) -> int:
    """Return the wanted flow length, or the longest there is if that one was not run."""
    lengths = file["length"].values
    return wanted if wanted in lengths else int(lengths.max())


def _place(file: xarray.Dataset, length: int) -> dict[str, Any]:
    return {"kind": flow_kind(file.attrs["source"]), "length": length, "thermometer": "mlp"}
