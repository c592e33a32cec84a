"""Leading eigenvalues of Swendsen's matrix between two lattices of the same configurations."""

from rgflow.contracts.identity import IDENTITY
from rgflow.contracts.schema import Contract, Field

_EVEN, _ODD = ("form", "even"), ("form", "odd")


def _numbers(dims: tuple[str, ...], kind: str, name: str, exponent: str) -> dict[str, Field]:
    """Return the fields of one parity: eigenvalue and exponent, each with its error."""
    eigenvalue = f"leading eigenvalue of the {kind} operators up to this one"
    y = f"exponent, ln eigenvalue / ln b, of the {kind} operators up to this one"
    error = "jackknife standard error"
    return {
        f"{name}_eigenvalue": Field(dims, "float64", eigenvalue, nan=True),
        f"{name}_eigenvalue_error": Field(dims, "float64", error, nan=True),
        exponent: Field(dims, "float64", y, nan=True),
        f"{exponent}_error": Field(dims, "float64", error, nan=True),
    }


MCRG = Contract(
    stage="mcrg",
    title="Monte Carlo renormalization group",
    summary="Leading eigenvalues of Swendsen's matrix between a fine lattice and the coarse one "
    "made of it, against the number of operators, which are added in the order of the axes even "
    "and odd. Forms: field, the values as they are; sign, their signs, that of 0 by a fair coin; "
    "they are the same where both lattices have spins of +-1. NaN: the operators of the coarse "
    "lattice are linearly dependent or the leading eigenvalue is complex; of an exponent also: the "
    "eigenvalue, or one of the jackknife's, is not positive. Exact: y_t = 1, y_h = 15/8. For "
    "fields that are averages of blocks, times any factor, y_h is that of the factor by "
    "construction.",
    fields={
        "form": Field(("form",), "str", "what is taken of the lattices: field or sign"),
        "even": Field(("even",), "str", "even operator added last"),
        "odd": Field(("odd",), "str", "odd operator added last"),
        **_numbers(_EVEN, "even", "thermal", "y_t"),
        **_numbers(_ODD, "odd", "magnetic", "y_h"),
    },
    attributes={
        **IDENTITY,
        "L": int,
        "coarse_L": int,
        "temperature": float,
        "lower": int,
        "upper": int,
        "configurations": int,
        "blocks": int,
    },
)
