"""C5 to C7: scaling dimensions and the critical temperature fitted to RBM flows."""

from collections.abc import Sequence

from rgflow.analysis import exact_values as exact
from rgflow.analysis.aggregate import fitted
from rgflow.analysis.inputs import Inputs
from rgflow.analysis.quantity import Measurand
from rgflow.claims.demellokoch2020 import paper
from rgflow.claims.demellokoch2020.flow_readings import files_of_reading, flow_readings, labels
from rgflow.claims.demellokoch2020.settling import RESOLUTION
from rgflow.config.temperatures import T_CRITICAL
from rgflow.ledger.claim import Claim, Reading
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import Finding, every, inside, near, opposite

TOLERANCE = 0.1
"""Share of the theoretical value by which a number may differ and still agree with it."""

NEEDS = {
    "C5": {
        "fit": "flow_fits",
        "samples": "sample_fits",
        "exact": "exact",
        "control_fit": "control_fits",
    },
    "C6": {
        "fit": "flow_fits",
        "samples": "sample_fits",
        "exact": "exact",
        "control_fit": "control_fits",
    },
    "C7": {
        "fit": "flow_fits",
        "samples": "sample_fits",
        "exact": "exact",
        "control_fit": "control_fits",
    },
}
OPTIONAL = {
    "C5": {"samples", "exact", "control_fit"},
    "C6": {"samples", "exact", "control_fit"},
    "C7": {"samples", "exact", "control_fit"},
}
_OTHERS = ("samples", "control_fit")
_DELTA_M = Measurand("delta_m", "Δ_m", paper=paper.SIGMA)
_T_C = Measurand("t_c", "fitted T_c", "J/k_B", T_CRITICAL)
_SIGMA = Measurand("delta_sigma", "Δ_σ in class {near_temperature}", paper=paper.SIGMA)
_EPSILON = Measurand("delta_epsilon", "Δ_ε in class {near_temperature}", paper=paper.EPSILON)


def _magnetization_readings(inputs: Inputs) -> list[Reading]:
    return flow_readings(inputs, "fit", _OTHERS, ("flow", "thermometer"), windows=True)


def _magnetization(inputs: Inputs, reading: Reading) -> Evidence:
    files = files_of_reading(inputs, reading, "fit", *_OTHERS)
    place = labels(files[0], reading)
    window = [float(T) for T in reading["window"].replace(",", " ").split()]
    lattice = exact.of_lattice(inputs.get("exact", ()), reading["L"])
    exponent, critical = exact.magnetization_fit(lattice, window)
    return Evidence(
        (
            fitted(files, "delta_m", place, _DELTA_M, exponent),
            fitted(files, "t_c", place, _T_C, critical),
        )
    )


def _judge_magnetization(evidence: Evidence) -> Finding:
    return every(
        [
            near(evidence["delta_m"], paper.SIGMA, TOLERANCE * paper.SIGMA),
            near(evidence["t_c"], T_CRITICAL, RESOLUTION),
        ]
    )


def _dimensions(
    inputs: Inputs, reading: Reading, of: Measurand, classes: Sequence[float]
) -> Evidence:
    files = files_of_reading(inputs, reading, "fit", *_OTHERS)
    lattice = exact.of_lattice(inputs.get("exact", ()), reading["L"])
    numbers = []
    for temperature in classes:
        place = {**labels(files[0], reading), "near_temperature": temperature}
        known = exact.dimension(lattice, of.key, place)
        numbers.append(fitted(files, of.key, place, of.at(near_temperature=temperature), known))
    return Evidence(tuple(numbers))


def _spin_readings(inputs: Inputs) -> list[Reading]:
    varied = ("flow", "thermometer", "estimator")
    return flow_readings(inputs, "fit", _OTHERS, varied, windows=False)


def _spin(inputs: Inputs, reading: Reading) -> Evidence:
    return _dimensions(inputs, reading, _SIGMA, (paper.COLD_CLASS, paper.HOT_CLASS))


def _judge_spin(evidence: Evidence) -> Finding:
    (cold,) = evidence.all("delta_sigma", near_temperature=paper.COLD_CLASS)
    (hot,) = evidence.all("delta_sigma", near_temperature=paper.HOT_CLASS)
    below_theory = inside(cold, paper.SIGMA / 2, paper.SIGMA)
    return every([below_theory, inside(hot, paper.SIGMA, 2 * paper.SIGMA)])


def _energy_readings(inputs: Inputs) -> list[Reading]:
    varied = ("flow", "thermometer", "estimator", "epsilon_form")
    return flow_readings(inputs, "fit", _OTHERS, varied, windows=False)


def _energy(inputs: Inputs, reading: Reading) -> Evidence:
    return _dimensions(inputs, reading, _EPSILON, paper.ENERGY_CLASSES)


def _judge_energy(evidence: Evidence) -> Finding:
    reach = TOLERANCE * paper.EPSILON
    numbers = evidence.all("delta_epsilon")
    return every([opposite(near(number, paper.EPSILON, reach)) for number in numbers])


C5 = Claim(
    number="C5",
    statement="The magnetization of flows of length 26 near T_c gives the exponent Δ_m = 1/8 and "
    "the critical temperature.",
    section="III",
    figures=("02", "04", "b6"),
    needs=NEEDS["C5"],
    optional=OPTIONAL["C5"],
    rule=f"Δ_m agrees with 1/8 within {TOLERANCE:.0%} and the fitted T_c with 2.2692 within "
    f"{RESOLUTION} J/k_B.",
    readings=_magnetization_readings,
    measure=_magnetization,
    judge=_judge_magnetization,
)
C6 = Claim(
    number="C6",
    statement="The spin's scaling dimension in flows is slightly under 1/8 in the class below T_c "
    "(2.2) and slightly over it in the class above (2.3).",
    section="III",
    figures=("05", "b6"),
    needs=NEEDS["C6"],
    optional=OPTIONAL["C6"],
    rule="Δ_σ lies between 1/16 and 1/8 in class 2.2, and between 1/8 and 1/4 in class 2.3.",
    readings=_spin_readings,
    measure=_spin,
    judge=_judge_spin,
)
C7 = Claim(
    number="C7",
    statement="The energy's scaling dimension in flows does not come to 1 in any of the classes "
    "2.1, 2.2 and 2.3: flows and critical configurations differ at short distances.",
    section="III",
    figures=("06",),
    needs=NEEDS["C7"],
    optional=OPTIONAL["C7"],
    rule=f"In none of the three classes Δ_ε agrees with 1 within {TOLERANCE:.0%}.",
    readings=_energy_readings,
    measure=_energy,
    judge=_judge_energy,
)
