"""C13: what G(d) shows of white noise and of checkerboards."""

from rgflow.analysis.fall import peaks, shape, trend
from rgflow.analysis.inputs import Inputs
from rgflow.analysis.pick import matching
from rgflow.analysis.quantity import Measurand
from rgflow.claims.demellokoch2020 import paper
from rgflow.ledger.claim import Claim, Reading
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import Finding, above, below, every

NEEDS = {"C13": {"noise": "noise_map", "checkerboard": "checkerboard_maps"}}
OPTIONAL: dict[str, set[str]] = {"C13": set()}
NO_TREND = 0.1
"""Share of the variance on a straight line below which there is no trend."""
_NOISE = Measurand("noise_trend", "R² of a line, white noise, d > 0")
_PEAKS = Measurand("inner_peaks", "inner peaks, blocks of {block}")


def readings(_: Inputs) -> list[Reading]:
    """Return the single reading: the patterns are the paper's own."""
    return [Reading("raw maps", "literal", {"variable": "map"})]


def measure(inputs: Inputs, reading: Reading) -> Evidence:
    """Return the trend of noise and the number of peaks of each checkerboard."""
    noise = matching(inputs["noise"], source="noise")
    numbers = [shape(_NOISE, noise, reading["variable"], trend)]
    for block in (*paper.MANY_PEAKED_BLOCKS, paper.HALF_LATTICE_BLOCKS):
        board = matching(inputs["checkerboard"], source=f"checkerboard{block}")
        numbers.append(shape(_PEAKS.at(block=block), board, reading["variable"], peaks))
    return Evidence(tuple(numbers))


def judge(evidence: Evidence) -> Finding:
    """Judge whether noise has no trend, small blocks have peaks, and the largest has none."""
    findings = [below(evidence["noise_trend"], NO_TREND)]
    for number in evidence.all("inner_peaks"):
        many = number.of.coordinates["block"] in paper.MANY_PEAKED_BLOCKS
        findings.append((above if many else below)(number, 0.5))
    return every(findings)


C13 = Claim(
    number="C13",
    statement="G(d) of white noise shows no trend; checkerboards give several peaks, except where "
    "the blocks are half as large as the lattice.",
    section="IV",
    figures=("12", "13"),
    needs=NEEDS["C13"],
    optional=OPTIONAL["C13"],
    rule=f"For white noise a straight line explains less than {NO_TREND:.0%} of the variance of "
    "G(d > 0); blocks of 4 and of 8 give at least one maximum of G, averaged over rings of width "
    "1, between the ends of the curve, blocks of 16 none.",
    readings=readings,
    measure=measure,
    judge=judge,
)
