"""Configurations after a number of up-down passes through a trained machine."""

from rgflow.contracts.identity import IDENTITY
from rgflow.contracts.schema import Contract, Field

FLOW = Contract(
    stage="flow",
    title="RBM flow",
    summary="Configurations v(n), eqs. (37)-(38) of de Mello Koch et al.: tanh values passed on "
    "(mean), and both layers drawn (sampled), from the same Monte Carlo configurations.",
    fields={
        "mean": Field(("start", "y", "x"), "float32", "mean flow", low=-1, high=1),
        "sampled": Field(("start", "y", "x"), "int8", "sampled flow", low=-1, high=1),
        "start_temperature": Field(
            ("start",), "float64", "temperature of the configuration the flow starts from", "J/k_B"
        ),
    },
    version=2,
    attributes={**IDENTITY, "stream": str, "length": int, "L": int, "model": str},
)
