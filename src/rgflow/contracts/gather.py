"""Monte Carlo configurations of one lattice model and size at several temperatures."""

from rgflow.contracts.schema import Contract, Field

GATHER = Contract(
    stage="gather",
    title="Lattice configurations of several temperatures",
    summary="The configurations of the stage sample at several temperatures, in rising "
    "temperature: what a machine or a thermometer is trained on.",
    fields={
        "spins": Field(("sample", "y", "x"), "int8", "Ising spins", low=-1, high=1),
        "temperature": Field(
            ("sample",), "float64", "temperature of the configuration", "J/k_B", low=0
        ),
    },
    attributes={"L": int, "model": str},
)
