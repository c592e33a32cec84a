"""Figure 5: scaling dimension of the spin, from RBM flows (a) and from Monte Carlo (b)."""

from typing import Any

import numpy as np
import xarray
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from rgflow.analysis.inputs import Inputs, of_size, role
from rgflow.contracts.exact import EXACT
from rgflow.contracts.fit import FIT
from rgflow.figures.classes import near_critical
from rgflow.figures.fits import fitted
from rgflow.figures.flow_curves import class_series, draw_machines
from rgflow.figures.lines import key
from rgflow.figures.machines import square
from rgflow.figures.panels import machine_axes, machine_height
from rgflow.figures.sample_curves import collect_samples, draw_samples
from rgflow.figures.style import DOUBLE_COLUMN, INK, letter, note, styled
from rgflow.figures.theory import DELTA_SIGMA

NUMBER = "5"
TITLE = "Scaling dimension of the spin"
CATEGORY = "III Flows derived from learned weights"
CAPTION = """\
**Figure 5: scaling dimension of the spin.** (a) From RBM flows, classes right below (grey) and
right above (black) the critical temperature, against flow length; (b) from Monte Carlo against
temperature, with the same fit to the exact two-point function as a line. Estimator of the
authors: all site pairs, distance not wrapped, r < L/2. Bars are standard errors over seeds (a) or
bootstrap errors (b); pale bars are 90 % regression intervals.
Experiment "{{ snakemake.config.get("name", "default") }}".
"""
INPUTS = {"fit": "flow_fits", "samples": "sample_fits", "exact": "exact"}
OPTIONAL = {"exact"}


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return Delta_s by machine, flow length and class, and by temperature for Monte Carlo."""
    flows = fitted(role(inputs, "fit", FIT), "delta_sigma", _place)
    samples = role(inputs, "samples", FIT)
    of_flows = [file for size in np.unique(flows["size"]) for file in of_size(samples, size)]
    monte_carlo = collect_samples(
        of_flows,
        role(inputs, "exact", EXACT, optional=True),
        "delta_sigma",
        "spin",
        {},
    )
    return xarray.merge(
        [
            flows.rename(near_temperature="class"),
            monte_carlo.rename({str(name): f"samples_{name}" for name in monte_carlo.data_vars}),
        ],
        join="exact",
    )


def _place(file: xarray.Dataset) -> dict[str, Any]:
    near = near_critical(file, below=1, above=1)
    return {"thermometer": "mlp", "estimator": "open", "near_temperature": near}


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw (a) one panel per machine, and (b) the Monte Carlo data of each lattice."""
    flows, samples = machine_height(data, 2.0, 1.6), 2.0
    figure = Figure(figsize=(DOUBLE_COLUMN, 0.6 + flows + samples), layout="constrained")
    upper, lower = figure.subfigures(2, 1, height_ratios=(flows, samples), squeeze=False)[:, 0]
    panels = {name: axes[0] for name, axes in machine_axes(upper, data, rows=1).items()}
    series, label = class_series(data), r"$\Delta_\sigma$"
    exact = dict.fromkeys(panels, DELTA_SIGMA)
    draw_machines(panels, data, "delta_sigma", series, "class", exact=exact, label=label)
    handles = key([(f"class {value}", colour) for value, colour in series], "theory: 1/8, $T_c$")
    if "samples_delta_sigma_exact" in data:
        handles.append(Line2D([], [], color=INK, label="(b) exact, same fit"))
    figure.legend(handles=handles, loc="outside upper center", ncols=3)
    letter(next(iter(panels.values())), "(a)")
    grid = lower.subplots(1, data.sizes["lattice"], squeeze=False, sharey=True)[0]
    letter(grid[0], "(b)")
    for axes, size in zip(grid, sorted(data["lattice"].values.tolist()), strict=True):
        mine = data.sel(lattice=[size])
        draw_samples(
            axes, mine, "samples_delta_sigma", {size: INK}, value=DELTA_SIGMA,
            critical=mine["samples_critical_temperature"].values, label=label,
        )  # fmt: skip
        axes.set_title(f"Monte Carlo, {square(size)}")
    note(
        figure,
        "Paper: (a) slightly under 1/8 in class 2.2, over it in class 2.3;"
        r" (b) 1/8 at $T_c$, less below and more above.",
    )
    return figure
