"""Files of other programs, and the files that are refused in one message."""

import base64
import gzip
import pickle
from pathlib import Path

import netCDF4
import numpy as np
import pytest

from rgflow.certify.reading import read_configurations
from rgflow.cli import main
from rgflow.errors import DataError

SPINS = np.random.default_rng(0).choice(np.array([-1, 1], np.int8), (40, 4, 4))

HALF_PRECISION = """
H4sICJdNBmsCA2g1X2YyLmg1AOv0cHHj5ZLiYgABDg4GFgYBBmTwHwo6hVD5MPkEKM0IpTug9AommDgjWE4CKi4INR9dXUiQ
qytI9X80ALPHgAVCczCMgpEIPFwdA0B0BJQPS6UnmFDVFSfmFuSkFsPToweF9jIysEHMYoTxLSA0M0TACKqOBY3GJc4MzAkg
nYIK/AxMUJ9wsTJw8UPlWYEpHCTPxMwEtoCbQQHMZ4TbzwHOUSmpaTmJJalwczmA6sDmM7FUsCKcwALFSKFkQVF4BPv5uzCC
XQEBCsyjaZMcACrvGLGUdxeJ1L9DEJWPK70xjQb1KBgFo2AUjIJRMApGwSgYBUMeVMSV9jTyHjbgOVx2w+9+YbSiwJS5PG7J
3ot+Ve2f9/PKkZvC82W0rO7Piz6/zGv57M+tnO+9lwtz2u8uv58rLt6+Wrosw/Psv5K8/y/2xQlfnsvy91rhMqfZJZP33fRb
8Ni5aPfb93NKjAuWXbo7fW6Iv9Bn6ZV8N9eeNb3oualyde7GdP8ks6rzW2zLa/Z6fvB7dXGm7zfWi3NsRb9/+eW/M3XxuRbD
7cr5yt/vLcxn4Zz3K97ufd7c6T4hbMt3pkW35rg6m8/+fqakwP/dtYbmtAu/7fe/525ZWSYAAEaDwFqJEgAA
"""
"""An HDF5 file of float16, on which the NetCDF library ends the process (gzip, base64)."""


def hdf5(path: Path, values: np.ndarray, name: str = "samples", **attributes: object) -> Path:
    with netCDF4.Dataset(path, "w") as file:
        dims = [file.createDimension(f"d{k}", size).name for k, size in enumerate(values.shape)]
        file.createVariable(name, values.dtype, dims)[...] = values
        file.setncatts(attributes)
    return path


def saved(path: Path, values: object) -> Path:
    np.save(path, values, allow_pickle=True)
    return path


def text(path: Path, content: str) -> Path:
    path.write_text(content)
    return path


def table(separator: str, form: str, rows: np.ndarray) -> str:
    return "\n".join(separator.join(form % value for value in row) for row in rows)


