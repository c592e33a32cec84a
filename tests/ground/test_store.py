"""Files are whole or absent, equal for equal content, and refused when they break a contract."""

import errno
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import netCDF4
import numpy as np
import pytest
import xarray

from rgflow.contracts.schema import Contract, Field
from rgflow.errors import DataError
from rgflow.store import Dataset, Variable, open_dataset, read, whole_file, write

TOY = Contract(
    stage="toy",
    title="Toy",
    summary="A contract for tests.",
    fields={
        "spins": Field(("sample", "y", "x"), "int8", "spins", low=-1, high=1),
        "energy": Field(("sample",), "float64", "energy", "J"),
        "name": Field(("sample",), "str", "name"),
        "hole": Field(("sample",), "float64", "may be missing", nan=True),
    },
    attributes={"L": int, "temperature": float},
)


SCALAR = replace(
    TOY, fields={**TOY.fields, "scalar": Field((), "float64", "a number that is not compressed")}
)


def toy(**changes: object) -> Dataset:
    rng = np.random.default_rng(1)
    variables = {
        "spins": Variable(("sample", "y", "x"), rng.choice([-1, 1], (5, 4, 4)).astype(np.int8)),
        "energy": Variable(("sample",), rng.normal(size=5)),
        "name": Variable(("sample",), np.array(list("abcde"))),
        "hole": Variable(("sample",), np.array([0.0, np.nan, 1.0, 2.0, np.nan])),
    }
    variables.update(changes)  # type: ignore[arg-type]
    return Dataset(variables, {"L": 4, "temperature": 2.5})


def test_round_trip_keeps_values_types_and_meaning(tmp_path: Path) -> None:
    path = tmp_path / "toy.nc"
    write(path, toy(), TOY)
    back = read(path, TOY)
    for name, variable in toy().variables.items():
        np.testing.assert_array_equal(back[name], variable.values.astype(back[name].dtype))
    assert back.variables["energy"].attrs == {"long_name": "energy", "units": "J"}
    assert back.attrs["temperature"] == 2.5
    with xarray.open_dataset(path) as plain:
        assert plain["spins"].dims == ("sample", "y", "x")
        assert plain.attrs["rgflow_stage"] == "toy"
    assert open_dataset(path, TOY)["spins"].dtype == np.int8


def test_a_reader_without_a_variable_leaves_it_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "toy.nc"
    write(path, toy(), TOY)
    part = read(path, TOY.without("spins", "hole"))
    assert set(part.variables) == {"energy", "name"}
    np.testing.assert_array_equal(part["energy"], toy()["energy"])
    assert set(read(path, TOY).variables) == set(TOY.fields)


def test_equal_content_gives_equal_bytes_from_both_kinds_of_dataset(tmp_path: Path) -> None:
    write(tmp_path / "a.nc", toy(), TOY)
    write(tmp_path / "b.nc", toy(), TOY)
    write(tmp_path / "c.nc", open_dataset(tmp_path / "a.nc", TOY), TOY)
    contents = {(tmp_path / f"{name}.nc").read_bytes() for name in "abc"}
    assert len(contents) == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"spins": Variable(("sample", "y", "x"), np.full((5, 4, 4), 3, np.int8))}, "above 1"),
        ({"energy": Variable(("sample",), np.full(5, np.nan))}, "not finite"),
        ({"energy": Variable(("sample",), np.zeros(6))}, "6 along 'sample'"),
        ({"energy": Variable(("other",), np.zeros(5))}, "dimensions"),
        ({"extra": Variable(("sample",), np.zeros(5))}, "not in the contract"),
    ],
)
def test_a_dataset_that_breaks_its_contract_is_not_written(
    tmp_path: Path, change: dict[str, Variable], message: str
) -> None:
    with pytest.raises(DataError, match=message):
        write(tmp_path / "toy.nc", toy(**change), TOY)
    assert list(tmp_path.iterdir()) == []


def _foreign(path: Path) -> None:
    xarray.Dataset({"spins": ("n", [1])}).to_netcdf(path)


def _garbage(path: Path) -> None:
    path.write_text("no NetCDF")


