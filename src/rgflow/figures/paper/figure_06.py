"""Figure 6: scaling dimension of the energy, from Monte Carlo (a) and from RBM flows (b)."""

from collections.abc import Mapping

import xarray
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from rgflow.analysis.inputs import Inputs, role
from rgflow.contracts.exact import EXACT
from rgflow.contracts.fit import FIT
from rgflow.contracts.schema import Contract
from rgflow.figures.flow_curves import draw_machines
from rgflow.figures.lines import key
from rgflow.figures.panels import machine_axes, machine_height
from rgflow.figures.sample_curves import collect_samples, draw_samples
from rgflow.figures.seeds import fitted
from rgflow.figures.style import BLUE, DOUBLE_COLUMN, GREY, INK, letter, note, styled

NUMBER = "6"
TITLE = "Scaling dimension of the energy"
CATEGORY = "III Flows derived from learned weights"
ROLES: Mapping[str, Contract] = {"fit": FIT, "samples": FIT, "exact": EXACT}
OPTIONAL: frozenset[str] = frozenset({"exact"})

DELTA_EPSILON = 1.0
FORM = "bond"
"""Form of the energy operator in the published figures."""
_CLASSES = ((2.1, BLUE), (2.2, GREY), (2.3, INK))
_LATTICES = {10: GREY, 9: INK}


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return Delta_eps by temperature for Monte Carlo, and by machine, flow length and class."""
    form = {"epsilon_form": FORM}
    labels = {
        "thermometer": "mlp",
        "estimator": "open",
        "near_temperature": [value for value, _ in _CLASSES],
        **form,
    }
    flows = fitted(role(inputs, "fit", FIT), "delta_epsilon", labels)
    samples = collect_samples(
        role(inputs, "samples", FIT),
        role(inputs, "exact", EXACT, optional=True),
        "delta_epsilon",
        "bond",
        form,
    )
    return xarray.merge(
        [
            flows.rename(near_temperature="class"),
            samples.rename({str(name): f"samples_{name}" for name in samples.data_vars}),
        ],
        join="exact",
    )


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw (a) the Monte Carlo data, and (b) one panel a machine."""
    machines = [str(name) for name in data["machine"].values]
    flows, samples = machine_height(machines, 2.0, 1.6), 2.0
    figure = Figure(figsize=(DOUBLE_COLUMN, 0.6 + flows + samples), layout="constrained")
    upper, lower = figure.subfigures(2, 1, height_ratios=(samples, flows), squeeze=False)[:, 0]
    label = r"$\Delta_\epsilon$"
    axes = upper.subplots(1, 1)
    letter(axes, "(a)")
    draw_samples(axes, data, "samples_delta_epsilon", _LATTICES, value=DELTA_EPSILON, label=label)
    axes.set_title("Monte Carlo")
    panels = {name: axes[0] for name, axes in machine_axes(lower, machines, rows=1).items()}
    series = [(value, colour) for value, colour in _CLASSES if value in data["class"].values]
    draw_machines(panels, data, "delta_epsilon", series, "class", exact=DELTA_EPSILON, label=label)
    letter(next(iter(panels.values())), "(b)")
    lattices = [(f"(a) {size} × {size}", _LATTICES[int(size)]) for size in data["lattice"].values]
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
