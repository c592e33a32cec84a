"""Configurations after a number of up-down passes through a trained machine."""

from rgflow.contracts.schema import Contract, Field

FLOW = Contract(
    stage="flow",
    title="RBM flow",
    summary="Configurations v(n), equations (37)-(38): tanh values passed on (mean), and both "
    "layers drawn (sampled), from the same Monte Carlo configurations.",
    fields={
        "mean": Field(("start", "y", "x"), "float32", "mean flow", low=-1, high=1),
        "sampled": Field(("start", "y", "x"), "int8", "sampled flow", low=-1, high=1),
        "start_temperature": Field(
            ("start",), "float64", "temperature of the configuration the flow starts from", "J/k_B"
        ),
    },
    attributes={"machine": str, "seed": int, "length": int, "L": int, "model": str},
)
