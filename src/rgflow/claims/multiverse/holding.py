"""Whether a claim of the paper holds for a specification: its own rule, applied to numbers alone.

A specification is one machine, length of training, flow, thermometer, estimator, form and window:
numbers without errors. The paper's rule then looks at an interval of no width.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import xarray
from numpy.typing import NDArray

from rgflow.analysis.aggregate import mean_of_classes
from rgflow.analysis.pick import flow_length
from rgflow.analysis.quantity import Coordinate, Measurand, Quantity
from rgflow.claims.demellokoch2020 import paper
from rgflow.claims.demellokoch2020.flow_dimensions import C5, C6, C7
from rgflow.claims.demellokoch2020.settling import C4, COLD, HOT, HOTTEST
from rgflow.ledger.claim import Claim
from rgflow.ledger.evidence import Evidence
from rgflow.models.base.law import law
from rgflow.stats.estimate import OK
from rgflow.thermometers.energy import energy_temperature

PAPER: Mapping[str, Claim] = {claim.number: claim for claim in (C4, C5, C6, C7)}
Answers = NDArray[np.bool_]
Number = tuple[str, Mapping[str, Coordinate], NDArray[np.float64]]
"""Key and coordinates of a number, and its values for all specifications of a file."""


def answers(claim: str, numbers: Sequence[Number]) -> Answers:
    """Return for which specifications a claim of the paper holds.

    Parameters
    ----------
    claim : str
        Like ``"C5"``.
    numbers : sequence of (key, coordinates, array)
        What its rule looks at; arrays of one shape. A number that is NaN decides nothing, and the
        claim does not hold.
    """
    shape = np.broadcast_shapes(*(values.shape for _, _, values in numbers))
    found = np.zeros(shape, np.bool_)
    arrays = [np.broadcast_to(values, shape) for _, _, values in numbers]
    measurands = [Measurand(key, key).at(**place) for key, place, _ in numbers]
    for index in np.ndindex(shape):
        exact = (
            Quantity(of, float(values[index]), 0.0)
            for of, values in zip(measurands, arrays, strict=True)
        )
        found[index] = PAPER[claim].judge(Evidence(tuple(exact))).holds is True
    return found


def settling(file: xarray.Dataset) -> Answers:
    """Return where C4 holds, (kind, update, thermometer), of a MULTIVERSE file."""
    cold, hot = (
        _temperature(file, _between(file["energy"], span).mean("temperature").values)[..., None]
        for span in (COLD, HOT)
    )
    return answers("C4", _settling_numbers(file["mean_class"].values, cold, hot))


def settling_of_data(file: xarray.Dataset) -> Answers:
    """Return where C4 holds, (thermometer,), of configurations that went through no machine."""
    ends = file.isel(kind=-1).sel(length=flow_length(file))
    total = ends[["count", "sum_energy"]].sum("block").sel(thermometer="start")
    cold, hot = (
        _temperature(file, np.asarray(_between(total["sum_energy"], span).sum()
        / _between(total["count"], span).sum()))
        for span in (COLD, HOT)
    )  # fmt: skip
    read = ends["count"].drop_sel(thermometer="start").sum("block")
    mean = mean_of_classes(file["temperature"].values, read.values.astype(float))
    return answers("C4", _settling_numbers(mean, cold, hot))


def _between(values: xarray.DataArray, span: tuple[float, float]) -> xarray.DataArray:
    T = values["temperature"].values
    return values.isel(temperature=(span[0] <= T) & (span[1] >= T))


def _temperature(file: xarray.Dataset, energy: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the temperatures of mean energies; a bound far from T_c where none has them."""
    matched = energy_temperature(law(str(file.attrs["model"])), int(file.attrs["L"]), energy)
    return np.minimum(matched.temperature, HOTTEST)


def _settling_numbers(
    mean: NDArray[np.float64], cold: NDArray[np.float64], hot: NDArray[np.float64]
) -> list[Number]:
    return [
        ("mean_class", {}, mean),
        ("cold_temperature", {}, cold),
        ("hot_temperature", {}, hot),
    ]


def dimensions(claim: str, file: xarray.Dataset) -> Answers:
    """Return where C5, C6 or C7 holds, of a MULTIVERSE file.

    Axes: kind, update and thermometer; then window for C5, estimator for C6, estimator and
    epsilon_form for C7.
    """
    return answers(claim, _dimension_numbers(claim, file))


def dimensions_of_data(claim: str, file: xarray.Dataset) -> Answers:
    """Return where C5, C6 or C7 holds, of a FIT file of no machine: the axes without the first two.

    The start temperature is no thermometer.
    """
    ends = file.isel(kind=-1).sel(length=flow_length(file)).drop_sel(thermometer="start")
    keys = ("delta_m", "t_c", "delta_sigma", "delta_epsilon")
    sound = {key: ends[key].where(ends[f"{key}_status"] == OK) for key in keys}
    return answers(claim, _dimension_numbers(claim, xarray.Dataset(sound)))


def _dimension_numbers(claim: str, file: xarray.Dataset) -> list[Number]:
    if claim == "C5":
        return [(key, {}, file[key].values) for key in ("delta_m", "t_c")]
    key, classes = {
        "C6": ("delta_sigma", (paper.COLD_CLASS, paper.HOT_CLASS)),
        "C7": ("delta_epsilon", paper.ENERGY_CLASSES),
    }[claim]
    return [(key, {"near_temperature": T}, _at(file[key], T)) for T in classes]


def _at(values: xarray.DataArray, temperature: float) -> NDArray[np.float64]:
    """Return the numbers of a class; NaN if the experiment has not this class."""
    near = values["near_temperature"].values
    same = np.flatnonzero(np.isclose(near, temperature, rtol=0, atol=1e-6))
    if same.size == 0:
        return np.full_like(values.isel(near_temperature=0).values, np.nan)
    return np.asarray(values.isel(near_temperature=same[0]).values)


def joint(settled: Answers, magnetization: Answers, spin: Answers, energy: Answers) -> Answers:
    """Return where C4 to C7 hold together, (..., thermometer, window, estimator, epsilon_form)."""
    return np.asarray(
        settled[..., None, None, None]
        & magnetization[..., :, None, None]
        & spin[..., None, :, None]
        & energy[..., None, :, :]
    )
