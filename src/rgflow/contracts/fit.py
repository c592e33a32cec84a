"""Scaling dimensions and critical temperature fitted to the observables of one source."""

from rgflow.contracts.identity import IDENTITY
from rgflow.contracts.schema import Contract, Field

_SIGMA = ("kind", "length", "thermometer", "near_temperature", "estimator")
_EPSILON = (*_SIGMA, "epsilon_form")
_M = ("kind", "length", "thermometer", "window")
STATUSES = ("ok", "too_few", "at_bound", "degenerate")
"""Meaning of the status codes 0, 1, 2, 3."""


def _fitted(prefix: str, dims: tuple[str, ...], name: str, units: str = "1") -> dict[str, Field]:
    """Return the five columns of a fitted number."""
    return {
        prefix: Field(dims, "float64", name, units, nan=True),
        f"{prefix}_error": Field(
            dims, "float64", f"{name}: standard error of the regression", units, nan=True
        ),
        f"{prefix}_low": Field(dims, "float64", f"{name}: Student-t 90 % low", units, nan=True),
        f"{prefix}_high": Field(dims, "float64", f"{name}: Student-t 90 % high", units, nan=True),
        f"{prefix}_bootstrap": Field(
            dims, "float64", f"{name}: bootstrap standard error", units, nan=True
        ),
        f"{prefix}_status": Field(
            dims, "int8", f"{name}: status, {dict(enumerate(STATUSES))}", low=0, high=3
        ),
    }


FIT = Contract(
    stage="fit",
    title="Fitted scaling dimensions",
    summary="Fits of B r^(-2 Delta) to two-point functions and of A |T_c - T|^Delta_m to the "
    "magnetization of three classes; NaN and a status where the fit has no answer.",
    fields={
        "kind": Field(("kind",), "str", "kind of configurations"),
        "length": Field(("length",), "int32", "flow length", low=0),
        "thermometer": Field(("thermometer",), "str", "what sorted the configurations"),
        "near_temperature": Field(("near_temperature",), "float64", "class", "J/k_B"),
        "estimator": Field(("estimator",), "str", "two-point estimator"),
        "epsilon_form": Field(("epsilon_form",), "str", "form of the energy operator"),
        "window": Field(("window",), "str", "class temperatures of the magnetization fit"),
        **_fitted("delta_sigma", _SIGMA, "scaling dimension of the spin"),
        **_fitted("delta_epsilon", _EPSILON, "scaling dimension of the energy"),
        **_fitted("delta_m", _M, "magnetization exponent"),
        **_fitted("t_c", _M, "fitted critical temperature", "J/k_B"),
        "amplitude": Field(_M, "float64", "fitted amplitude A", nan=True),
    },
    version=2,
    attributes={**IDENTITY, "L": int},
)
