"""C1 and C2: what the Monte Carlo data themselves show, before any machine."""

from collections.abc import Mapping, Sequence

import numpy as np
import xarray

from rgflow.analysis import exact_values as exact
from rgflow.analysis.inputs import Inputs
from rgflow.analysis.pick import fitted, of_source
from rgflow.analysis.quantity import Quantity
from rgflow.claims.demellokoch2020.flow_dimensions import EPSILON, SIGMA, TOLERANCE
from rgflow.config.temperatures import T_CRITICAL
from rgflow.contracts.exact import EXACT
from rgflow.contracts.fit import FIT
from rgflow.contracts.schema import Contract
from rgflow.ledger.claim import Claim, Kind, Reading
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import Finding, above, below, every, near

SPIN_LATTICE, ENERGY_LATTICES = 10, (10, 9)
"""Linear sizes of the paper's Figures 5b and 6a."""

_ROLES: Mapping[str, Contract] = {"samples": FIT, "exact": EXACT}
_KINDS: Mapping[str, Kind] = {"open": "literal", "torus": "neighbour", "cft": "corrected"}
_NAMES = {
    "open": "authors' estimator",
    "torus": "torus distance",
    "cft": "exact torus function as distance",
}
_PLACE = {"kind": "monte_carlo", "length": 0, "thermometer": "start"}
_AT_T_C = "Δ_σ at T_c"


def _spin_readings(_: Inputs) -> list[Reading]:
    return [
        Reading(_NAMES[estimator], kind, {"estimator": estimator})
        for estimator, kind in _KINDS.items()
    ]


def _energy_readings(_: Inputs) -> list[Reading]:
    return [
        Reading(
            f"{_NAMES[estimator]}, {form} form",
            kind if form == "bond" else "neighbour",
            {"estimator": estimator, "epsilon_form": form},
        )
        for form in ("bond", "star")
        for estimator, kind in _KINDS.items()
    ]


def _dimension(
    inputs: Inputs, reading: Reading, prefix: str, size: int, temperature: float, name: str
) -> Quantity:
    files = of_source(inputs.get("samples", ()), "monte_carlo", L=size)
    labels = {**_PLACE, **reading.choices, "near_temperature": temperature}
    lattice = exact.of_lattice(inputs.get("exact", ()), size)
    known = exact.dimension(lattice, prefix, labels)
    theory = {"delta_sigma": SIGMA, "delta_epsilon": EPSILON}[prefix]
    paper = theory if temperature == T_CRITICAL else np.nan
    return fitted(files, prefix, labels, name, paper=paper, exact=known)


def _temperatures(inputs: Inputs) -> Sequence[float]:
    (file,) = of_source(inputs.get("samples", ()), "monte_carlo", L=SPIN_LATTICE)
    return _near(file)


def _near(file: xarray.Dataset) -> list[float]:
    return [float(T) for T in file["near_temperature"].values]


def _spin(inputs: Inputs, reading: Reading) -> Evidence:
    others = [T for T in _temperatures(inputs) if T != T_CRITICAL]
    named = [(T_CRITICAL, _AT_T_C), *((T, f"Δ_σ at {T:g}") for T in others)]
    numbers = (
        _dimension(inputs, reading, "delta_sigma", SPIN_LATTICE, T, name) for T, name in named
    )
    return Evidence(tuple(numbers))


def _judge_spin(evidence: Evidence) -> Finding:
    critical, *others = evidence.quantities
    findings = [near(critical, SIGMA, TOLERANCE * SIGMA)]
    for number in others:
        side = below if float(number.name.split()[-1]) < T_CRITICAL else above
        findings.append(side(number, SIGMA))
    return every(findings)


def _energy(inputs: Inputs, reading: Reading) -> Evidence:
    return Evidence(
        tuple(
            _dimension(
                inputs, reading, "delta_epsilon", size, T_CRITICAL, f"Δ_ε at T_c, {size} × {size}"
            )
            for size in ENERGY_LATTICES
        )
    )


def _judge_energy(evidence: Evidence) -> Finding:
    return every([near(number, EPSILON, TOLERANCE * EPSILON) for number in evidence.quantities])


C1 = Claim(
    number="C1",
    statement="Monte Carlo data on 10 × 10 give the spin's scaling dimension 1/8 at T_c, less "
    "below T_c and more above.",
    section="III",
    figures=("05",),
    roles=_ROLES,
    rule=f"Δ_σ agrees with 1/8 within {TOLERANCE:.0%} at T_c, is below 1/8 at every measured "
    "temperature under T_c and above 1/8 at every one over it.",
    readings=_spin_readings,
    measure=_spin,
    judge=_judge_spin,
)
C2 = Claim(
    number="C2",
    statement="Monte Carlo data on 10 × 10 and on 9 × 9 give the energy's scaling dimension 1 at "
    "T_c.",
    section="III",
    figures=("06",),
    roles=_ROLES,
    rule=f"Δ_ε agrees with 1 within {TOLERANCE:.0%} at T_c on both lattices.",
    readings=_energy_readings,
    measure=_energy,
    judge=_judge_energy,
)
