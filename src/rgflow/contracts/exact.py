"""Exact finite-lattice values that every Monte Carlo and flow result is compared with."""

from rgflow.contracts.schema import Contract, Field

_T = ("temperature",)
_TABLE = ("temperature_two_point", "dy", "dx")

EXACT = Contract(
    stage="exact",
    title="Exact values on L x L sites",
    summary="Energy, specific heat and entropy of a lattice model (of Ising's by Kaufman); moments "
    "of the magnetization and two-point functions (by transfer matrix; no temperatures where L is "
    "too large for it).",
    fields={
        "temperature": Field(_T, "float64", "temperature", "J/k_B", low=0),
        "energy": Field(_T, "float64", "energy per site", "J"),
        "specific_heat": Field(_T, "float64", "specific heat per site", "k_B"),
        "entropy": Field(_T, "float64", "entropy of a configuration", "nat", low=0),
        "temperature_two_point": Field(
            ("temperature_two_point",), "float64", "temperature of exact moments", "J/k_B"
        ),
        "abs_magnetization": Field(("temperature_two_point",), "float64", "<|m|> per site"),
        "magnetization_squared": Field(("temperature_two_point",), "float64", "<m^2> per site"),
        "binder": Field(("temperature_two_point",), "float64", "Binder cumulant U4"),
        "spin_two_point": Field(_TABLE, "float64", "<s(0) s(r)>"),
        "structure_factor": Field(
            ("temperature_two_point", "ky", "kx"),
            "float64",
            "S(k) = sum_r <s(0) s(r)> exp(ikr), k in units of 2 pi / L",
        ),
        "bond_two_point": Field(_TABLE, "float64", "<e(0) e(r)>, e(x) = s(x) s(x + x-hat)"),
        "star_two_point": Field(
            _TABLE, "float64", "<e(0) e(r)>, e(x) = s(x) times the sum of its four neighbours"
        ),
    },
    attributes={"L": int, "model": str},
)
