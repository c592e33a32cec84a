"""The order and the names in which the readings of the paper's recipe are shown."""

from collections.abc import Iterable

LITERAL = ("text", "code")
"""The two literal readings: equations (13)-(21), and what the authors' code does."""

_TITLES = {
    "text": "text: mean-field CD-1, mean flow",
    "code": "code: one persistent chain, sampled flow",
    "cd": "sampled CD-1",
    "half": "half-sampled CD-1",
    "pcd": "100 persistent chains",
    "cd_l1": "CD-1, L1 decay",
}


def ordered(machines: Iterable[str]) -> list[str]:
    """Return machine names without repeats: literal readings first, the others as they came."""
    names = list(dict.fromkeys(machines))
    known = [name for name in _TITLES if name in names]
    return known + [name for name in names if name not in known]


def flow_kind(machine: str) -> str:
    """Return which flow belongs to a machine: the text passes means on, all others sample."""
    return "mean" if machine == "text" else "sampled"


def title(machine: str) -> str:
    """Return the heading of a machine's panel."""
    return _TITLES.get(machine, machine)
