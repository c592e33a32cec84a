"""C13: what G(d) shows of white noise and of checkerboards."""

from rgflow.analysis.fall import peaks, shape, trend
from rgflow.analysis.inputs import Inputs
from rgflow.analysis.pick import of_source
from rgflow.contracts.correlate import CORRELATE
from rgflow.ledger.claim import Claim, Reading
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import Finding, above, below, every

NO_TREND = 0.1
"""Share of the variance on a straight line below which there is no trend."""
_NOISE = "R² of a line, white noise, d > 0"
_MANY, _ONE = (4, 8), 16
_PEAKS = "inner peaks, blocks of {}"


def readings(_: Inputs) -> list[Reading]:
    """Return the single reading: the patterns are the paper's own."""
    return [Reading("raw maps", "literal", {"variable": "map"})]


def measure(inputs: Inputs, reading: Reading) -> Evidence:
    """Return the trend of noise and the number of peaks of each checkerboard."""
    noise = of_source(inputs.get("noise", ()), "noise")
    numbers = [shape(_NOISE, noise, reading["variable"], trend)]
    for block in (*_MANY, _ONE):
        board = of_source(inputs.get("checkerboard", ()), f"checkerboard{block}")
        numbers.append(shape(_PEAKS.format(block), board, reading["variable"], peaks))
    return Evidence(tuple(numbers))


def judge(evidence: Evidence) -> Finding:
    """Judge whether noise has no trend, small blocks have peaks, and the largest has none."""
    many = [above(evidence[_PEAKS.format(block)], 0.5) for block in _MANY]
    return every(
        [below(evidence[_NOISE], NO_TREND), *many, below(evidence[_PEAKS.format(_ONE)], 0.5)]
    )


C13 = Claim(
    number="C13",
    statement="G(d) of white noise shows no trend; checkerboards give several peaks, except where "
    "the blocks are half as large as the lattice.",
    section="IV",
    figures=("12", "13"),
    roles={"noise": CORRELATE, "checkerboard": CORRELATE},
    rule=f"For white noise a straight line explains less than {NO_TREND:.0%} of the variance of "
    "G(d > 0); blocks of 4 and of 8 give at least one maximum of G, averaged over rings of width "
    "1, between the ends of the curve, blocks of 16 none.",
    readings=readings,
    measure=measure,
    judge=judge,
)
