"""C17: the marginals of a machine do not single it out; the counter-example, computed exactly."""

import numpy as np
from numpy.typing import NDArray

from rgflow.analysis.inputs import Inputs
from rgflow.analysis.quantity import Measurand, Quantity
from rgflow.learners.rbm.likelihood import all_states, exact_log_partition
from rgflow.learners.rbm.model import RBM
from rgflow.ledger.claim import Claim, Reading
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import Finding, above, below, every
from rgflow.rng import generator

NEEDS: dict[str, dict[str, str]] = {"C17": {}}
OPTIONAL: dict[str, set[str]] = {"C17": set()}
Floats = NDArray[np.float64]
N_VISIBLE, N_HIDDEN = 6, 4
ROUNDING = 1e-12
VISIBLE = 1e-2
"""Largest |<v h> - <v><h>| of the machine must exceed this, so that the two differ for good."""

_MARGINALS = Measurand("marginal_difference", "largest difference of the marginals")
_PRODUCT = Measurand("connected_product", "largest connected <vh> of p(v) p(h)")
_MACHINE = Measurand("connected_machine", "largest connected <vh> of the RBM")


def readings(_: Inputs) -> list[Reading]:
    """Return the single reading: an exact statement about any machine."""
    return [Reading(f"a {N_VISIBLE}-{N_HIDDEN} machine, all states", "literal")]


def joint_law(machine: RBM) -> tuple[Floats, Floats, Floats]:
    """Return p(v, h) as (2^V, 2^H), and all states v (2^V, V) and h (2^H, H)."""
    v, h = all_states(machine.n_visible), all_states(machine.n_hidden)
    exponent = machine.hidden_field(v) @ h.T + (v @ machine.visible_bias)[:, None]
    return np.exp(exponent - exact_log_partition(machine)), v, h


def connected(law: Floats, v: Floats, h: Floats) -> Floats:
    """Return <v_i h_a> - <v_i><h_a> of a joint law, (V, H)."""
    together: Floats = v.T @ law @ h
    rest: Floats = together - np.outer(v.T @ law.sum(axis=1), h.T @ law.sum(axis=0))
    return rest


def measure(_: Inputs, __: Reading) -> Evidence:
    """Return how p(v) p(h) and the machine's own law differ, by enumeration."""
    rng = generator(0, "claims", "counter-example")
    machine = RBM(
        0.5 * rng.standard_normal((N_VISIBLE, N_HIDDEN)),
        0.2 * rng.standard_normal(N_VISIBLE),
        0.2 * rng.standard_normal(N_HIDDEN),
    )
    law, v, h = joint_law(machine)
    product = np.outer(law.sum(axis=1), law.sum(axis=0))
    differences = [np.abs(law.sum(axis=axis) - product.sum(axis=axis)).max() for axis in (0, 1)]
    return Evidence(
        (
            Quantity(_MARGINALS, float(max(differences)), 0.0, exact=0.0),
            Quantity(_PRODUCT, float(np.abs(connected(product, v, h)).max()), 0.0, exact=0.0),
            Quantity(_MACHINE, float(np.abs(connected(law, v, h)).max()), 0.0),
        )
    )


def judge(evidence: Evidence) -> Finding:
    """Judge whether the product has the same marginals but no correlation, unlike the machine."""
    return every(
        [
            below(evidence["marginal_difference"], ROUNDING),
            below(evidence["connected_product"], ROUNDING),
            above(evidence["connected_machine"], VISIBLE),
        ]
    )


C17 = Claim(
    number="C17",
    statement="Equations (48), the marginals of P(v, h), do not single out an RBM or RG: "
    "p(v) p(h) fulfils them without any correlation between v and h.",
    section="IV",
    figures=(),
    needs=NEEDS["C17"],
    optional=OPTIONAL["C17"],
    rule="By enumeration of a small machine with random weights: p(v) p(h) has the machine's "
    f"marginals and no <vh> − <v><h> beyond rounding ({ROUNDING:g}), while the machine itself has "
    f"more than {VISIBLE:g}.",
    readings=readings,
    measure=measure,
    judge=judge,
)
