"""Monte Carlo configurations of one lattice model, size and temperature."""

from rgflow.contracts.schema import Contract, Field

SAMPLE = Contract(
    stage="sample",
    title="Lattice configurations",
    summary="Equilibrium configurations of a lattice model on L x L sites, zero field, "
    "J = k_B = 1; either sign of all spins is equally likely.",
    fields={
        "spins": Field(("sample", "y", "x"), "int8", "Ising spins", low=-1, high=1),
        "energy": Field(("sample",), "float64", "total energy of a configuration", "J"),
        "magnetization": Field(("sample",), "int32", "sum of the spins of a configuration"),
    },
    attributes={
        "L": int,
        "model": str,
        "temperature": float,
        "algorithm": str,
        "burn_in": int,
        "spacing": int,
        "tau_energy": float,
        "tau_abs_m": float,
        "tau_energy_sweeps": float,
        "tau_abs_m_sweeps": float,
        "chains": int,
        "effective_samples": float,
        "exact_energy": float,
        "energy_z": float,
    },
)
