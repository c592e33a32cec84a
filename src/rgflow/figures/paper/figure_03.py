"""Figure 3: training and validation loss of the MLP thermometer, with the floor no one beats."""

import numpy as np
import xarray
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from rgflow.analysis.inputs import Inputs, role
from rgflow.contracts.train_probe import PROBE
from rgflow.figures.lines import theory
from rgflow.figures.machines import square
from rgflow.figures.seeds import joined, named
from rgflow.figures.style import DOUBLE_COLUMN, GREY, INK, SINGLE_COLUMN, THEORY, note, styled

NUMBER = "3"
TITLE = "Losses of the thermometer"
CATEGORY = "III Flows derived from learned weights"
CAPTION = """\
**Figure 3: training and validation loss of the MLP thermometer** against epoch. The red line is
the mean cross-entropy of the exact posterior on the same validation data, which no classifier can
be below on average; the dotted line is guessing.
Experiment "{{ snakemake.config.get("name", "default") }}".
"""
INPUTS = {"probe": "thermometers"}
OPTIONAL: set[str] = set()

_MOST_COLUMNS = 5


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return both losses by lattice size and epoch, the exact floor and the loss of guessing."""
    files = sorted(role(inputs, "probe", PROBE), key=lambda file: int(file.attrs["L"]))
    parts = [
        file[["loss_training", "loss_validation"]].assign(
            floor=file["exact_loss_validation"],
            guessing=float(np.log(file.sizes["temperature"])),
            best_epoch=float(file.attrs["best_epoch"]),
        )
        for file in files
    ]
    sizes = [int(file.attrs["L"]) for file in files]
    data = joined(parts, xarray.DataArray(sizes, dims="lattice", name="lattice"))
    return named(
        data,
        {
            "lattice": ("linear size of the torus", "lattice spacing"),
            "epoch": ("training epoch", "1"),
            "loss_training": ("mean cross-entropy, training", "nat"),
            "loss_validation": ("mean cross-entropy, validation", "nat"),
            "floor": ("mean cross-entropy of the exact posterior, same validation data", "nat"),
            "guessing": ("cross-entropy of guessing: log of the number of classes", "nat"),
            "best_epoch": ("epoch whose weights are used", "1"),
        },
    )


@styled
def draw(data: xarray.Dataset) -> Figure:
    """Draw one panel per lattice size."""
    count = data.sizes["lattice"]
    rows = -(-count // _MOST_COLUMNS)
    columns = -(-count // rows)
    width = SINGLE_COLUMN if count == 1 else DOUBLE_COLUMN
    figure = Figure(figsize=(width, 0.6 + 2.0 * rows), layout="constrained")
    grid = figure.subplots(rows, columns, squeeze=False, sharey=True)
    for axes in grid.ravel()[count:]:
        axes.set_visible(False)
    for axes, lattice in zip(grid.ravel(), data["lattice"].values, strict=False):
        mine = data.sel(lattice=lattice).dropna("epoch", subset=["loss_training"])
        axes.plot(mine["epoch"], mine["loss_training"], color=GREY)
        axes.plot(mine["epoch"], mine["loss_validation"], color=INK)
        theory(axes, y=float(mine["floor"]))
        axes.axhline(float(mine["guessing"]), color=GREY, linewidth=0.7, linestyle=":")
        axes.axvline(float(mine["best_epoch"]), color=INK, linewidth=0.5, linestyle="--")
        axes.set(xlabel="epoch", ylim=(0.0, _top(data)))
        axes.set_title(f"{square(lattice)} spins")
    for axes in grid[:, 0]:
        axes.set_ylabel("mean cross-entropy (nat)")
    figure.legend(handles=_key(), loc="outside upper center", ncols=3 if count == 1 else 5)
    note(
        figure,
        "Paper (10 × 10): the loss ends very close to zero.\n"
        "No classifier's mean validation loss is below the floor.",
    )
    return figure


def _top(data: xarray.Dataset) -> float:
    """Return a y limit above guessing and the losses, unless they start beyond twice guessing."""
    guessing = float(data["guessing"].max())
    worst = max(float(data["loss_training"].max()), float(data["loss_validation"].max()))
    return 1.08 * min(max(worst, guessing), 2.0 * guessing)


def _key() -> list[Artist]:
    return [
        Line2D([], [], color=GREY, label="training"),
        Line2D([], [], color=INK, label="validation"),
        Line2D([], [], color=THEORY, label="floor: exact posterior"),
        Line2D([], [], color=GREY, linewidth=0.7, linestyle=":", label="guessing"),
        Line2D([], [], color=INK, linewidth=0.5, linestyle="--", label="weights kept"),
    ]
