"""Observables of flows and samples, sorted into temperature classes by every thermometer."""

from rgflow.contracts.identity import IDENTITY
from rgflow.contracts.schema import Contract, Field

_CLASS = ("kind", "length", "thermometer", "temperature", "block")
_NEAR = ("kind", "length", "thermometer", "near_temperature", "block")
_FIELD = (*_NEAR, "operator")
_PAIRS = (*_FIELD, "estimator", "r")

MEASURE = Contract(
    stage="measure",
    title="Observables by temperature class",
    summary="Sums over the configurations of a class, in blocks for error analysis. Kinds: "
    "mean, sampled (flows), monte_carlo. Thermometers: start (the true or starting temperature), "
    "mlp, exact (arg max of the class probabilities). Operators: spin, bond, star, nothing "
    "subtracted. Estimators: open, torus, cft. Their r axis is padded with NaN.",
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
        "mean_energy": Field(("kind", "length"), "float64", "mean energy per site, all", "J"),
        "energy_temperature": Field(
            ("kind", "length"),
            "float64",
            "temperature with the same mean energy (NaN where no temperature has it)",
            "J/k_B",
            nan=True,
        ),
        "spin_correlation": Field(
            ("kind", "length", "r"),
            "float64",
            "mean s(x) s(x') of all configurations, at the torus distances of the spin",
            nan=True,
        ),
        "distance": Field(
            ("operator", "estimator", "r"), "float64", "distance", "lattice spacing", nan=True
        ),
        "pairs": Field(
            ("operator", "estimator", "r"),
            "float64",
            "ordered site pairs of one configuration",
            nan=True,
        ),
        "sum_field": Field(_FIELD, "float64", "sum of the operator over sites"),
        "sum_products": Field(_PAIRS, "float64", "sum of f(x) f(x') over pairs", nan=True),
        "sum_ends": Field(_PAIRS, "float64", "sum of f(x) + f(x') over pairs", nan=True),
    },
    version=2,
    attributes={**IDENTITY, "stream": str, "L": int, "model": str},
)

MEASURE_CLASSES = MEASURE.without("sum_field", "sum_products", "sum_ends")
"""For readers that need no two-point functions, which are nearly all of a file."""
