"""Figure b8: exponents of the renormalization group itself, from Swendsen's matrix."""

from collections.abc import Sequence

import numpy as np
import xarray
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from rgflow.analysis.inputs import Inputs, role
from rgflow.contracts.mcrg import MCRG
from rgflow.figures.seeds import joined, mean_and_error, named, stacked
from rgflow.figures.style import DOUBLE_COLUMN, THEORY, colours, letter, note, styled
from rgflow.figures.theory import DELTA_SIGMA, THERMAL_EIGENVALUE

NUMBER = "b8"
TITLE = "Exponents of the RG by block-spin rule and for controls"
CATEGORY = "Beyond the paper"
CAPTION = """\
**Figure b8: the test that RG passes.** Exponents y_T (a) and y_h (b) from the leading eigenvalues
of Swendsen's matrix between successive lattices, begun at T_c, by block-spin rule and for controls;
(c), (d): the last step against the number of operators. Signs of real-valued lattices are taken
where filled, their values where open. Dashed: exact, y_T = 1 and y_h = 15/8. Errors: jackknife over
configurations; for stacks the standard error over trainings. No point: the matrix has no real
positive leading eigenvalue. For averages and their rescaled form y_h of the values is exact by
construction and shows nothing.
Experiment "{{ snakemake.config.get("name", "default") }}".
"""
INPUTS = {"rg": "mcrg", "control": "control_mcrg"}
OPTIONAL = {"control"}

EVEN, ODD = 3, 2
"""Operators that (a) and (b) use: nearest and next-nearest bond and plaquette; two odd ones."""
_EXPONENTS = {
    "y_t": ("even", EVEN, THERMAL_EIGENVALUE, r"$y_T$"),
    "y_h": ("odd", ODD, 2.0 - DELTA_SIGMA, r"$y_h$"),
}
_MEANINGS = {
    "source": ("block-spin rule, or control", "1"),
    "step": ("block-spin step, or layer", "1"),
    "y_t": ("thermal exponent, against the number of even operators", "1"),
    "y_t_error": ("its error: jackknife, or standard error over trainings", "1"),
    "y_h": ("magnetic exponent, against the number of odd operators", "1"),
    "y_h_error": ("its error: jackknife, or standard error over trainings", "1"),
    "L": ("side of the finer lattice of a step", "lattice spacing"),
}


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return exponents by source, step, form and number of operators."""
    files = [*role(inputs, "rg", MCRG), *role(inputs, "control", MCRG, optional=True)]
    names = list(dict.fromkeys(_name(file) for file in files))
    rows = [_source([file for file in files if _name(file) == name]) for name in names]
    data = joined(rows, xarray.DataArray(names, dims="source", name="source"))
    return named(data, _MEANINGS)


def _name(file: xarray.Dataset) -> str:
    """Return what a source is called: a control by what it is like."""
    words = str(file.attrs["control"] or file.attrs["source"]).replace("_", " ")
    return f"{words}: {file.attrs['label']}" if file.attrs["machine"] else words


def _source(files: Sequence[xarray.Dataset]) -> xarray.Dataset:
    steps = sorted({int(file.attrs["upper"]) for file in files})
    rows = [_step([file for file in files if file.attrs["upper"] == step]) for step in steps]
    return joined(rows, xarray.DataArray(steps, dims="step", name="step"))


def _step(files: Sequence[xarray.Dataset]) -> xarray.Dataset:
    """Return a step's exponents: over trainings where there are some, else with the jackknife's."""
    found = {"L": xarray.DataArray(int(files[0].attrs["L"]))}
    together = stacked(
        sorted(files, key=lambda file: int(file.attrs["seed"])),
        lambda file: file[["y_t", "y_t_error", "y_h", "y_h_error"]],
    )
    for name in _EXPONENTS:
        mean, error = mean_and_error(together[name])
        single = together[f"{name}_error"].isel(seed=0, drop=True)
        found[name] = mean
        found[f"{name}_error"] = error if len(files) > 1 else single
    return xarray.Dataset(found)


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw exponents against steps, and the last step's against the number of operators."""
    figure = Figure(figsize=(DOUBLE_COLUMN, 5.2), layout="constrained")
    panels = figure.subplots(2, 2, width_ratios=(1.5, 1.0), sharey="row")
    names = [str(name) for name in data["source"].values]
    paint = dict(zip(names, colours(len(names)), strict=True))
    for row, (name, (axis, count, exact, label)) in zip(panels, _EXPONENTS.items(), strict=True):
        steps, numbers = row
        for axes in row:
            axes.axhline(exact, color=THEORY, linestyle="--", linewidth=0.9, zorder=1)
        for place, source in enumerate(names):
            mine = data.sel(source=source)
            shift = 0.05 * (place - 0.5 * (len(names) - 1))
            at = mine["step"].values + shift
            _points(steps, at, mine.isel({axis: count - 1}), name, paint[source])
            last = mine.isel(step=-1)
            place_of = np.arange(1, last.sizes[axis] + 1) + shift
            _points(numbers, place_of, last, name, paint[source])
        steps.set(ylabel=f"{label}, {count} operators", xticks=data["step"].values)
        numbers.set_xticks(np.arange(1, data.sizes[axis] + 1))
    panels[0, 0].set_ylim(0.0, 2.0)
    panels[1, 0].set_ylim(1.5, 2.1)
    sizes = [int(L) for L in data["L"].isel(source=0).values]
    panels[1, 0].set_xticklabels([f"{L} → {L // 2}" for L in sizes])
    panels[0, 0].set_xticklabels([])
    panels[1, 1].set_xlabel("operators, last step")
    for axes, text in zip(panels.ravel(), ("(a)", "(c)", "(b)", "(d)"), strict=True):
        letter(axes, text)
    figure.legend(handles=_key(paint), loc="outside upper center", ncols=4)
    note(
        figure,
        "Beyond the paper: a transformation does RG if both exponents agree with 1 and 15/8 at two"
        " successive steps, for any number of operators.",
    )
    return figure


def _points(axes: Axes, at: np.ndarray, mine: xarray.Dataset, name: str, colour: str) -> None:
    """Draw values with errors, signs filled and fields open; one series where they are equal."""
    fields, signs = (mine.sel(form=form) for form in ("field", "sign"))
    for values, face in ((fields, "white"), (signs, colour)):
        if face == "white" and np.array_equal(fields[name], signs[name], equal_nan=True):
            continue
        axes.errorbar(
            at, values[name].values, yerr=np.nan_to_num(values[f"{name}_error"].values), fmt="o",
            color=colour, markerfacecolor=face, markersize=3.5, elinewidth=0.8, zorder=3,
        )  # fmt: skip


def _key(paint: dict[str, str]) -> list[Line2D]:
    return [
        *(
            Line2D([], [], color=colour, marker="o", linestyle="", label=name)
            for name, colour in paint.items()
        ),
        Line2D([], [], color=THEORY, linestyle="--", label="exact: 1, 15/8"),
    ]
