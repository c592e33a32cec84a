"""Block-spin lattices."""

from rgflow.contracts.identity import IDENTITY
from rgflow.contracts.schema import Contract, Field

COARSE = Contract(
    stage="coarse-grain",
    title="Block-spin lattices",
    summary="Monte Carlo configurations after a number of 2 x 2 block-spin steps; the source is "
    "the rule, or the control that stands in its place.",
    fields={"spins": Field(("sample", "y", "x"), "float32", "block spins")},
    version=2,
    attributes={**IDENTITY, "L": int, "temperature": float, "steps": int, "model": str},
)
