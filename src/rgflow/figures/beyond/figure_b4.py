"""Figure b4: flow configurations against the exact ensemble of the same energy."""

import itertools
from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure
from matplotlib.lines import Line2D
from matplotlib.ticker import MultipleLocator

from rgflow.analysis.inputs import Inputs, of_size, role
from rgflow.contracts.exact import EXACT
from rgflow.contracts.measure import MEASURE_CLASSES
from rgflow.figures.ensembles import COLD, HOT, at_energy, ends_of_flows, exact_ensembles
from rgflow.figures.lines import theory
from rgflow.figures.machines import heading, shared_length, side_by_side, square, wrapped
from rgflow.figures.panels import is_left
from rgflow.figures.seeds import joined, mean_and_error, named
from rgflow.figures.style import DOUBLE_COLUMN, GREY, INK, THEORY, colours, letter, note, styled

NUMBER = "b4"
TITLE = "Flows and the exact ensemble of their energy"
CATEGORY = "Beyond the paper"
CAPTION = """\
**Figure b4: flows and the exact ensemble of their energy.** Ends of the longest flows that all
machines have, not sorted by any thermometer. (a) Mean magnetization and (b) Binder cumulant
against energy: filled points are all configurations of one seed, open triangles those from cold
and from hot starts alone, red lines the exact ensembles of all temperatures on the same torus.
(c) Two-point function less that of the exact ensemble of the same energy, torus distance, with
standard errors over seeds.
Experiment "{{ snakemake.config.get("name", "default") }}".
"""
INPUTS = {"measure": "flow_measures", "exact": "exact"}
OPTIONAL: set[str] = set()