ROWS = SPINS.reshape(40, 16)
SOUND = {
    "three axes": lambda p: saved(p / "a.npy", SPINS),
    "rows": lambda p: saved(p / "a.npy", ROWS.astype(np.float32)),
    "0 and 1": lambda p: saved(p / "a.npy", ((SPINS + 1) // 2).astype(np.uint8)),
    "truth values": lambda p: saved(p / "a.npy", SPINS > 0),
    "csv": lambda p: text(p / "a.csv", table(",", "%d", ROWS)),
    "csv with a head": lambda p: text(p / "a.csv", "s0;s1\n" + table(";", "%.1f", ROWS)),
    "blanks": lambda p: text(p / "a.txt", table(" ", "%.18e", ROWS)),
    "hdf5": lambda p: hdf5(p / "a.h5", SPINS),
    "hdf5, the only one": lambda p: hdf5(p / "a.h5", SPINS.astype("i8"), "s"),
}


@pytest.mark.parametrize("make", SOUND.values(), ids=SOUND)
def test_formats(tmp_path: Path, make: object) -> None:
    read = read_configurations(make(tmp_path))  # type: ignore[operator]
    assert read.spins.dtype == np.int8
    assert np.array_equal(read.spins, SPINS[None])


def test_npz_of_several_arrays_and_a_temperature(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    np.savez_compressed(path, energies=np.ones(40), samples=SPINS, temperature=2.3)
    read = read_configurations(path)
    assert np.array_equal(read.spins[0], SPINS)
    assert read.temperature == 2.3


def test_chains(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.npy", SPINS)
    assert np.array_equal(read_configurations(path, 4).spins, SPINS.reshape(4, 10, 4, 4))
    four = saved(tmp_path / "b.npy", SPINS.reshape(4, 10, 4, 4))
    assert read_configurations(four).spins.shape == (4, 10, 4, 4)


def test_our_sample_files_alternate_between_chains(tmp_path: Path) -> None:
    attributes = {"rgflow_stage": "sample", "chains": np.int32(4), "temperature": 2.3}
    read = read_configurations(hdf5(tmp_path / "a.nc", SPINS, "spins", **attributes))
    assert read.temperature == 2.3
    assert np.array_equal(read.spins[1], SPINS[1::4])


def half(folder: Path) -> Path:
    path = folder / "half.h5"
    path.write_bytes(gzip.decompress(base64.b64decode(HALF_PRECISION)))
    return path


def cut(path: Path, to: int) -> Path:
    path.write_bytes(path.read_bytes()[:to])
    return path


def dumped(path: Path, protocol: int) -> Path:
    path.write_bytes(pickle.dumps(SPINS, protocol))
    return path


def zipped(path: Path, **arrays: np.ndarray) -> Path:
    np.savez(path, **arrays)
    return path


def junk(path: Path) -> Path:
    path.write_bytes(b"\x01\x00\x02" * 50)
    return path


NAN = np.where(np.arange(640).reshape(40, 4, 4) == 5, np.nan, SPINS)
GATHERED = {"rgflow_stage": "gather"}
BAD = {
    "missing": (lambda p: p / "a.npy", "does not exist"),
    "empty": (lambda p: text(p / "a.npy", ""), "is empty"),
    "pickle": (lambda p: dumped(p / "a.dat", 4), "pickle"),
    "old pickle": (lambda p: dumped(p / "a.pkl", 0), "pickle"),
    "objects": (lambda p: saved(p / "a.npy", np.array([SPINS, None], object)), "Python objects"),
    "truncated npy": (lambda p: cut(saved(p / "a.npy", SPINS), 500), "truncated"),
    "truncated npz": (lambda p: cut(zipped(p / "a.npz", s=SPINS), 500), "truncated"),
    "truncated hdf5": (lambda p: cut(hdf5(p / "a.h5", SPINS), 2000), "HDF5"),
    "half precision": (half, "gave up"),
    "several temperatures": (lambda p: hdf5(p / "a.nc", SPINS, **GATHERED), "several"),
    "nan": (lambda p: saved(p / "a.npy", NAN), "1 of 640 values are NaN"),
    "rectangles": (lambda p: saved(p / "a.npy", np.ones((40, 4, 5))), "no square"),
    "rows of no square": (lambda p: saved(p / "a.npy", np.ones((40, 20))), "no square"),
    "one number": (lambda p: saved(p / "a.npy", np.ones(40)), "no square"),
    "small": (lambda p: saved(p / "a.npy", np.ones((40, 2, 2))), "L = 2"),
    "few": (lambda p: saved(p / "a.npy", SPINS[:3]), "3 configuration"),
    "other letters": (lambda p: saved(p / "a.npy", np.where(SPINS > 0, 2, -1)), "-1, 2"),
    "three letters": (lambda p: saved(p / "a.npy", SPINS * (SPINS[::-1] > 0)), "0"),
    "unsigned": (lambda p: saved(p / "a.npy", SPINS.astype(np.uint8)), "255"),
    "complex": (lambda p: saved(p / "a.npy", SPINS * 1j), "complex"),
    "two arrays": (lambda p: zipped(p / "a.npz", a=SPINS, b=SPINS), "a, b"),
    "words": (lambda p: text(p / "a.csv", "1,1\n1,up\n"), "csv"),
    "ragged": (lambda p: text(p / "a.csv", "1,1,1\n1,1\n"), "csv"),
    "binary": (lambda p: junk(p / "a.bin"), "binary"),
}


@pytest.mark.parametrize(("make", "message"), BAD.values(), ids=BAD)
def test_refusals(tmp_path: Path, make: object, message: str) -> None:
    with pytest.raises(DataError, match=message) as refused:
        read_configurations(make(tmp_path))  # type: ignore[operator]
    assert refused.value.remedy
    assert str(tmp_path) in str(refused.value)


def test_chains_that_do_not_divide(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no 3 chains"):
        read_configurations(saved(tmp_path / "a.npy", SPINS), 3)


def test_a_bad_file_leaves_nothing_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = saved(tmp_path / "a.npy", NAN)
    with pytest.raises(SystemExit) as stopped:
        main(["certify", str(path), "--output", str(tmp_path / "out")])
    assert stopped.value.code == 2
    assert not (tmp_path / "out").exists()
    assert capsys.readouterr().out == ""
