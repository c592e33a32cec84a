"""Observables of flows and samples, sorted into temperature classes by every thermometer."""

from rgflow.contracts.schema import Contract, Field

_CLASS = ("kind", "length", "thermometer", "temperature", "block")
_NEAR = ("kind", "length", "thermometer", "near_temperature", "block")
_TWO_POINT = (*_NEAR, "operator", "estimator", "r")

MEASURE = Contract(
    stage="measure",
    title="Observables by temperature class",
    summary="Sums over the configurations of a class, in blocks for error analysis. Kinds: "
    "mean, sampled (flows), monte_carlo. Thermometers: start (the true or starting temperature), "
    "mlp, exact (arg max of the class probabilities). Operators: sigma, epsilon_bond, "
    "epsilon_star, not connected. Estimators: open, torus, cft.",
    fields={
        "kind": Field(("kind",), "str", "kind of configurations"),
        "length": Field(("length",), "int32", "flow length", low=0),
        "thermometer": Field(("thermometer",), "str", "what sorted the configurations"),
        "temperature": Field(("temperature",), "float64", "temperature of a class", "J/k_B"),
        "near_temperature": Field(
            ("near_temperature",), "float64", "class with two-point functions", "J/k_B"
        ),
        "operator": Field(("operator",), "str", "operator"),
        "estimator": Field(("estimator",), "str", "distance and pairs of the two-point function"),
        "count": Field(_CLASS, "int64", "configurations", low=0),
        "sum_abs_m": Field(_CLASS, "float64", "sum of |m|, m per site", low=0),
        "sum_m2": Field(_CLASS, "float64", "sum of m^2", low=0),
        "sum_m4": Field(_CLASS, "float64", "sum of m^4", low=0),
        "sum_energy": Field(_CLASS, "float64", "sum of the energy per site", "J"),
        "energy_temperature": Field(
            ("kind", "length"),
            "float64",
            "temperature with the same mean energy",
            "J/k_B",
            nan=True,
        ),
        "distance": Field(("estimator", "r"), "float64", "distance", "lattice spacing", nan=True),
        "sum_operator": Field((*_NEAR, "operator"), "float64", "sum of the operator's mean"),
        "sum_two_point": Field(_TWO_POINT, "float64", "sum of the two-point average", nan=True),
    },
    attributes={"L": int, "source": str, "seed": int},
)
