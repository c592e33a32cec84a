"""A machine written by hand stands in the place of a trained first layer."""

from pathlib import Path

import netCDF4
import numpy as np
import pytest

from rgflow.cli import main
from rgflow.contracts.flow import FLOW
from rgflow.contracts.train_rbm import RBM
from rgflow.errors import DataError
from rgflow.loading.imported import import_machine
from rgflow.loading.layers import machine_of
from rgflow.store import read


def file_of_a_stranger(path: Path, units: str = "{0,1}", offset: float = 0.0) -> Path:
    """Write a machine of 4 x 4 sites with nothing of rgflow."""
    rng = np.random.default_rng(1)
    with netCDF4.Dataset(path, "w") as file:
        file.setncatts(
            {"rgflow_stage": "imported", "rgflow_schema": 1, "name": "theirs", "units": units}
        )
        file.createDimension("visible", 16)
        file.createDimension("hidden", 9)
        for name, dims in (("W", ("visible", "hidden")), ("b", ("visible",)), ("c", ("hidden",))):
            shape = [len(file.dimensions[dim]) for dim in dims]
            file.createVariable(name, "f8", dims)[...] = offset + 0.5 * rng.standard_normal(shape)
    return path


def test_stages_take_it_like_a_trained_layer(tmp_path: Path) -> None:
    layer = tmp_path / "layer1.nc"
    import_machine(file_of_a_stranger(tmp_path / "theirs.nc"), layer)
    made = read(layer, RBM)
    said = {name: made.attrs[name] for name in ("machine", "control", "stream", "recipe")}
    assert said == {"machine": "theirs", "control": "", "stream": "theirs", "recipe": "imported"}
    assert machine_of(made).n_hidden == 9

    def run(*words: object) -> None:
        assert main([str(word) for word in words]) == 0

    samples = [tmp_path / f"T{T}.nc" for T in (2.0, 3.0, 4.0)]
    for path in samples:
        T = path.stem[1:]
        run("sample", "-L", 4, "-T", T, "--samples", 100, "--root-seed", 1, "--output", path)
    starts, flow, seed = tmp_path / "starts.nc", tmp_path / "flow.nc", ("--root-seed", 1)
    run("starts", "--samples", *samples, "--per-temperature", 5, "--output", starts)
    run(
        "flow", "--machine", layer, "--starts", starts, "--length", 2, *seed, "--output", flow
    )  # fmt: skip
    assert read(flow, FLOW).attrs["machine"] == "theirs"
    probe = tmp_path / "probe.nc"
    run("train-probe", "--samples", *samples, "--epochs", 2, *seed, "--output", probe)
    run(
        "assess-rbm", "--machine", layer, "--samples", *samples, "--thermometer", probe,
        "--settle-length", 2, *seed, "--output", tmp_path / "assessed.nc",
    )  # fmt: skip
    run(
        "correlate", "--samples", *samples, "--layers", layer, *seed,
        "--output", tmp_path / "maps.nc",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"units": "0/1"}, r"theirs\.nc: machine of '0/1' units"),
        ({"offset": 1e6, "units": "+-1"}, "rounded to float32"),
    ],
)
def test_what_cannot_stand_there_is_refused(
    tmp_path: Path, changes: dict[str, object], message: str
) -> None:
    output = tmp_path / "layer1.nc"
    with pytest.raises(DataError, match=message):
        import_machine(file_of_a_stranger(tmp_path / "theirs.nc", **changes), output)
    assert not output.exists()


def test_files_that_are_no_machine_are_refused(tmp_path: Path) -> None:
    path = file_of_a_stranger(tmp_path / "theirs.nc")
    with netCDF4.Dataset(path, "a") as file:
        file["b"][0] = np.nan
    with pytest.raises(DataError, match="'b' holds values that are not finite"):
        import_machine(path, tmp_path / "layer1.nc")
