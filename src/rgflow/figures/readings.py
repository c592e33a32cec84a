"""Temperatures read on block-spin steps and on layers of machines, by panel (Figure 14)."""

import itertools
from collections.abc import Sequence

import xarray

from rgflow.analysis.roles import by_machine
from rgflow.figures.seeds import joined, mean_and_error, stacked
from rgflow.figures.style import letters, numerals
from rgflow.figures.theory import critical_temperature


def reading_panels(
    rg: Sequence[xarray.Dataset], machines: Sequence[xarray.Dataset]
) -> xarray.Dataset:
    """Return histograms over classes by panel, layer and thermometer, over seeds.

    The first panel is of block-spin steps; then every machine has one per temperature of its input,
    in rising order.
    """
    groups = {"rg": ("RG steps", "a", [critical_steps(rg)])}
    for letter, files in zip(
        itertools.islice(letters(), 1, None), by_machine(machines).values(), strict=False
    ):
        starts = sorted({float(file.attrs["input_temperature"]) for file in files})
        for number, start in zip(numerals(), starts, strict=False):
            mine = [file for file in files if float(file.attrs["input_temperature"]) == start]
            name, label = f"stack {len(groups)}", str(files[0].attrs["label"])
            groups[name] = (label, f"{letter}-{number}", mine)
    along = xarray.DataArray(list(groups), dims="panel", name="panel")
    data = joined([_panel(mine) for _, _, mine in groups.values()], along)
    data["label"] = ("panel", [label for label, _, _ in groups.values()])
    data["letter"] = ("panel", [letter for _, letter, _ in groups.values()])
    return data


def critical_steps(files: Sequence[xarray.Dataset]) -> xarray.Dataset:
    """Return the paper's blocking of the largest lattice, from next to the critical temperature.

    The paper's is the first that the files are of.
    """
    paper = [file for file in files if file.attrs["source"] == files[0].attrs["source"]]

    def rank(file: xarray.Dataset) -> tuple[int, float]:
        distance = abs(float(file.attrs["input_temperature"]) - critical_temperature(file))
        return -int(file["size"].values[0]), distance

    return min(paper, key=rank)


def _panel(files: Sequence[xarray.Dataset]) -> xarray.Dataset:
    ordered = sorted(files, key=lambda file: int(file.attrs["seed"]))
    together = stacked(ordered, lambda file: file[["count", "size", "energy_temperature"]])
    count = together["count"]
    total = count.sum("temperature")
    share = count / total.where(total > 0)
    mean, error = mean_and_error(share)
    return xarray.Dataset(
        {
            "input_temperature": float(ordered[0].attrs["input_temperature"]),
            "critical_temperature": critical_temperature(ordered[0]),
            "size": together["size"].isel(seed=0, drop=True),
            "share": mean,
            "share_error": error,
            "mean_class": (mean * mean["temperature"]).sum("temperature", skipna=False),
            "energy_temperature": together["energy_temperature"].mean("seed"),
        }
    )
