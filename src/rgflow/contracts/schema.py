"""What a stage's file must hold, and the check that every reader and writer makes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from rgflow.errors import DataError
from rgflow.store import Dataset, Variable

if TYPE_CHECKING:
    import xarray

CONVENTIONS = "CF-1.11, ACDD-1.3"
REFERENCES = (
    "E. de Mello Koch, R. de Mello Koch, L. Cheng, Is Deep Learning a Renormalization Group Flow?, "
    "IEEE Access 8, 106487 (2020), arXiv:1906.05212"
)


class Field(NamedTuple):
    """One variable of a contract: its dimensions, type, units, meaning and range."""

    dims: tuple[str, ...]
    dtype: str
    long_name: str
    units: str = "1"
    low: float | None = None
    high: float | None = None
    nan: bool = False
    """Whether NaN is a legal value (nothing measured), rather than a sign of damage."""


@dataclass(frozen=True)
class Contract:
    """The layout of one kind of file; `stage` is also the verb and the rule that make it."""

    stage: str
    title: str
    summary: str
    fields: Mapping[str, Field]
    attributes: Mapping[str, type] = field(default_factory=dict)
    version: int = 1
    open: bool = False
    """Whether further variables are welcome, as in the numbers of a figure."""
    content: Callable[[Dataset], Iterable[str]] | None = None
    """What a reader finds wrong with the values of a file whose variables are all there."""

    def without(self, *names: str) -> "Contract":
        """Return the contract of a reader that leaves variables in the file unread."""
        fields = {name: spec for name, spec in self.fields.items() if name not in names}
        return replace(self, fields=fields)

    def wants(self, name: str) -> bool:
        """Tell whether a reader by this contract reads a variable."""
        return self.open or name in self.fields

    def complete(self, dataset: "Dataset | xarray.Dataset") -> Dataset:
        """Return the dataset cast to the contract's types, with all its attributes."""
        variables: dict[str, Variable] = {}
        for name, spec in self.fields.items():
            if name not in dataset.variables:
                raise self._broken(f"variable '{name}' is missing", where="in memory")
            given = dataset.variables[name]
            attrs = {"long_name": spec.long_name, "units": spec.units, **given.attrs}
            values = self._cast(name, spec, np.asarray(given.values))
            variables[name] = Variable(tuple(map(str, given.dims)), values, attrs)
        extra = [str(name) for name in dataset.variables if name not in self.fields]
        if extra and not self.open:
            raise self._broken(f"variables {extra} are not in the contract", where="in memory")
        for name in extra:
            given = dataset.variables[name]
            dims = tuple(map(str, given.dims))
            variables[name] = Variable(dims, np.asarray(given.values), _plain(given.attrs))
        return Dataset(variables, {**_plain(dataset.attrs), **self._header()})

    def check(self, dataset: Dataset, where: object) -> None:
        """Raise a DataError, naming `where`, with everything that breaks the contract."""
        self._check_origin(dataset.attrs, where)
        absent = [name for name in self.fields if name not in dataset.variables]
        reasons = [*self._wrong_attributes(dataset), *self._wrong_fields(dataset)]
        if self.content is not None and not absent:
            reasons += self.content(dataset)
        if reasons:
            raise self._broken("; ".join(reasons), where)

    def _check_origin(self, attrs: Mapping[str, Any], where: object) -> None:
        stage, version = attrs.get("rgflow_stage"), _scalar(attrs.get("rgflow_schema"))
        if stage is None:
            raise DataError(
                "not a file of rgflow: it has no attribute 'rgflow_stage'",
                where=where,
                remedy=f"give a file that the stage '{self.stage}' made",
            )
        if stage != self.stage:
            raise DataError(
                f"comes from the stage '{stage}', but one of '{self.stage}' is needed",
                where=where,
                remedy=f"give a file that the stage '{self.stage}' made",
            )
        if version != self.version:
            raise self._broken(f"has schema {version}, this rgflow reads {self.version}", where)

    def _wrong_attributes(self, dataset: Dataset) -> Iterator[str]:
        for name, kind in self.attributes.items():
            if not isinstance(_scalar(dataset.attrs.get(name)), kind):
                given = dataset.attrs.get(name)
                yield f"attribute '{name}' is {given!r}, expected {kind.__name__}"

    def _wrong_fields(self, dataset: Dataset) -> Iterator[str]:
        sizes: dict[str, int] = {}
        for name, spec in self.fields.items():
            if name not in dataset.variables:
                yield f"variable '{name}' is missing"
                continue
            variable = dataset.variables[name]
            values = variable.values
            if variable.dims != spec.dims or values.ndim != len(spec.dims):
                yield f"variable '{name}' has dimensions {variable.dims}, expected {spec.dims}"
                continue
            for dim, size in zip(variable.dims, values.shape, strict=True):
                if sizes.setdefault(dim, size) != size:
                    yield f"variable '{name}' has {size} along '{dim}', others have {sizes[dim]}"
            if spec.dtype == "str":
                continue
            if values.dtype != np.dtype(spec.dtype):
                yield f"variable '{name}' is {values.dtype}, expected {spec.dtype}"
            elif values.size:
                yield from self._out_of_range(name, spec, values)

    def _out_of_range(self, name: str, spec: Field, values: Any) -> Iterator[str]:
        if not spec.nan and values.dtype.kind == "f" and not np.isfinite(values).all():
            yield f"variable '{name}' holds values that are not finite"
            return
        if spec.low is not None and (worst := np.nanmin(values)) < spec.low:
            yield f"variable '{name}' holds {worst}, below {spec.low}"
        if spec.high is not None and (worst := np.nanmax(values)) > spec.high:
            yield f"variable '{name}' holds {worst}, above {spec.high}"

    def _cast(self, name: str, spec: Field, values: Any) -> Any:
        """Return values in the contract's type; whole numbers must stay what they are."""
        if spec.dtype == "str":
            return values
        with np.errstate(invalid="ignore"):
            cast = values.astype(spec.dtype, order="C", copy=False)
        if cast.dtype.kind == "i" and values.dtype != cast.dtype and (cast != values).any():
            worst = values[cast != values].flat[0]
            raise self._broken(
                f"variable '{name}' holds {worst}, which {spec.dtype} cannot", where="in memory"
            )
        return cast

    def _broken(self, what: str, where: object) -> DataError:
        return DataError(what, where=where, remedy=f"delete the file and run '{self.stage}' again")

    def _header(self) -> dict[str, Any]:
        return {
            "Conventions": CONVENTIONS,
            "title": self.title,
            "summary": self.summary,
            "references": REFERENCES,
            "rgflow_stage": self.stage,
            "rgflow_schema": np.int32(self.version),
        }


def _plain(attrs: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(key): value for key, value in attrs.items()}


def _scalar(value: Any) -> Any:
    """Return a plain Python number for a numpy scalar, so that types can be compared."""
    return value.item() if isinstance(value, np.generic) else value
