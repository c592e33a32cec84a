"""Block-spin lattices."""

from rgflow.contracts.schema import Contract, Field

COARSE = Contract(
    stage="coarse-grain",
    title="Block-spin lattices",
    summary="Monte Carlo configurations after a number of 2 x 2 block-spin steps.",
    fields={"spins": Field(("sample", "y", "x"), "float32", "block spins")},
    attributes={"L": int, "temperature": float, "transformation": str, "steps": int, "model": str},
)