def _truncated(path: Path) -> None:
    write(path, toy(), TOY)
    os.truncate(path, path.stat().st_size // 2)


def _other_stage(path: Path) -> None:
    write(path, toy(), Contract("other", "", "", TOY.fields, TOY.attributes))


def _other_schema(path: Path) -> None:
    write(path, toy(), Contract("toy", "", "", TOY.fields, TOY.attributes, version=2))


def _wrong_shape(path: Path) -> None:
    write(path, toy(), TOY)
    with netCDF4.Dataset(path, "a") as file:
        file.renameVariable("energy", "elsewhere")


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda _: None, "does not exist"),
        (_foreign, "not a file of rgflow"),
        (_garbage, "is no NetCDF file"),
        (Path.touch, "is empty"),
        (Path.mkdir, "is a folder"),
        (_truncated, "damaged, or not copied to its end"),
        (_other_stage, "comes from the stage 'other'"),
        (_other_schema, "has schema 2, this rgflow reads 1"),
        (_wrong_shape, "variable 'energy' is missing"),
    ],
)
def test_reading_says_what_is_wrong_where_and_what_to_do(
    tmp_path: Path, damage: object, message: str
) -> None:
    path = tmp_path / "toy.nc"
    damage(path)  # type: ignore[operator]
    with pytest.raises(DataError, match=message) as raised:
        read(path, TOY)
    assert str(path) in str(raised.value)
    assert raised.value.remedy


HOLDER = """
import sys, time, netCDF4
file = netCDF4.Dataset(sys.argv[1], "a")
print("open", flush=True)
time.sleep(60)
"""


def test_a_locked_file_is_kept_and_said_to_be_locked(tmp_path: Path) -> None:
    path = tmp_path / "toy.nc"
    write(path, toy(), TOY)
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        try:
            assert holder.stdout is not None
            holder.stdout.readline()
            with pytest.raises(DataError) as raised:
                read(path, TOY)
        finally:
            holder.kill()
    message = str(raised.value)
    assert "is locked by another process" in message
    assert "HDF5_USE_FILE_LOCKING=FALSE" in message
    assert "kept" in message
    assert "delete" not in message
    assert len(read(path, TOY)["energy"]) == 5


def test_a_disk_that_knows_no_locks_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """HDF5 cannot be made to fail so here: a damaged file stands for its refusal."""

    def flock(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    path = tmp_path / "toy.nc"
    _truncated(path)
    monkeypatch.setattr("fcntl.flock", flock)
    with pytest.raises(DataError, match="cannot be locked for reading") as raised:
        read(path, TOY)
    assert "HDF5_USE_FILE_LOCKING=FALSE" in str(raised.value)
    assert "delete" not in str(raised.value)
    monkeypatch.setenv("HDF5_USE_FILE_LOCKING", "FALSE")
    with pytest.raises(DataError, match="damaged"):
        read(path, TOY)


def test_a_file_that_may_not_be_read_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    path = tmp_path / "toy.nc"
    _truncated(path)
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(DataError, match=r"cannot be opened \(Permission denied\)") as raised:
        read(path, TOY)
    assert "the file is kept" in str(raised.value)


def test_a_flipped_bit_is_noticed_or_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "toy.nc"
    write(path, toy(scalar=Variable((), np.array(2.5))), SCALAR)
    content, whole = path.read_bytes(), read(path, SCALAR)
    used = [place for place, byte in enumerate(content) if byte]
    number, text = content.index(np.float64(2.5).tobytes()) + 7, content.index(b"c" + bytes(7))
    for place in (number, text, *used[:: max(1, len(used) // 150)]):
        changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        path.write_bytes(changed)
        try:
            found = read(path, SCALAR)
        except DataError:
            continue
        for name, variable in whole.variables.items():
            np.testing.assert_array_equal(found[name], variable.values)
        assert found.attrs == whole.attrs


def test_a_writer_killed_at_any_step_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "toy.nc"
    write(path, toy(), TOY)
    before = path.read_bytes()
    for step in ("rgflow.store._fill", "os.fsync", "pathlib.Path.replace"):
        with monkeypatch.context() as patch:
            patch.setattr(step, _interrupt)
            with pytest.raises(KeyboardInterrupt):
                write(path, toy(), TOY)
        assert path.read_bytes() == before
        assert list(tmp_path.iterdir()) == [path]


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("code", "message"), [(errno.ENOSPC, "disk or the quota is full"), (errno.EACCES, "written")]
)
def test_a_full_or_closed_disk_is_said_so(tmp_path: Path, code: int, message: str) -> None:
    def fail(path: Path) -> None:
        with whole_file(path) as temporary:
            temporary.write_text("half")
            raise OSError(code, os.strerror(code))

    with pytest.raises(DataError, match=message):
        fail(tmp_path / "x")
    assert list(tmp_path.iterdir()) == []
