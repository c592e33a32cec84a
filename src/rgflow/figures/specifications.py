"""Specification curves: a number under every combination of open choices, sorted, choices below.

After U. Simonsohn, J. P. Simmons and L. D. Nelson, Nature Human Behaviour 4, 1208 (2020).
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import xarray
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from rgflow.figures.style import DOUBLE_COLUMN, GREY, INK, THEORY, colours, note, styled

Numbers = Mapping[str, tuple[str, Mapping[str, Any]]]
"""Words for each number, and the variable and labels that it is found at."""


class Row(NamedTuple):
    """A specification: its choices in words, and median, least and largest of each number."""

    choices: dict[str, str]
    values: list[tuple[float, float, float]]


_OF_TRAINING = {
    "recipe": "recipe",
    "learning_rate": "learning rate",
    "batch_size": "batch",
    "init_scale": "first weights",
}
_OF_READING = {
    "update": "updates",
    "kind": "flow",
    "thermometer": "thermometer",
    "window": "window",
    "estimator": "estimator",
    "epsilon_form": "form of ε",
}
CHOICES = {**_OF_TRAINING, **_OF_READING}
"""What is varied: name in the data, and in words."""
_SPREAD = ("value", "low", "high")
_MEANINGS = {
    "value": ("number, median over trainings and thermometers", "1"),
    "low": ("least of them", "1"),
    "high": ("largest of them", "1"),
    "number": ("which number", "1"),
    "missing": ("specifications without a value, by number", "1"),
    **{name: (f"choice: {words}", "1") for name, words in CHOICES.items()},
}


def collected(
    files: Sequence[xarray.Dataset],
    numbers: Mapping[str, tuple[str, Mapping[str, Any]]],
    units: str,
) -> xarray.Dataset:
    """Return numbers of every specification, sorted by the first of them.

    Parameters
    ----------
    files : sequence of xarray.Dataset
        MULTIVERSE files.
    numbers : Numbers
        All of one variable.
    units : str
        Their units.

    Returns
    -------
    xarray.Dataset
        `value`, `low` and `high`, (specification, number): median and range over trainings of the
        same choices and over the MLP thermometers; and the choices,
        (specification,), in words. Specifications without a first number are left out and counted.
    """
    groups: dict[str, list[xarray.Dataset]] = {}
    for file in files:
        groups.setdefault(str(file.attrs["choice"]), []).append(file)
    rows = [row for mine in groups.values() for row in _rows(mine, numbers)]
    table = np.array([row.values for row in rows])  # (specification, number, 3)
    order = np.argsort(table[:, 0, 0])
    order = order[np.isfinite(table[order, 0, 0])]
    data = xarray.Dataset(
        {
            name: (("specification", "number"), table[order, :, column])
            for column, name in enumerate(_SPREAD)
        },
        coords={"number": list(numbers)},
    )
    for name in CHOICES:
        if name in rows[0].choices:
            data[name] = ("specification", [str(rows[at].choices[name]) for at in order])
    data["missing"] = ("number", np.isnan(table[:, :, 0]).sum(axis=0))
    data.attrs["specifications"] = len(rows)
    data.attrs["trainings"] = len(files)
    for name, (words, unit) in _MEANINGS.items():
        if name in data:
            own = units if name in _SPREAD else unit
            data[name].attrs = {"long_name": words, "units": own}
    return data


def _rows(files: Sequence[xarray.Dataset], numbers: Numbers) -> list[Row]:
    """Return the specifications of one set of choices of the training: choices and numbers."""
    recipe = json.loads(str(files[0].attrs["recipe"]))
    training = {"recipe": str(files[0].attrs["varied_recipe"])}
    training |= {name: f"{recipe[name]:g}" for name in list(_OF_TRAINING)[1:]}
    parts = [
        xarray.concat(
            [_number(file, variable, place) for file in files],
            dim="training", join="override", coords="minimal", compat="override",
        )
        for variable, place in numbers.values()
    ]  # fmt: skip
    axes = [dim for dim in map(str, parts[0].dims) if dim in _OF_READING and dim != "thermometer"]
    found: list[Row] = []
    for thermometer, columns in _thermometers(parts[0]).items():
        read = [part.isel(thermometer=columns) for part in parts]
        for index in np.ndindex(*(read[0].sizes[axis] for axis in axes)):
            at = dict(zip(axes, index, strict=True))
            words = {axis: _word(read[0][axis].values[place]) for axis, place in at.items()}
            choices = training | words | {"thermometer": thermometer}
            found.append(Row(choices, [_spread(part.isel(at).values) for part in read]))
    return found


def _number(file: xarray.Dataset, variable: str, place: Mapping[str, Any]) -> xarray.DataArray:
    return file[variable].sel(place, method="nearest") if place else file[variable]


def _thermometers(part: xarray.DataArray) -> dict[str, list[int]]:
    """Return where the exact thermometer is, and the MLPs, which differ in nothing but chance."""
    names = [str(name) for name in part["thermometer"].values]
    exact = [place for place, name in enumerate(names) if name == "exact"]
    return {"exact": exact, "MLP": [place for place in range(len(names)) if place not in exact]}


def _word(value: Any) -> str:
    return str(value) if isinstance(value, str) else f"{int(value)}"


def _spread(values: NDArray[np.float64]) -> tuple[float, float, float]:
    """Return median, least and largest of the numbers there are."""
    there = values[np.isfinite(values)]
    if there.size == 0:
        return (np.nan, np.nan, np.nan)
    return float(np.median(there)), float(there.min()), float(there.max())


@styled
def drawn(
    data: xarray.Dataset, label: str, theory: Mapping[str, float], limits: tuple[float, float]
) -> Figure:
    """Draw the curve above, and below it which choices each specification makes.

    Parameters
    ----------
    data : xarray.Dataset
        From `collected`.
    label : str
        Label of the number's axis, with units.
    theory : mapping
        Dashed lines: what they are called, and their values.
    limits : (low, high)
        Range of the axis; numbers beyond it stand at its edge.
    """
    figure = Figure(figsize=(DOUBLE_COLUMN, 5.4), layout="constrained")
    marks = _marks(data)
    curve, table = figure.subplots(2, 1, sharex=True, height_ratios=(1.3, 1.0))
    at = np.arange(data.sizes["specification"])
    names = [str(name) for name in data["number"].values]
    for name, colour in zip(names, colours(len(names)), strict=True):
        mine = data.sel(number=name)
        low, value, high = (
            np.clip(mine[part].values, *limits) for part in ("low", "value", "high")
        )
        curve.vlines(at, low, high, color=colour, alpha=0.25, linewidth=0.6, rasterized=True)
        curve.plot(at, value, ".", color=colour, markersize=2.0, rasterized=True, label=name)
    for words, value in theory.items():
        curve.axhline(value, color=THEORY, linestyle="--", linewidth=0.9, label=words, zorder=4)
    margin = 0.02 * (limits[1] - limits[0])
    curve.set(ylabel=label, ylim=(limits[0] - margin, limits[1] + margin))
    curve.legend(loc="upper left", ncols=2)
    _table(table, marks, len(at))
    note(figure, _note(data))
    return figure


def _marks(data: xarray.Dataset) -> dict[str, dict[str, NDArray[np.bool_]]]:
    """Return for each choice with several options which specification takes which."""
    found = {}
    for name, words in CHOICES.items():
        if name in data:
            values = data[name].values
            options = sorted(set(values.tolist()), key=_by_value)
            if len(options) > 1:
                found[words] = {option: values == option for option in options}
    return found


def _by_value(option: str) -> tuple[int, float, str]:
    try:
        return 0, float(option), option
    except ValueError:
        return 1, 0.0, option


def _table(axes: Axes, marks: Mapping[str, Mapping[str, NDArray[np.bool_]]], count: int) -> None:
    """Draw a row for each option, a tick where a specification takes it."""
    labels: list[str] = []
    for group, (words, options) in enumerate(marks.items()):
        for option, taken in options.items():
            row = len(labels)
            colour = INK if group % 2 == 0 else GREY
            axes.vlines(
                np.flatnonzero(taken), row - 0.4, row + 0.4, color=colour,
                linewidth=max(0.15, 250.0 / max(count, 1)) if count < 600 else 0.3, rasterized=True,
            )  # fmt: skip
            labels.append(f"{words}: {option}")
    axes.set_yticks(range(len(labels)), labels, fontsize=5.5)
    axes.set(ylim=(len(labels) - 0.5, -0.5), xlabel="specifications, sorted", xlim=(-1, count))
    axes.tick_params(axis="y", length=0)


def _note(data: xarray.Dataset) -> str:
    total, missing = int(data.attrs["specifications"]), int(data["missing"].values[0])
    return (
        f"Beyond the paper. Points: {total - missing} of {total} specifications have a number, from"
        f" {data.attrs['trainings']} trained machines. Bars: range over trainings and"
        " thermometers.\nNumbers beyond the frame stand at its edge. Dashed: theory."
    )
