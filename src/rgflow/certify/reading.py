"""Configuration files of other programs: which format it is, and the array in it."""

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rgflow.certify.arrays import as_spins, choose
from rgflow.certify.guarded import read_guarded
from rgflow.errors import DataError

FORMATS = "give .npy, .npz, .csv, HDF5 or NetCDF"
Array = NDArray[np.generic]


@dataclass(frozen=True)
class Configurations:
    """What was read.

    Attributes
    ----------
    spins : int8 (chains, n, L, L)
        +-1.
    temperature : float or None
        That the file states.
    format, note : str
        Format of the file, and what was converted.
    """

    spins: NDArray[np.int8]
    temperature: float | None
    format: str
    note: str


@dataclass(frozen=True)
class Content:
    """An array as it lies in a file, and what the file says beside it."""

    values: Array
    temperature: float | None = None
    interleaved: int = 1
    """Chains whose configurations alternate, as in sample files of the house."""


def read_configurations(path: Path, chains: int | None = None) -> Configurations:
    """Read configurations of any format that cannot run code.

    Raises
    ------
    DataError
        If the file is missing, empty, truncated, of another format, or holds something else.
    """
    name, read = _format_of(path)
    try:
        content = read(path)
    except MemoryError as error:
        raise DataError(
            "does not fit into memory", where=path, remedy="give a part of the file"
        ) from error
    values = content.values
    if content.interleaved > 1 and chains is None:
        times = len(values) // content.interleaved
        if times >= 2:
            kept = values[: times * content.interleaved]
            values = kept.reshape(times, content.interleaved, *values.shape[1:]).swapaxes(0, 1)
    spins, note = as_spins(values, chains, path)
    return Configurations(spins, content.temperature, name, note)


def _format_of(path: Path) -> tuple[str, Callable[[Path], Content]]:
    """Tell the format by the first bytes; what cannot be told is text or refused."""
    if not path.is_file():
        raise DataError("the file does not exist", where=path, remedy="correct the path")
    try:
        with path.open("rb") as file:
            start = file.read(512)
    except OSError as error:
        raise DataError(f"cannot be read ({error.strerror})", where=path, remedy=FORMATS) from error
    if not start:
        raise DataError("the file is empty", where=path, remedy=FORMATS)
    for magic, name, read in (
        (b"\x93NUMPY", "npy", _read_npy),
        (b"PK\x03\x04", "npz", _read_npz),
        (b"\x89HDF\r\n\x1a\n", "HDF5", _read_hdf5),
        (b"CDF", "NetCDF", _read_hdf5),
    ):
        if start.startswith(magic):
            return name, read
    if start[:1] == b"\x80" or path.suffix in (".pkl", ".pickle", ".joblib"):
        raise DataError(
            "a pickle, which can run code when it is read", where=path,
            remedy="load it where you trust it and save the array with numpy.save",
        )  # fmt: skip
    if b"\0" in start or not start.isascii():
        raise DataError("a binary file of no known format, or damaged", where=path, remedy=FORMATS)
    return "csv", _read_text


def _read_npy(path: Path) -> Content:
    try:
        return Content(np.load(path, allow_pickle=False))
    except (ValueError, OSError, EOFError) as error:
        raise _damaged(path, "npy", error) from error


def _read_npz(path: Path) -> Content:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
        if any(name.endswith(".pkl") for name in names):
            raise DataError(
                "a PyTorch file, which holds a pickle that can run code", where=path,
                remedy="save the array with numpy.save(FILE, tensor.numpy())",
            )  # fmt: skip
        arrays = [name.removesuffix(".npy") for name in names if name.endswith(".npy")]
        with np.load(path, allow_pickle=False) as file:
            chosen = choose([name for name in arrays if name != "temperature"], path)
            return Content(file[chosen], _temperature(file) if "temperature" in arrays else None)
    except (ValueError, OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise _damaged(path, "npz", error) from error


def _temperature(file: Mapping[str, Array]) -> float | None:
    value = np.asarray(file["temperature"])
    return float(value) if value.ndim == 0 and value.dtype.kind in "iuf" else None


def _read_hdf5(path: Path) -> Content:
    values, attributes = read_guarded(path)
    stated = attributes.get("temperature")
    stage = attributes.get("rgflow_stage")
    if stage == "gather":
        raise DataError(
            "holds several temperatures", where=path, remedy="give the sample file of one of them"
        )
    return Content(
        values,
        float(stated) if isinstance(stated, int | float) else None,
        int(attributes.get("chains", 1)) if stage == "sample" else 1,
    )


def _read_text(path: Path) -> Content:
    """Read numbers separated by commas, semicolons or blanks, one configuration a line."""
    try:
        text = path.read_text(encoding="ascii")
        first, _, rest = text.partition("\n")
        separator = next((one for one in ",;\t" if one in first), None)
        if any(letter.isalpha() for letter in first.lower().replace("nan", "").replace("e", "")):
            text = rest  # a line of names
        kind = np.float64 if any(sign in text for sign in ".eEnN") else np.int16
        return Content(np.loadtxt(io.StringIO(text), kind, delimiter=separator, ndmin=2))
    except (ValueError, UnicodeDecodeError, OverflowError) as error:
        raise DataError(
            f"cannot be read as csv ({str(error).splitlines()[0]})", where=path,
            remedy=f"one configuration of L*L numbers a line, all lines alike; or {FORMATS}",
        ) from error  # fmt: skip


def _damaged(path: Path, name: str, error: Exception) -> DataError:
    if "pickle" in str(error).lower() or "object array" in str(error).lower():
        return DataError(
            f"an {name} file of Python objects, which can run code when they are read",
            where=path, remedy="save a plain array: numpy.save(FILE, numpy.asarray(x, 'int8'))",
        )  # fmt: skip
    return DataError(
        f"cannot be read as {name}: truncated or damaged ({error})",
        where=path, remedy="write or copy the file again",
    )  # fmt: skip
