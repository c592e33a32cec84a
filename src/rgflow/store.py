"""NetCDF files that are whole or absent, equal bytes for equal content, validated when read.

Writing goes to a temporary name in the same folder, is flushed to disk and renamed. Reading checks
the stage's contract. Both work on a light :class:`Dataset`, so that short jobs need not import
xarray; :func:`open_dataset` gives analysis code an ``xarray.Dataset``.
"""

import errno
import os
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import DataError
from rgflow.unreadable import NO_LOCKS, unreadable

if TYPE_CHECKING:
    import xarray


_OF_LIBRARY = (OSError, RuntimeError, AttributeError, LookupError, ValueError, MemoryError)
"""What netCDF4 raises for damaged files, depending on what is damaged."""
CHECKSUM = "checksum"
"""Attribute in the file only: CRC-32 of what is stored uncompressed."""


class Variable(NamedTuple):
    """One array with named dimensions and its NetCDF attributes."""

    dims: tuple[str, ...]
    values: NDArray[Any]
    attrs: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Dataset:
    """Variables and global attributes of one NetCDF file."""

    variables: Mapping[str, Variable]
    attrs: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> NDArray[Any]:
        """Return the values of a variable."""
        return self.variables[name].values


class Contract(Protocol):
    """What the store needs of a stage's contract (see :mod:`rgflow.contracts.schema`)."""

    @property
    def stage(self) -> str:
        """Name of the stage that makes the file."""

    def wants(self, name: str) -> bool:
        """Tell whether a reader by this contract reads a variable."""

    def complete(self, dataset: "Dataset | xarray.Dataset") -> Dataset:
        """Return the dataset with units, names and stage attributes filled in, checked."""

    def check(self, dataset: Dataset, where: object) -> None:
        """Raise a DataError naming `where` if the dataset breaks the contract."""


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a temporary path; when the block ends well, make it `path` in one step.

    Raises
    ------
    DataError
        If the disk is full or the folder cannot be written; nothing is left behind.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        with temporary.open("rb") as handle:
            os.fsync(handle.fileno())
        temporary.replace(path)
    except OSError as error:
        raise _writing_error(error, path) from error
    finally:
        with suppress(OSError):  # a folder that is not there has been reported by now
            temporary.unlink(missing_ok=True)


def write(path: Path, dataset: "Dataset | xarray.Dataset", contract: Contract) -> None:
    """Write a dataset that keeps its contract, whole or not at all.

    Raises
    ------
    DataError
        If the dataset breaks the contract, the disk is full, or the folder cannot be written.
    """
    complete = contract.complete(dataset)
    contract.check(complete, where=path)
    with whole_file(path) as temporary:
        try:
            with _opened(temporary, "w") as file:
                _fill(file, complete)
        except RuntimeError as error:  # netCDF4 reports a full disk as "NetCDF: HDF error"
            raise OSError(errno.ENOSPC, str(error)) from error


def read(path: Path, contract: Contract) -> Dataset:
    """Read and check a file of the contract's stage.

    Raises
    ------
    DataError
        If the file is missing, locked, damaged, no NetCDF file, comes from elsewhere, or breaks
        the contract.
    """
    return read_any(path, (contract,))[1]


def read_any(path: Path, contracts: Sequence[Contract]) -> tuple[Contract, Dataset]:
    """Read and check a file of one of several stages; return its contract and its content.

    Raises
    ------
    DataError
        As of :func:`read`; a file from elsewhere is judged by the first contract.
    """
    stages = "' or '".join(contract.stage for contract in contracts)
    if path.is_dir():
        raise DataError("is a folder, not a file", where=path, remedy="correct the path")
    if not path.is_file():
        raise DataError(
            "the file does not exist",
            where=path,
            remedy=f"make it with the stage '{stages}', or correct the path",
        )
    try:
        with _opened(path, "r") as file:
            file.set_auto_mask(False)
            attrs = {key: file.getncattr(key) for key in file.ncattrs()}
            stage = attrs.get("rgflow_stage")
            contract = next((one for one in contracts if one.stage == stage), contracts[0])
            dataset = Dataset(_load(file, contract), attrs)
    except _OF_LIBRARY as error:
        raise unreadable(path, error, stages) from error
    contract.check(dataset, where=path)
    return contract, dataset


def open_dataset(path: Path, contract: Contract) -> "xarray.Dataset":
    """Read and check a file like :func:`read`, as an ``xarray.Dataset`` held in memory."""
    return to_xarray(read(path, contract))


def to_xarray(dataset: Dataset) -> "xarray.Dataset":
    """Return the dataset as xarray; a variable named like its only dimension is a coordinate."""
    import xarray

    coordinates = {name for name, v in dataset.variables.items() if v.dims == (name,)}
    return xarray.Dataset(
        {name: v for name, v in dataset.variables.items() if name not in coordinates},
        {name: v for name, v in dataset.variables.items() if name in coordinates},
        attrs=dict(dataset.attrs),
    )


def _opened(path: Path, mode: Literal["r", "w"]) -> Any:
    """Open a NetCDF4 file by the very bytes of its path, whatever the locale's encoding."""
    import netCDF4

    name = os.fsencode(path).decode("latin-1")
    return netCDF4.Dataset(name, mode, format="NETCDF4", encoding="latin-1")


def _fill(file: Any, dataset: Dataset) -> None:
    """Define and write all dimensions, variables and attributes, in a fixed order."""
    for name in sorted(dataset.attrs):
        file.setncattr(name, dataset.attrs[name])
    for variable in dataset.variables.values():
        for dim, size in zip(variable.dims, variable.values.shape, strict=True):
            if dim not in file.dimensions:
                file.createDimension(dim, size)
    for name, variable in dataset.variables.items():
        text = variable.values.dtype.kind in "UO"
        compressed = bool(variable.dims) and not text  # with a checksum of its own
        target = file.createVariable(
            name,
            str if text else variable.values.dtype,
            variable.dims,
            zlib=compressed,
            complevel=1,
            shuffle=True,
            fill_value=False,
        )
        extra = {} if compressed else {CHECKSUM: _checksum(variable.values)}
        target.setncatts(dict(sorted({**variable.attrs, **extra}.items())))
        target[...] = variable.values.astype(object) if text else variable.values


def _load(file: Any, contract: Contract) -> dict[str, Variable]:
    """Read the variables of an open NetCDF file that the contract wants."""
    variables = {}
    for name, variable in file.variables.items():
        if contract.wants(name):
            values = np.asarray(variable[...])
            attrs = {key: variable.getncattr(key) for key in variable.ncattrs()}
            if attrs.pop(CHECKSUM, None) not in (None, _checksum(values)):
                raise OSError(f"the values of '{name}' are not those that were written")
            variables[name] = Variable(tuple(variable.dimensions), values, attrs)
    return variables


def _checksum(values: NDArray[Any]) -> str:
    """Return a checksum of text, or of a number, which HDF5 stores without one."""
    text = values.dtype.kind in "UO"
    content = "\0".join(map(str, values.ravel())).encode() if text else values.tobytes()
    return f"{zlib.crc32(content):08x}"


def _writing_error(error: OSError, path: Path) -> DataError:
    """Return the user's message for a failed write."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DataError(
            f"the file cannot be written whole: the disk or the quota is full ({error})",
            where=path,
            remedy="free space or move the results folder; nothing half-written was kept",
        )
    reason = error.strerror or str(error)
    of_library = (error.errno or 0) < 0  # NetCDF counts its errors down from zero
    return DataError(
        f"the file cannot be written ({reason})",
        where=path,
        remedy=NO_LOCKS if of_library else "check that you may write to the folder",
    )
