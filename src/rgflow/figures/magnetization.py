"""Magnetization of temperature classes and the parameters of its fits, over seeds (Figure 4)."""

from collections.abc import Sequence
from typing import Any

import xarray

from rgflow.analysis.inputs import choose
from rgflow.figures.classes import around_critical
from rgflow.figures.machines import flow_kind
from rgflow.figures.seeds import mean_and_error, stacked

PARAMETERS = ("amplitude", "delta_m", "t_c")
"""A, Delta_m and T_c of the fit A |T_c - T|^Delta_m."""


def magnetization_by_class(files: Sequence[xarray.Dataset], length: int) -> xarray.Dataset:
    """Return <|m|> by class, around the critical temperature, of one machine's flows.

    Parameters
    ----------
    files : sequence of xarray.Dataset
        MEASURE files, one per seed.
    length : int
        Flow length.

    Returns
    -------
    xarray.Dataset
        `magnetization`, its standard error over seeds (`_error`) and the share of seeds whose
        class is `empty`, by temperature; the flow `length` it is of.
    """

    def by_class(file: xarray.Dataset) -> xarray.Dataset:
        place = _place(file, length)
        sums = choose(file, place)[["sum_abs_m", "count"]].sum("block")
        near = sums.sel(temperature=slice(*around_critical(file)))
        values = near["sum_abs_m"] / near["count"].where(near["count"] > 0)
        return values.to_dataset(name="magnetization").drop_vars(list(place))

    values = stacked(files, by_class)["magnetization"]
    mean, error = mean_and_error(values)
    return xarray.Dataset(
        {
            "length": float(length),
            "magnetization": mean,
            "magnetization_error": error,
            "empty": values.isnull().mean("seed"),
        }
    )


def fit_parameters(files: Sequence[xarray.Dataset], length: int) -> xarray.Dataset:
    """Return A, Delta_m and T_c of every seed and window, NaN where the fit failed.

    Parameters
    ----------
    files : sequence of xarray.Dataset
        FIT files of one machine, one per seed.
    length : int
        Flow length.
    """

    def answers(file: xarray.Dataset) -> xarray.Dataset:
        place = _place(file, length)
        part = choose(file, place)
        answered = (part["delta_m_status"] == 0) & (part["t_c_status"] == 0)
        return part[list(PARAMETERS)].where(answered).drop_vars(list(place))

    return stacked(files, answers)


def _place(file: xarray.Dataset, length: int) -> dict[str, Any]:
    return {"kind": flow_kind(file), "length": length, "thermometer": "mlp"}
