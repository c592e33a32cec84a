"""Figure b3: singular values of the weights, snapshot by snapshot."""

import matplotlib
import numpy as np
import xarray
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from rgflow.analysis.inputs import Inputs, role
from rgflow.contracts.train_rbm import RBM
from rgflow.figures.lines import theory
from rgflow.figures.panels import is_left, machine_axes, machine_height
from rgflow.figures.seeds import mean_and_error, named
from rgflow.figures.style import DOUBLE_COLUMN, THEORY, note, styled
from rgflow.figures.trainings import TRAINING, TRAINING_LABEL, by_snapshot, recipe

NUMBER = "b3"
TITLE = "Singular values of the weights"
CATEGORY = "Beyond the paper"
CAPTION = """\
**Figure b3: singular values of the weights.** Largest first, one curve per snapshot, means over
seeds; colour: learning rate times updates made. Red: edges of the Marchenko-Pastur law, between
which the singular values of the initial random weights lie. What stands above them has been
learned.
Experiment "{{ snakemake.config.get("name", "default") }}".
"""
INPUTS = {"rbm": "trained"}
OPTIONAL: set[str] = set()

_COLOURS = "viridis_r"
_MEANINGS = {
    "snapshot": ("number of the snapshot", "1"),
    "mode": ("rank of the singular value, largest first", "1"),
    "training": TRAINING,
    "singular_value": ("singular value of W, mean over seeds", "1"),
    "singular_value_error": ("singular value of W, standard error over seeds", "1"),
    "edge": ("Marchenko-Pastur edges of the initial weights: lower, upper", "1"),
    "side": ("which edge", "1"),
}


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return the singular values of every snapshot over seeds, and the edges of random ones."""
    data = by_snapshot(role(inputs, "rbm", RBM), _spectrum)
    mean, error = mean_and_error(data["singular_value"])
    data = data.assign(
        singular_value=mean, singular_value_error=error, edge=data["edge"].mean("seed")
    )
    return named(data.drop_dims("seed"), _MEANINGS)


def _spectrum(file: xarray.Dataset) -> xarray.Dataset:
    """Return the spectrum with sigma |sqrt(visible) -+ sqrt(hidden)|, where a random one ends."""
    visible, hidden = np.sqrt(file.sizes["visible"]), np.sqrt(file.sizes["hidden"])
    edge = recipe(file)["init_scale"] * np.array([abs(visible - hidden), visible + hidden])
    spectrum = file[["singular_value"]].assign_coords(mode=np.arange(1, file.sizes["mode"] + 1))
    return spectrum.assign(edge=xarray.DataArray(edge, {"side": ["lower", "upper"]}))


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw singular value against rank, one curve per snapshot, one panel per machine."""
    figure = Figure(
        figsize=(DOUBLE_COLUMN, 0.9 + machine_height(data, 2.0, 1.8)), layout="constrained"
    )
    made = data["training"].values
    norm = LogNorm(np.nanmin(made[made > 0]), np.nanmax(made))
    left, right = figure.subfigures(1, 2, width_ratios=(15, 1), squeeze=False)[0]
    panels = machine_axes(left, data, rows=1, flow=False)
    for machine, (axes,) in panels.items():
        _draw_spectra(axes, data.sel(machine=machine), norm)
        axes.set_ylim(0.8 * float(data["edge"].min()), 1.2 * float(data["singular_value"].max()))
        if is_left(axes):
            axes.set_ylabel("singular value of $W$")
    scale = matplotlib.cm.ScalarMappable(norm, _COLOURS)
    bar = figure.colorbar(scale, cax=right.add_axes((0.1, 0.15, 0.2, 0.7)))
    bar.set_label(TRAINING_LABEL)
    handles = [
        Line2D([], [], color="black", linestyle=":", label="before training"),
        Line2D([], [], color=THEORY, label="Marchenko-Pastur edges of the initial weights"),
    ]
    figure.legend(handles=handles, loc="outside upper center", ncols=2)
    note(
        figure,
        "Beyond the paper: modes that leave the random band are what a machine has learned."
        " Means over seeds.",
    )
    return figure


def _draw_spectra(axes: Axes, mine: xarray.Dataset, norm: LogNorm) -> None:
    colours = matplotlib.colormaps[_COLOURS]
    for snapshot in mine.dropna("snapshot", subset=["training"])["snapshot"].values:
        one = mine.sel(snapshot=snapshot).dropna("mode", subset=["singular_value"])
        made = float(one["training"])
        style = {"color": colours(norm(made))} if made > 0 else {"color": "black", "linestyle": ":"}
        axes.plot(one["mode"], one["singular_value"], linewidth=0.9, **style)
    for edge in mine["edge"].values:
        theory(axes, y=float(edge))
    axes.set(yscale="log", xlabel="rank")
