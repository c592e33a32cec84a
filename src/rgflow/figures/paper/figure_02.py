"""Figure 2: exponent and critical temperature of the magnetization fit against flow length."""

import xarray
from matplotlib.figure import Figure

from rgflow.analysis.inputs import Inputs, role
from rgflow.contracts.fit import FIT
from rgflow.figures.fits import fitted
from rgflow.figures.flow_curves import draw_machines
from rgflow.figures.lines import key
from rgflow.figures.machines import critical_temperatures
from rgflow.figures.panels import machine_axes, machine_height
from rgflow.figures.style import BLUE, DOUBLE_COLUMN, GREY, INK, colours, note, styled
from rgflow.figures.theory import DELTA_SIGMA, critical_label

NUMBER = "2"
TITLE = "Magnetization exponent of RBM flows"
CATEGORY = "III Flows derived from learned weights"
CAPTION = """\
**Figure 2: magnetization exponent and critical temperature of RBM flows** against flow length,
from fits of A |T_c - T|^Delta_m to the mean magnetization of three classes of the MLP
thermometer. Literal readings of the paper stand large on top, other machines below, each with its
own flow. Bars are standard errors over seeds, dots single seeds, red lines theory; open points
and crosses mark failed fits.
Experiment "{{ snakemake.config.get("name", "default") }}".
"""
INPUTS = {"fit": "flow_fits"}
OPTIONAL: set[str] = set()

_PLACE = {"thermometer": "mlp"}


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return Delta_m and T_c by machine, flow length and fit window, over seeds."""
    files = role(inputs, "fit", FIT)
    parts = [fitted(files, prefix, lambda _: _PLACE) for prefix in ("delta_m", "t_c")]
    return xarray.merge(parts, join="exact", compat="no_conflicts")


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw Delta_m above T_c, one column per machine, the fit's windows as series."""
    windows = [str(name) for name in data["window"].values]
    figure = Figure(
        figsize=(DOUBLE_COLUMN, 0.6 + machine_height(data, 3.3, 2.7)), layout="constrained"
    )
    axes = machine_axes(figure, data, rows=2)
    series = list(zip(windows, colours(len(windows), GREY, INK, BLUE), strict=True))
    rows = (
        ("delta_m", dict.fromkeys(axes, DELTA_SIGMA), r"$\Delta_m$", None),
        ("t_c", critical_temperatures(data), r"fitted $T_c$ ($J/k_B$)", "flow length n"),
    )
    for row, (prefix, exact, label, xlabel) in enumerate(rows):
        panels = {machine: column[row] for machine, column in axes.items()}
        draw_machines(
            panels, data, prefix, series, "window", exact=exact, label=label, xlabel=xlabel
        )
    figure.align_ylabels()
    handles = key(
        [(f"classes {window}", colour) for window, colour in series],
        rf"theory: $\Delta_m = 1/8$, {critical_label(data['critical_temperature'].values)}",
    )
    figure.legend(handles=handles, loc="outside upper center", ncols=3)
    note(
        figure,
        "Paper: from n = 26 on both agree with theory. Three classes and three parameters leave no"
        " regression interval;\nbars are standard errors over seeds, small dots single seeds.",
    )
    return figure
