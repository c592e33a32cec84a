"""Figures and their numbers as bytes: equal input gives equal files, without dates."""

import io

import numpy as np
import xarray
from matplotlib.figure import Figure

from rgflow.errors import ParameterError
from rgflow.figures.style import context

_METADATA: dict[str, dict[str, str | None]] = {
    "pdf": {"Creator": "rgflow", "CreationDate": None},
    "svg": {"Creator": "rgflow", "Date": None},
    "png": {"Software": "rgflow"},
}


def lay_out(figure: Figure) -> None:
    """Give every part of a figure its place, once for all formats: they need not do it again."""
    engine = figure.get_layout_engine()
    if engine is not None:
        with context():
            engine.execute(figure)
    figure.set_layout_engine(None)


def render(figure: Figure, suffix: str) -> bytes:
    """Return a figure as the bytes of a file, the same bytes each time.

    Raises
    ------
    ParameterError
        If the suffix is not pdf, svg or png.
    """
    if suffix not in _METADATA:
        raise ParameterError(
            f"figures cannot be written as '{suffix}'", remedy=f"choose {', '.join(_METADATA)}"
        )
    buffer = io.BytesIO()
    with context():
        figure.savefig(buffer, format=suffix, metadata=_METADATA[suffix])
    return buffer.getvalue()


def to_csv(data: xarray.Dataset) -> str:
    """Return the numbers of a figure as a tidy table: one line per number.

    Columns are the variable, every dimension of the dataset (empty where the variable has it
    not), the value and its units. NaN stands where there is no number.
    """
    dims = [str(dim) for dim in data.sizes]
    lines = [",".join(["variable", *dims, "value", "units"])]
    for name, variable in data.data_vars.items():
        units = _quoted(str(variable.attrs.get("units", "1")))
        labels = [
            [_text(item) for item in data[dim].values] if dim in variable.dims else [""]
            for dim in dims
        ]
        values = variable.transpose(*[dim for dim in dims if dim in variable.dims]).values
        shape = tuple(len(column) for column in labels)
        for index, value in zip(np.ndindex(*shape), np.ravel(values), strict=True):
            cells = [labels[axis][place] for axis, place in enumerate(index)]
            lines.append(",".join([_quoted(str(name)), *cells, _text(value), units]))
    return "\n".join(lines) + "\n"


def _text(value: object) -> str:
    """Return a number with the digits that tell it apart, or a word."""
    if isinstance(value, float | np.floating):
        return f"{float(value):.10g}"
    return _quoted(str(value))


def _quoted(text: str) -> str:
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if set(text) & set(',"\n') else text
