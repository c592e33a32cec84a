"""Figure 6: scaling dimension of the energy, from Monte Carlo (a) and from RBM flows (b)."""

from typing import Any

import xarray
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from rgflow.analysis.inputs import Inputs, role
from rgflow.contracts.exact import EXACT
from rgflow.contracts.fit import FIT
from rgflow.figures.classes import near_critical
from rgflow.figures.fits import fitted
from rgflow.figures.flow_curves import class_series, draw_machines
from rgflow.figures.lines import key
from rgflow.figures.machines import square
from rgflow.figures.panels import machine_axes, machine_height
from rgflow.figures.sample_curves import collect_samples, draw_samples
from rgflow.figures.style import DOUBLE_COLUMN, GREY, INK, colours, letter, note, styled
from rgflow.figures.theory import DELTA_EPSILON

NUMBER = "6"
TITLE = "Scaling dimension of the energy"
CATEGORY = "III Flows derived from learned weights"
CAPTION = """\
**Figure 6: scaling dimension of the energy** in its one-bond form. (a) From Monte Carlo against
temperature, by lattice, with the same fit to the exact two-point functions as lines; (b) from RBM
flows, two classes below and one above the critical temperature, against flow length. Errors as in
Figure 5.
Experiment "{{ snakemake.config.get("name", "default") }}".
"""
INPUTS = {"fit": "flow_fits", "samples": "sample_fits", "exact": "exact"}
OPTIONAL = {"exact"}

_FORM = {"epsilon_form": "bond"}
"""Form of the energy operator in the published figures."""


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return Delta_eps by temperature for Monte Carlo, and by machine, flow length and class."""
    flows = fitted(role(inputs, "fit", FIT), "delta_epsilon", _place)
    samples = collect_samples(
        role(inputs, "samples", FIT),
        role(inputs, "exact", EXACT, optional=True),
        "delta_epsilon",
        "bond",
        _FORM,
    )
    return xarray.merge(
        [
            flows.rename(near_temperature="class"),
            samples.rename({str(name): f"samples_{name}" for name in samples.data_vars}),
        ],
        join="exact",
    )


def _place(file: xarray.Dataset) -> dict[str, Any]:
    near = near_critical(file, below=2, above=1)
    return {"thermometer": "mlp", "estimator": "open", "near_temperature": near, **_FORM}


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw (a) the Monte Carlo data, and (b) one panel per machine."""
    flows, samples = machine_height(data, 2.0, 1.6), 2.0
    figure = Figure(figsize=(DOUBLE_COLUMN, 0.6 + flows + samples), layout="constrained")
    upper, lower = figure.subfigures(2, 1, height_ratios=(samples, flows), squeeze=False)[:, 0]
    label = r"$\Delta_\epsilon$"
    axes = upper.subplots(1, 1)
    letter(axes, "(a)")
    sizes = data["lattice"].values.tolist()
    colour_of = dict(zip(sizes, colours(len(sizes), GREY, INK), strict=True))
    draw_samples(
        axes, data, "samples_delta_epsilon", colour_of, value=DELTA_EPSILON,
        critical=data["samples_critical_temperature"].values, label=label,
    )  # fmt: skip
    axes.set_title("Monte Carlo")
    panels = {name: axes[0] for name, axes in machine_axes(lower, data, rows=1).items()}
    series, exact = class_series(data), dict.fromkeys(panels, DELTA_EPSILON)
    draw_machines(panels, data, "delta_epsilon", series, "class", exact=exact, label=label)
    letter(next(iter(panels.values())), "(b)")
    lattices = [(f"(a) {square(size)}", colour) for size, colour in colour_of.items()]
    classes = [(f"(b) class {value}", colour) for value, colour in series]
    handles = key([*lattices, *classes], "theory: 1, $T_c$")
    if "samples_delta_epsilon_exact" in data:
        handles.append(Line2D([], [], color=INK, label="(a) lines: exact, same fit"))
    figure.legend(handles=handles, loc="outside upper center", ncols=4)
    note(
        figure,
        r"Paper: (a) Monte Carlo passes through 1 at $T_c$ on both lattices;"
        " (b) no class converges with flow length.",
    )
    return figure
