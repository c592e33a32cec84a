"""How well a machine learned its data, what it learned, and where its flow settles."""

from rgflow.contracts.schema import Contract, Field

_S = ("snapshot",)

ASSESS = Contract(
    stage="assess-rbm",
    title="Assessment of a trained machine",
    summary="Per snapshot, on held-out data: log-likelihood (ln Z exact by enumeration or by "
    "annealed importance sampling) and KL divergence from the data, whose entropy follows from "
    "the lattice model's partition functions; the pair couplings of the visible units; and the "
    "state that the sampled flow settles in, from Monte Carlo starts.",
    fields={
        "update": Field(_S, "int64", "parameter updates made", low=0),
        "log_likelihood": Field(_S, "float64", "mean ln p(v), held-out data", "nat"),
        "log_likelihood_error": Field(_S, "float64", "its standard error", "nat", low=0),
        "free_energy": Field(_S, "float64", "mean free energy F(v), held-out data"),
        "log_partition": Field(_S, "float64", "ln Z"),
        "log_partition_error": Field(_S, "float64", "its standard error", low=0),
        "entropy": Field((), "float64", "entropy of the data", "nat", low=0),
        "entropy_error": Field((), "float64", "its standard error", "nat", low=0),
        "kl_divergence": Field(_S, "float64", "KL(data || machine)", "nat"),
        "kl_divergence_error": Field(_S, "float64", "its standard error", "nat", low=0),
        "distance": Field(("distance",), "float64", "torus distance", "lattice spacing", low=0),
        "coupling": Field(
            ("snapshot", "distance"), "float64", "mean effective coupling J(r), in units of k_B T"
        ),
        "coupling_scatter": Field(
            ("snapshot", "distance"), "float64", "standard deviation of J over pairs", low=0
        ),
        "thermometer": Field(("thermometer",), "str", "thermometer"),
        "temperature": Field(("temperature",), "float64", "temperature of a class", "J/k_B"),
        "settled_count": Field(
            ("snapshot", "thermometer", "temperature"), "int64", "settled configurations", low=0
        ),
        "settled_energy": Field(_S, "float64", "mean energy per site of the settled flow", "J"),
        "settled_energy_error": Field(_S, "float64", "its standard error", "J", low=0),
        "settled_abs_m": Field(_S, "float64", "mean |m| of the settled flow", low=0, high=1),
        "settled_temperature": Field(
            _S, "float64", "temperature with the settled energy", "J/k_B", nan=True
        ),
    },
    version=2,
    attributes={
        "machine": str,
        "seed": int,
        "L": int,
        "model": str,
        "recipe": str,
        "hidden": int,
        "coldest": float,
        "hottest": float,
        "settle_length": int,
        "held_out_size": int,
    },
)
