"""Hidden-visible maps: which units are shown, and the grids they are shown in."""

import numpy as np
import xarray
from matplotlib.figure import Figure
from matplotlib.gridspec import SubplotSpec

from rgflow.figures.panels import colour_bar, map_grid
from rgflow.figures.seeds import named
from rgflow.figures.style import DOUBLE_COLUMN

SHOWN = 16
"""Panels of a grid of maps."""


def shown_units(units: int, shown: int = SHOWN) -> list[int]:
    """Return which of a layer's units are shown: evenly spread, no one picked by its looks.

    Units that fill a square lattice are taken from an even square sublattice of it.
    """
    side, few = round(units**0.5), round(shown**0.5)
    if units <= shown:
        return list(range(units))
    if side * side == units:
        rows = [(2 * k + 1) * side // (2 * few) for k in range(few)]
        return [y * side + x for y in rows for x in rows]
    return [(2 * k + 1) * units // (2 * shown) for k in range(shown)]


def collect_maps(
    file: xarray.Dataset, panel: str, shown: int = SHOWN, *, heading: str = ""
) -> xarray.Dataset:
    """Return the maps of one panel of a figure, for the units that are shown.

    Parameters
    ----------
    file : xarray.Dataset
        A CORRELATE file.
    panel : str
        Name of the panel; it ends the names of the variables and dimensions.
    shown : int
        Number of units to show.
    heading : str
        What the maps are of.

    Returns
    -------
    xarray.Dataset
        `map_<panel>` (unit, y, x): <v_i h_a>; `peak_<panel>` (unit): its value of largest
        magnitude, with its sign. Attributes of the map: visible and hidden size, seed, source,
        heading, label of the machine.
    """
    units = shown_units(file.sizes["unit"], shown)
    values = file["map"].values[units]
    flat = values.reshape(len(units), -1)
    peaks = flat[np.arange(len(units)), np.abs(flat).argmax(axis=1)]
    unit, y, x = (f"{dim}_{panel}" for dim in ("unit", "y", "x"))
    data = xarray.Dataset(
        {f"map_{panel}": ((unit, y, x), values), f"peak_{panel}": ((unit,), peaks)},
        {unit: units},
    )
    named(
        data,
        {
            unit: ("hidden unit", "1"),
            f"map_{panel}": ("<v_i h_a>", "1"),
            f"peak_{panel}": ("value of largest magnitude of a map", "1"),
        },
    )
    data[f"map_{panel}"].attrs |= {
        "visible": file.sizes["y"] * file.sizes["x"],
        "hidden": file.sizes["unit"],
        "seed": int(file.attrs["seed"]),
        "source": str(file.attrs["source"]),
        "heading": heading,
        "label": str(file.attrs.get("label", "")),
    }
    return data


def map_figure(panels: int) -> tuple[Figure, list[SubplotSpec]]:
    """Return a page and the places of so many grids of maps on it, two beside each other."""
    rows = -(-panels // 2)
    height = 0.5 * DOUBLE_COLUMN * rows + 1.0
    figure = Figure(figsize=(DOUBLE_COLUMN, height))
    grid = figure.add_gridspec(
        rows, 2, left=0.03, right=0.97, top=1.0 - 0.28 / height, bottom=0.72 / height,
        wspace=0.08, hspace=0.2,
    )  # fmt: skip
    return figure, [grid[place] for place in range(2 * rows)]


def panels_of(data: xarray.Dataset) -> list[str]:
    """Return the names of the panels that show maps, in their order."""
    names = [str(name) for name in data.data_vars]
    return [name.removeprefix("map_") for name in names if name.startswith("map_")]


def draw_maps(
    figure: Figure, place: SubplotSpec, data: xarray.Dataset, panel: str, size: str
) -> None:
    """Draw one panel: heading and size, grid of maps, colour bar with the range of map / peak."""
    maps, peaks = data[f"map_{panel}"].values, data[f"peak_{panel}"].values
    safe = np.where(peaks == 0, 1.0, peaks)
    rows = place.subgridspec(3, 1, height_ratios=(0.02, 1.0, 0.025), hspace=0.09)
    title = figure.add_subplot(rows[0])
    title.axis("off")
    heading = f"{data[f'map_{panel}'].attrs['heading']}, {size}"
    title.set_title(heading, fontsize=8, loc="left", pad=3)
    lowest = float((maps / safe[:, None, None]).min())
    image = map_grid(figure, rows[1], maps, safe, lowest)
    colour_bar(figure, image, figure.add_subplot(rows[2]), r"$\langle v_i h_a\rangle$ / peak")


def size_of(data: xarray.Dataset, panel: str) -> str:
    """Return how many spins a panel's maps connect, like ``"1024 → 256"``."""
    attrs = data[f"map_{panel}"].attrs
    return f"{attrs['visible']} → {attrs['hidden']}"


def side_of(data: xarray.Dataset, panel: str) -> str:
    """Return the linear sizes that a panel's maps connect, like ``"32 → 16"``."""
    attrs = data[f"map_{panel}"].attrs
    return f"{round(attrs['visible'] ** 0.5)} → {round(attrs['hidden'] ** 0.5)}"
