"""Figure 2: exponent and critical temperature of the magnetization fit against flow length."""

from collections.abc import Mapping

import xarray
from matplotlib.figure import Figure

from rgflow.analysis.inputs import Inputs, role
from rgflow.config.temperatures import T_CRITICAL
from rgflow.contracts.fit import FIT
from rgflow.contracts.schema import Contract
from rgflow.figures.flow_curves import draw_machines
from rgflow.figures.lines import key
from rgflow.figures.panels import machine_axes, machine_height
from rgflow.figures.seeds import fitted
from rgflow.figures.style import BLUE, DOUBLE_COLUMN, GREY, INK, note, styled

NUMBER = "2"
TITLE = "Magnetization exponent of RBM flows"
CATEGORY = "III Flows derived from learned weights"
ROLES: Mapping[str, Contract] = {"fit": FIT}
OPTIONAL: frozenset[str] = frozenset()

_COLOURS = (GREY, INK, BLUE)


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return Delta_m and T_c by machine, flow length and fit window, over seeds."""
    files = role(inputs, "fit", FIT)
    labels = {"thermometer": "mlp"}
    return xarray.merge(
        [fitted(files, prefix, labels) for prefix in ("delta_m", "t_c")], join="exact"
    )


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw Delta_m above T_c, one column a machine, the fit's windows as series."""
    machines = [str(name) for name in data["machine"].values]
    windows = [str(name) for name in data["window"].values]
    figure = Figure(
        figsize=(DOUBLE_COLUMN, 0.6 + machine_height(machines, 3.3, 2.7)), layout="constrained"
    )
    axes = machine_axes(figure, machines, rows=2)
    series = list(zip(windows, _COLOURS, strict=False))
    rows = (
        ("delta_m", 0.125, r"$\Delta_m$", None),
        ("t_c", T_CRITICAL, r"fitted $T_c$ ($J/k_B$)", "flow length n"),
    )
    for row, (prefix, exact, label, xlabel) in enumerate(rows):
        panels = {machine: axes[machine][row] for machine in machines}
        draw_machines(
            panels, data, prefix, series, "window", exact=exact, label=label, xlabel=xlabel
        )
    figure.align_ylabels()
    handles = key(
        [(f"classes {window}", colour) for window, colour in series],
        r"theory: $\Delta_m = 1/8$, $T_c = 2.269$",
    )
    figure.legend(handles=handles, loc="outside upper center", ncols=3)
    note(
        figure,
        "Paper: from n = 26 on both agree with theory. Three classes and three parameters leave no"
        " regression interval;\nbars are standard errors over seeds, small dots single seeds.",
    )
    return figure
