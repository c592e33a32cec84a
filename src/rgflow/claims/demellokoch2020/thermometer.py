"""C3: how well a thermometer can be trained."""

import numpy as np
import xarray

from rgflow.analysis.inputs import Inputs
from rgflow.analysis.pick import matching
from rgflow.analysis.quantity import Measurand, Quantity
from rgflow.analysis.roles import subject_lattices
from rgflow.claims.demellokoch2020 import paper
from rgflow.errors import NotComputed
from rgflow.ledger.claim import Claim, Kind, Reading
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import Finding, below

NEEDS = {"C3": {"probe": "thermometers", "fit": "flow_fits"}}
OPTIONAL = {"C3": {"fit"}}
CLOSE_TO_ZERO = 0.05
"""Share of the loss of guessing below which a loss counts as "very close to zero"."""

_RELATIVE = Measurand("relative_loss", "loss / loss of guessing", paper=0.0)
_LOSS = Measurand("loss", "loss", "nat", paper=0.0)
_LOSSES: tuple[tuple[str, Kind, str, str], ...] = (
    ("validation loss", "literal", "loss_validation", "sample"),
    ("training loss", "neighbour", "loss_training", "sample"),
    ("exact posterior", "corrected", "exact_loss_validation", "sample"),
    ("validation loss, averaged over the classes too", "neighbour", "loss_validation", "class"),
)
"""Name, kind, variable and average; the last explains how a plot could show a loss near zero."""


def readings(inputs: Inputs) -> list[Reading]:
    """Return the readings of the paper's thermometer, and of those that read subjects' flows.

    Raises
    ------
    NotComputed
        If there is no such thermometer.
    """
    probed = {int(file.attrs["L"]) for file in paper.files_of(inputs, "probe")}
    own = {paper.FLOW_LATTICE, *subject_lattices(paper.files_of(inputs, "fit"))}
    if not probed & own:
        raise NotComputed("no thermometer of a lattice that the claim is about")
    return [
        Reading(
            name + paper.size_suffix(L, paper.FLOW_LATTICE),
            kind if L == paper.FLOW_LATTICE else "subject" if kind == "literal" else "neighbour",
            {"L": L, "loss": loss, "per": per},
        )
        for L in sorted(probed & own, key=lambda L: (L != paper.FLOW_LATTICE, L))
        for name, kind, loss, per in _LOSSES
    ]


def measure(inputs: Inputs, reading: Reading) -> Evidence:
    """Return the loss at the kept epoch in units of that of guessing, and in nat."""
    file = matching(paper.files_of(inputs, "probe"), L=reading["L"])[0]
    share = 1.0 if reading["per"] == "sample" else 1.0 / file.sizes["temperature"]
    guessing = np.log(file.sizes["temperature"])
    loss, error = _loss(file, reading["loss"])
    floor = float(file["exact_floor"])
    relative = Quantity(
        _RELATIVE,
        share * loss / guessing,
        share * error / guessing,
        exact=share * floor / guessing,
    )
    return Evidence((relative, Quantity(_LOSS, share * loss, share * error, exact=share * floor)))


def _loss(file: xarray.Dataset, name: str) -> tuple[float, float]:
    """Return a loss at the kept epoch; its error is that of the floor on as many samples."""
    values = file[name].values
    loss = values if values.ndim == 0 else values[int(file.attrs["best_epoch"]) - 1]
    return float(loss), float(file["exact_floor_error"])


def judge(evidence: Evidence) -> Finding:
    """Judge whether the loss is close to zero."""
    return below(evidence["relative_loss"], CLOSE_TO_ZERO)


C3 = Claim(
    number="C3",
    statement="The loss of the thermometer ends very close to zero.",
    section="III",
    figures=("03",),
    needs=NEEDS["C3"],
    optional=OPTIONAL["C3"],
    rule=f"The loss at the kept epoch is below {CLOSE_TO_ZERO:.0%} of that of guessing, the "
    "logarithm of the number of classes. The exact value is the smallest loss of any classifier.",
    readings=readings,
    measure=measure,
    judge=judge,
)