_DASHES = ("-", "--", ":", "-.")
_MARKS = {"all": "o", "cold": "v", "hot": "^"}
_COLUMNS = 3
_MEANINGS = {
    "seed": ("seed of the training", "1"),
    "start": (f"start temperatures: all, cold (below {COLD} T_c), hot (above {HOT} T_c)", "1"),
    "r": ("number of the distance", "1"),
    "length": ("flow length", "1"),
    "distance": ("torus distance", "lattice spacing"),
    "energy": ("energy per site, each seed", "J"),
    "abs_m": ("<|m|>, each seed", "1"),
    "binder": ("Binder cumulant U4, each seed", "1"),
    "correlation": ("<s(0) s(r)> of all configurations, each seed", "1"),
    "excess": ("<s(0) s(r)> minus that of the exact ensemble of equal energy, each seed", "1"),
    "excess_mean": ("excess of <s(0) s(r)>, mean over seeds", "1"),
    "excess_error": ("excess of <s(0) s(r)>, standard error over seeds", "1"),
    "lattice": ("linear size of the torus", "lattice spacing"),
    "temperature_exact": ("temperature of the exact values", "J/k_B"),
    "energy_exact": ("exact energy per site", "J"),
    "abs_m_exact": ("exact <|m|>", "1"),
    "binder_exact": ("exact Binder cumulant U4", "1"),
    "correlation_exact": ("exact <s(0) s(r)>", "1"),
}


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return moments and C(r) of the longest flows, unbinned, and those of exact ensembles.

    Lattices without exact ensembles have no excess of C(r).
    """
    files, known = role(inputs, "measure", MEASURE_CLASSES), role(inputs, "exact", EXACT)
    length = shared_length(files)
    sizes = sorted({int(file.attrs["L"]) for file in files})
    exact = {
        size: ensembles
        for size in sizes
        if (ensembles := exact_ensembles(of_size(known, size)[0])) is not None
    }

    def of_machine(mine: list[xarray.Dataset]) -> xarray.Dataset:
        ends = ends_of_flows(mine, length)
        return ends.assign(excess=_excess(ends, exact.get(int(mine[0].attrs["L"]))))

    data = side_by_side(files, of_machine)
    data["excess_mean"], data["excess_error"] = mean_and_error(data["excess"])
    if exact:
        along = xarray.DataArray(list(exact), dims="lattice", name="lattice")
        data = data.merge(joined(list(exact.values()), along), join="outer")
    return named(data, {name: meaning for name, meaning in _MEANINGS.items() if name in data})


def _excess(ends: xarray.Dataset, exact: xarray.Dataset | None) -> xarray.DataArray:
    """Return C(r) less that of the exact ensemble of the same energy; NaN where there is none."""
    if exact is None:
        return xarray.full_like(ends["correlation"], np.nan)
    equal = at_energy(exact, "correlation", ends["energy"].sel(start="all").values)
    return ends["correlation"] - xarray.Variable(("seed", "r"), equal)


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw (a) |m| and (b) U4 against energy, all machines, and (c) C(r), one panel per machine."""
    machines = [str(name) for name in data["machine"].values]
    painted = dict(zip(machines, colours(len(machines), INK, GREY), strict=True))
    rows = -(-len(machines) // _COLUMNS)
    figure = Figure(figsize=(DOUBLE_COLUMN, 3.6 + 1.4 * rows), layout="constrained")
    upper, lower = figure.subfigures(2, 1, height_ratios=(2.7, 1.4 * rows), squeeze=False)[:, 0]
    _draw_moments(upper, data, painted)
    _draw_correlations(lower, data, painted)
    figure.legend(handles=_key(data, painted), loc="outside upper center", ncols=3)
    note(
        figure,
        "Beyond the paper: an Ising ensemble of any temperature lies on the red lines; a flow that"
        f" forgets its start ends alike\nfrom cold (T < {COLD} $T_c$) and hot (T > {HOT} $T_c$)"
        " starts. A point of (a, b) is a seed; (c) all starts, thin lines seeds, bars standard"
        " errors.",
    )
    return figure


def _draw_moments(figure: SubFigure, data: xarray.Dataset, painted: Mapping[str, str]) -> None:
    panels = figure.subplots(1, 2)
    words = (("abs_m", r"$\langle|m|\rangle$"), ("binder", "$U_4$"))
    grid = np.linspace(-2.0, 0.0, 201)
    for axes, (name, label), place in zip(panels, words, "ab", strict=True):
        for exact, dash in _ensembles(data):
            curve = at_energy(exact, name, grid)
            axes.plot(grid, curve, color=THEORY, linestyle=dash, linewidth=0.9, zorder=2)
        for machine, colour in painted.items():
            mine = data.sel(machine=machine).transpose("start", "seed", ...)
            way = mine.sel(start=["cold", "all", "hot"])
            axes.plot(way["energy"], way[name], color=colour, alpha=0.4, linewidth=0.5, zorder=3)
            for start, mark in _MARKS.items():
                axes.plot(
                    mine["energy"].sel(start=start), mine[name].sel(start=start), mark,
                    color=colour, markersize=4.0 if start == "all" else 2.6, zorder=4,
                    markerfacecolor=colour if start == "all" else "white", markeredgewidth=0.5,
                )  # fmt: skip
        axes.set(xlabel="energy per site u (J)", ylabel=label, xlim=(-2.03, 0.03))
        axes.xaxis.set_major_locator(MultipleLocator(0.5))
        letter(axes, f"({place})")


def _ensembles(data: xarray.Dataset) -> list[tuple[xarray.Dataset, str]]:
    """Return the exact ensembles of each lattice, with the dashes of its line."""
    if "lattice" not in data:
        return []
    each = [data.sel(lattice=size) for size in data["lattice"].values]
    parts = [one.dropna("temperature_exact", subset=["energy_exact"]) for one in each]
    return list(zip(parts, itertools.cycle(_DASHES), strict=False))


def _draw_correlations(figure: SubFigure, data: xarray.Dataset, painted: Mapping[str, str]) -> None:
    rows = -(-len(painted) // _COLUMNS)
    panels = figure.subplots(rows, _COLUMNS, squeeze=False, sharex=True, sharey=True).ravel()
    for axes, (machine, colour) in zip(panels, painted.items(), strict=False):
        _draw_excess(axes, data.sel(machine=machine), colour)
        axes.set_title(wrapped(heading(data, machine), _COLUMNS), fontsize=7)
        if is_left(axes):
            axes.set_ylabel("$C(r)$ − exact")
    for axes in panels[len(painted) :]:
        axes.set_visible(False)
    for axes in panels[max(0, len(painted) - _COLUMNS) : len(painted)]:
        axes.set_xlabel("r (lattice spacings)")
        axes.tick_params(labelbottom=True)
    letter(panels[0], "(c)")


def _draw_excess(axes: Axes, mine: xarray.Dataset, colour: str) -> None:
    r = mine["distance"].values
    each = mine["excess"].transpose("r", "seed").values
    axes.plot(r, each, color=colour, alpha=0.4, linewidth=0.5, zorder=2)
    axes.errorbar(
        r, mine["excess_mean"].values, yerr=np.nan_to_num(mine["excess_error"].values), fmt="o",
        color=colour, zorder=3,
    )  # fmt: skip
    theory(axes, y=0.0)
    if not np.isfinite(each).any():
        axes.text(0.5, 0.6, "no exact ensemble", transform=axes.transAxes, ha="center")


def _key(data: xarray.Dataset, painted: Mapping[str, str]) -> list[Line2D]:
    points = [
        Line2D([], [], color=colour, marker="o", linestyle="", label=heading(data, machine))
        for machine, colour in painted.items()
    ]
    exact = []
    for one, dash in _ensembles(data):
        line: dict[str, Any] = {"color": THEORY, "linestyle": dash}
        label = f"exact ensembles, {square(int(one['lattice']))}"
        exact.append(Line2D([], [], label=label, **line))
    hollow: dict[str, Any] = {"color": INK, "linestyle": "", "markerfacecolor": "white"}
    return [
        *points,
        Line2D([], [], marker="v", label="cold starts only", **hollow),
        Line2D([], [], marker="^", label="hot starts only", **hollow),
        *exact,
    ]
