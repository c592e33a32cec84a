"""The configurations that all flows of a machine start from."""

from rgflow.contracts.schema import Contract, Field

STARTS = Contract(
    stage="starts",
    title="Starts of RBM flows",
    summary="The first so many Monte Carlo configurations of each temperature: v(0) of the flows.",
    fields={
        "spins": Field(("start", "y", "x"), "int8", "Ising spins", low=-1, high=1),
        "temperature": Field(
            ("start",), "float64", "temperature of the configuration", "J/k_B", low=0
        ),
    },
    attributes={"L": int, "model": str},
)
