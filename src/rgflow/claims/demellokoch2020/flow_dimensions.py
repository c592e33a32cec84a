"""C5 to C7: scaling dimensions and the critical temperature fitted to RBM flows."""

from collections.abc import Mapping, Sequence
from typing import Any

import xarray

from rgflow.analysis import exact_values as exact
from rgflow.analysis.inputs import Inputs
from rgflow.analysis.pick import fitted, from_roles, last_length, of_source
from rgflow.analysis.quantity import Quantity
from rgflow.claims.demellokoch2020.flow_readings import flow_readings
from rgflow.claims.demellokoch2020.settling import RESOLUTION
from rgflow.config.temperatures import T_CRITICAL
from rgflow.contracts.exact import EXACT
from rgflow.contracts.fit import FIT
from rgflow.contracts.schema import Contract
from rgflow.ledger.claim import Claim, Reading
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import Finding, every, inside, near, opposite

SIGMA, EPSILON = 0.125, 1.0
"""Scaling dimensions of the spin and of the energy at the critical point."""
TOLERANCE = 0.1
"""Share of the theoretical value by which a number may differ and still agree with it."""

_CONTROLS = ("samples", "control_fit")
_ROLES: Mapping[str, Contract] = {
    "fit": FIT,
    "samples": FIT,
    "exact": EXACT,
    "control_fit": FIT,
}


def _files(inputs: Inputs, source: str) -> list[xarray.Dataset]:
    """Return the fits of a machine or a control, on the lattice of the flows."""
    size = int(inputs["fit"][0].attrs["L"])
    return of_source(from_roles(inputs, ("fit", *_CONTROLS)), source, L=size)


def _labels(files: Sequence[xarray.Dataset], reading: Reading) -> dict[str, Any]:
    return {**reading.choices, "length": last_length(files[0])}


def _readings(inputs: Inputs, *varied: str, windows: Sequence[str] = ()) -> list[Reading]:
    fits = inputs.get("fit", ())
    return flow_readings(fits, from_roles(inputs, _CONTROLS), varied, windows)


def _windows(inputs: Inputs) -> list[str]:
    fits = inputs.get("fit", ())
    return [str(window) for window in fits[0]["window"].values] if fits else []


def _magnetization(inputs: Inputs, reading: Reading) -> Evidence:
    files = _files(inputs, reading["source"])
    labels = _labels(files, reading)
    window = [float(T) for T in reading["window"].replace(",", " ").split()]
    lattice = exact.of_lattice(inputs.get("exact", ()), int(files[0].attrs["L"]))
    exponent, critical = exact.magnetization_fit(lattice, window)
    return Evidence(
        (
            fitted(files, "delta_m", labels, "Δ_m", paper=SIGMA, exact=exponent),
            fitted(
                files, "t_c", labels, "fitted T_c", units="J/k_B", paper=T_CRITICAL, exact=critical
            ),
        )
    )


def _judge_magnetization(evidence: Evidence) -> Finding:
    return every(
        [
            near(evidence["Δ_m"], SIGMA, TOLERANCE * SIGMA),
            near(evidence["fitted T_c"], T_CRITICAL, RESOLUTION),
        ]
    )


def _dimensions(
    inputs: Inputs,
    reading: Reading,
    prefix: str,
    symbol: str,
    classes: Sequence[float],
    paper: float,
) -> Evidence:
    files = _files(inputs, reading["source"])
    lattice = exact.of_lattice(inputs.get("exact", ()), int(files[0].attrs["L"]))
    numbers: list[Quantity] = []
    for temperature in classes:
        labels = {**_labels(files, reading), "near_temperature": temperature}
        known = exact.dimension(lattice, prefix, labels)
        name = f"{symbol} in class {temperature}"
        numbers.append(fitted(files, prefix, labels, name, paper=paper, exact=known))
    return Evidence(tuple(numbers))


def _spin(inputs: Inputs, reading: Reading) -> Evidence:
    return _dimensions(inputs, reading, "delta_sigma", "Δ_σ", (2.2, 2.3), SIGMA)


def _judge_spin(evidence: Evidence) -> Finding:
    cold, hot = evidence["Δ_σ in class 2.2"], evidence["Δ_σ in class 2.3"]
    return every([inside(cold, SIGMA / 2, SIGMA), inside(hot, SIGMA, 2 * SIGMA)])


def _energy(inputs: Inputs, reading: Reading) -> Evidence:
    return _dimensions(inputs, reading, "delta_epsilon", "Δ_ε", (2.1, 2.2, 2.3), EPSILON)


def _judge_energy(evidence: Evidence) -> Finding:
    reach = TOLERANCE * EPSILON
    return every([opposite(near(number, EPSILON, reach)) for number in evidence.quantities])


C5 = Claim(
    number="C5",
    statement="The magnetization of flows of length 26 near T_c gives the exponent Δ_m = 1/8 and "
    "the critical temperature.",
    section="III",
    figures=("02", "04", "b6"),
    roles=_ROLES,
    rule=f"Δ_m agrees with 1/8 within {TOLERANCE:.0%} and the fitted T_c with 2.2692 within "
    f"{RESOLUTION} J/k_B.",
    readings=lambda inputs: _readings(inputs, "kind", "thermometer", windows=_windows(inputs)),
    measure=_magnetization,
    judge=_judge_magnetization,
)
C6 = Claim(
    number="C6",
    statement="The spin's scaling dimension in flows is slightly under 1/8 in the class below T_c "
    "(2.2) and slightly over it in the class above (2.3).",
    section="III",
    figures=("05", "b6"),
    roles=_ROLES,
    rule="Δ_σ lies between 1/16 and 1/8 in class 2.2, and between 1/8 and 1/4 in class 2.3.",
    readings=lambda inputs: _readings(inputs, "kind", "thermometer", "estimator"),
    measure=_spin,
    judge=_judge_spin,
)
C7 = Claim(
    number="C7",
    statement="The energy's scaling dimension in flows does not come to 1 in any of the classes "
    "2.1, 2.2 and 2.3: flows and critical configurations differ at short distances.",
    section="III",
    figures=("06",),
    roles=_ROLES,
    rule=f"In none of the three classes Δ_ε agrees with 1 within {TOLERANCE:.0%}.",
    readings=lambda inputs: _readings(inputs, "kind", "thermometer", "estimator", "epsilon_form"),
    measure=_energy,
    judge=_judge_energy,
)
