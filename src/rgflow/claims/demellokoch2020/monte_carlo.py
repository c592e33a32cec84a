"""C1 and C2: what the Monte Carlo data themselves show, before any machine."""

from collections.abc import Mapping, Sequence

from rgflow.analysis import exact_values as exact
from rgflow.analysis.aggregate import fitted
from rgflow.analysis.inputs import Inputs
from rgflow.analysis.pick import matching
from rgflow.analysis.quantity import Measurand, Quantity
from rgflow.claims.demellokoch2020 import paper
from rgflow.claims.demellokoch2020.flow_dimensions import TOLERANCE
from rgflow.config.temperatures import T_CRITICAL
from rgflow.errors import NotComputed
from rgflow.ledger.claim import Claim, Kind, Reading
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import Finding, above, below, every, near

NEEDS = {
    "C1": {"samples": "sample_fits", "exact": "exact"},
    "C2": {"samples": "sample_fits", "exact": "exact"},
}
OPTIONAL = {"C1": {"exact"}, "C2": {"exact"}}
_KINDS: Mapping[str, Kind] = {"open": "literal", "torus": "neighbour", "cft": "corrected"}
_NAMES = {
    "open": "authors' estimator",
    "torus": "torus distance",
    "cft": "exact torus function as distance",
}
_PLACE = {"kind": "monte_carlo", "length": 0, "thermometer": "start"}
_SIGMA_AT_T_C = Measurand("delta_sigma", "Δ_σ at {near_temperature}", paper=paper.SIGMA)
_SIGMA = Measurand("delta_sigma", "Δ_σ at {near_temperature}")
_EPSILON = Measurand("delta_epsilon", "Δ_ε at {near_temperature}, {L} × {L}", paper=paper.EPSILON)


def _lattices(inputs: Inputs, of_paper: Sequence[int]) -> list[tuple[int, ...]]:
    """Return groups of lattices: the paper's for the claim together, each that is none of its.

    Raises
    ------
    NotComputed
        If there is neither.
    """
    measured = paper.sizes(paper.files_of(inputs, "samples"), paper.FLOW_LATTICE)
    others = [(L,) for L in measured if L not in paper.ENERGY_LATTICES]
    own = [tuple(of_paper)] if set(of_paper) <= set(measured) else []
    if not own and not others:
        raise NotComputed(f"no Monte Carlo data on {' and '.join(map(str, of_paper))}")
    return [*own, *others]


def _named(name: str, kind: Kind, choices: Mapping[str, str], lattices: Sequence[int]) -> Reading:
    """Return a reading; on a lattice of the experiment's own the literal one is the subject."""
    if lattices[0] == paper.FLOW_LATTICE:
        return Reading(name, kind, {**choices, "lattices": list(lattices)})
    (L,) = lattices
    own: Kind = "subject" if kind == "literal" else "neighbour"
    suffix = paper.size_suffix(L, paper.FLOW_LATTICE)
    return Reading(name + suffix, own, {**choices, "lattices": [L]})


def _spin_readings(inputs: Inputs) -> list[Reading]:
    return [
        _named(_NAMES[estimator], kind, {"estimator": estimator}, lattices)
        for lattices in _lattices(inputs, (paper.FLOW_LATTICE,))
        for estimator, kind in _KINDS.items()
    ]


def _energy_readings(inputs: Inputs) -> list[Reading]:
    return [
        _named(
            f"{_NAMES[estimator]}, {form} form",
            kind if form == "bond" else "neighbour",
            {"estimator": estimator, "epsilon_form": form},
            lattices,
        )
        for lattices in _lattices(inputs, paper.ENERGY_LATTICES)
        for form in ("bond", "star")
        for estimator, kind in _KINDS.items()
    ]


def _dimension(inputs: Inputs, reading: Reading, of: Measurand, L: int, T: float) -> Quantity:
    files = matching(paper.files_of(inputs, "samples"), L=L)
    labels = {**_PLACE, **reading.choices, "near_temperature": T}
    known = exact.dimension(exact.of_lattice(inputs.get("exact", ()), L), of.key, labels)
    return fitted(files, of.key, labels, of.at(near_temperature=T), known)


def _spin(inputs: Inputs, reading: Reading) -> Evidence:
    (L,) = reading["lattices"]
    file = matching(paper.files_of(inputs, "samples"), L=L)[0]
    others = [T for T in map(float, file["near_temperature"].values) if T != T_CRITICAL]
    critical = _dimension(inputs, reading, _SIGMA_AT_T_C, L, T_CRITICAL)
    return Evidence((critical, *(_dimension(inputs, reading, _SIGMA, L, T) for T in others)))


def _judge_spin(evidence: Evidence) -> Finding:
    findings = []
    for number in evidence.all("delta_sigma"):
        T = float(number.of.coordinates["near_temperature"])
        if T == T_CRITICAL:
            findings.append(near(number, paper.SIGMA, TOLERANCE * paper.SIGMA))
        else:
            findings.append((below if T < T_CRITICAL else above)(number, paper.SIGMA))
    return every(findings)


def _energy(inputs: Inputs, reading: Reading) -> Evidence:
    return Evidence(
        tuple(
            _dimension(inputs, reading, _EPSILON.at(L=L), L, T_CRITICAL)
            for L in reading["lattices"]
        )
    )


def _judge_energy(evidence: Evidence) -> Finding:
    reach = TOLERANCE * paper.EPSILON
    return every([near(number, paper.EPSILON, reach) for number in evidence.all("delta_epsilon")])


C1 = Claim(
    number="C1",
    statement="Monte Carlo data on 10 × 10 give the spin's scaling dimension 1/8 at T_c, less "
    "below T_c and more above.",
    section="III",
    figures=("05",),
    needs=NEEDS["C1"],
    optional=OPTIONAL["C1"],
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
    needs=NEEDS["C2"],
    optional=OPTIONAL["C2"],
    rule=f"Δ_ε agrees with 1 within {TOLERANCE:.0%} at T_c on both lattices.",
    readings=_energy_readings,
    measure=_energy,
    judge=_judge_energy,
)
