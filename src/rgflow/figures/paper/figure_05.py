"""Figure 5: scaling dimension of the spin, from RBM flows (a) and from Monte Carlo (b)."""

from collections.abc import Mapping

import xarray
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from rgflow.analysis.inputs import Inputs, of_size, role
from rgflow.contracts.exact import EXACT
from rgflow.contracts.fit import FIT
from rgflow.contracts.schema import Contract
from rgflow.figures.flow_curves import draw_machines
from rgflow.figures.lines import key
from rgflow.figures.panels import machine_axes, machine_height
from rgflow.figures.sample_curves import collect_samples, draw_samples
from rgflow.figures.seeds import fitted
from rgflow.figures.style import DOUBLE_COLUMN, GREY, INK, letter, note, styled

NUMBER = "5"
TITLE = "Scaling dimension of the spin"
CATEGORY = "III Flows derived from learned weights"
ROLES: Mapping[str, Contract] = {"fit": FIT, "samples": FIT, "exact": EXACT}
OPTIONAL: frozenset[str] = frozenset({"exact"})

DELTA_SIGMA = 0.125
_CLASSES = ((2.2, GREY), (2.3, INK))


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return Delta_s by machine, flow length and class, and by temperature for Monte Carlo."""
    labels = {
        "thermometer": "mlp",
        "estimator": "open",
        "near_temperature": [value for value, _ in _CLASSES],
    }
    fits = role(inputs, "fit", FIT)
    flows = fitted(fits, "delta_sigma", labels)
    samples = collect_samples(
        of_size(role(inputs, "samples", FIT), fits[0].attrs["L"]),
        role(inputs, "exact", EXACT, optional=True),
        "delta_sigma",
        "spin",
        {},
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
    """Draw (a) one panel a machine, and (b) the Monte Carlo data."""
    machines = [str(name) for name in data["machine"].values]
    flows, samples = machine_height(machines, 2.0, 1.6), 2.0
    figure = Figure(figsize=(DOUBLE_COLUMN, 0.6 + flows + samples), layout="constrained")
    upper, lower = figure.subfigures(2, 1, height_ratios=(flows, samples), squeeze=False)[:, 0]
    panels = {name: axes[0] for name, axes in machine_axes(upper, machines, rows=1).items()}
    series = [(value, colour) for value, colour in _CLASSES if value in data["class"].values]
    label = r"$\Delta_\sigma$"
    draw_machines(panels, data, "delta_sigma", series, "class", exact=DELTA_SIGMA, label=label)
    handles = key([(f"class {value}", colour) for value, colour in series], "theory: 1/8, $T_c$")
    if "samples_delta_sigma_exact" in data:
        handles.append(Line2D([], [], color=INK, label="(b) exact, same fit"))
    figure.legend(handles=handles, loc="outside upper center", ncols=3)
    axes = lower.subplots(1, 1)
    letter(next(iter(panels.values())), "(a)")
    letter(axes, "(b)")
    draw_samples(
        axes,
        data,
        "samples_delta_sigma",
        {int(size): INK for size in data["lattice"].values},
        value=DELTA_SIGMA,
        label=label,
    )
    sizes = ", ".join(f"{size} × {size}" for size in data["lattice"].values)
    axes.set_title(f"Monte Carlo, {sizes}")
    note(
        figure,
        "Paper: (a) slightly under 1/8 in class 2.2, over it in class 2.3;"
        r" (b) 1/8 at $T_c$, less below and more above.",
    )
    return figure
