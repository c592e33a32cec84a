"""C3: how well a thermometer can be trained."""

import numpy as np
import xarray

from rgflow.analysis.inputs import Inputs
from rgflow.analysis.quantity import Quantity
from rgflow.contracts.train_probe import PROBE
from rgflow.errors import DataError
from rgflow.ledger.claim import Claim, Reading
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import Finding, below

LATTICE = 10
"""Linear size of the paper's thermometer."""
CLOSE_TO_ZERO = 0.05
"""Share of the loss of guessing below which a loss counts as "very close to zero"."""


def readings(_: Inputs) -> list[Reading]:
    """Return the readings of C3; the last explains how a plot could show a loss near zero."""
    return [
        Reading("validation loss", "literal", {"loss": "loss_validation", "per": "sample"}),
        Reading("training loss", "neighbour", {"loss": "loss_training", "per": "sample"}),
        Reading("exact posterior", "corrected", {"loss": "exact_loss_validation", "per": "sample"}),
        Reading(
            "validation loss, averaged over the classes too",
            "neighbour",
            {"loss": "loss_validation", "per": "class"},
        ),
    ]


def measure(inputs: Inputs, reading: Reading) -> Evidence:
    """Return the loss at the kept epoch in units of that of guessing, and in nat."""
    found = [file for file in inputs.get("probe", ()) if int(file.attrs["L"]) == LATTICE]
    if not found:
        raise DataError(f"not computed: no thermometer of {LATTICE} x {LATTICE}")
    file = found[0]
    share = 1.0 if reading["per"] == "sample" else 1.0 / file.sizes["temperature"]
    guessing = np.log(file.sizes["temperature"])
    loss, error = _loss(file, reading["loss"])
    floor = float(file["exact_floor"])
    return Evidence(
        (
            Quantity(
                "loss / loss of guessing",
                share * loss / guessing,
                share * error / guessing,
                paper=0.0,
                exact=share * floor / guessing,
            ),
            Quantity(
                "loss", share * loss, share * error, units="nat", paper=0.0, exact=share * floor
            ),
        )
    )


def _loss(file: xarray.Dataset, name: str) -> tuple[float, float]:
    """Return a loss at the kept epoch; its error is that of the floor on as many samples."""
    values = file[name].values
    loss = values if values.ndim == 0 else values[int(file.attrs["best_epoch"]) - 1]
    return float(loss), float(file["exact_floor_error"])


def judge(evidence: Evidence) -> Finding:
    """Judge whether the loss is close to zero."""
    return below(evidence["loss / loss of guessing"], CLOSE_TO_ZERO)


C3 = Claim(
    number="C3",
    statement="The loss of the thermometer ends very close to zero.",
    section="III",
    figures=("03",),
    roles={"probe": PROBE},
    rule=f"The loss at the kept epoch is below {CLOSE_TO_ZERO:.0%} of that of guessing, ln 60 nat. "
    "The exact value is the smallest loss of any classifier.",
    readings=readings,
    measure=measure,
    judge=judge,
)
