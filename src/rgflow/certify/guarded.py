"""HDF5 and NetCDF files of strangers, read in a process of their own.

The NetCDF library ends the whole process on some HDF5 types that it does not know (half-precision
numbers) and on some damage. A child that ends is a message; the parent goes on.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import DataError

_REMEDY = "write it again with gzip or no compression and int8, or save the array with numpy.save"


def read_guarded(path: Path) -> tuple[NDArray[np.generic], dict[str, Any]]:
    """Return the configurations' array and the plain attributes beside it.

    Raises
    ------
    DataError
        If the library cannot read the file or there is no way to tell which array is meant.
    """
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "values.npy")
        command = [sys.executable, "-m", "rgflow.certify.guarded", str(path), str(output)]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            env=_environment(),
        )
        if done.returncode < 0:
            raise DataError(
                "the HDF5 library cannot read it and gave up", where=path, remedy=_REMEDY
            )
        try:
            answer = json.loads(done.stdout)
        except ValueError as error:
            raise DataError(
                "cannot be read as HDF5 or NetCDF", where=path, remedy=_REMEDY
            ) from error
        if "error" in answer:
            raise DataError(answer["error"], where=path, remedy=answer["remedy"])
        return np.load(output, allow_pickle=False), answer["attributes"]


def _environment() -> dict[str, str]:
    """Return an environment in which the child finds this very package."""
    import os

    root = str(Path(__file__).parents[2])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths)}


def _extract(path: str, output: str) -> dict[str, Any]:
    """Write the array of a file as .npy; return attributes, or what is wrong."""
    import netCDF4

    from rgflow.certify.arrays import choose

    try:
        with netCDF4.Dataset(path) as file:
            file.set_auto_mask(False)
            found = dict(_variables(file, ""))
            names = [name for name, one in found.items() if one.ndim >= 2]
            try:
                variable = found[choose(names, path)]
            except DataError as error:
                return {"error": error.what, "remedy": error.remedy}
            attributes = _plain(file) | _plain(variable)
            np.save(output, np.asarray(variable[...]), allow_pickle=False)
    except (OSError, RuntimeError, ValueError, AttributeError, IndexError) as error:
        what = "its compression is unknown here" if "Filter" in str(error) else str(error)
        return {"error": f"cannot be read as HDF5 or NetCDF ({what})", "remedy": _REMEDY}
    return {"attributes": attributes}


def _variables(group: Any, prefix: str) -> Any:
    for name, variable in group.variables.items():
        yield prefix + name, variable
    for name, inner in group.groups.items():
        yield from _variables(inner, f"{prefix}{name}/")


def _plain(holder: Any) -> dict[str, Any]:
    """Return the attributes that are one number or one text."""
    plain: dict[str, Any] = {}
    for name in holder.ncattrs():
        value = holder.getncattr(name)
        if isinstance(value, np.generic):
            value = value.item()
        if isinstance(value, str | int | float):
            plain[name] = value
    return plain


if __name__ == "__main__":
    print(json.dumps(_extract(*sys.argv[1:3])))
