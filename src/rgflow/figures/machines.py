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


_SMOOTHING = "smoothing_"
"""What the name of the smoothing map that is closest to a machine starts with."""
_CONTROLS = {"monte_carlo": "Monte Carlo, read alike", "biased_spins": "biased free spins"}


def ordered(machines: Iterable[str]) -> list[str]:
    """Return machine names without repeats: literal readings first, the others as they came."""
    names = list(dict.fromkeys(machines))
    known = [name for name in _TITLES if name in names]
    return known + [name for name in names if name not in known]


def flow_kind(machine: str) -> str:
    """Return which flow belongs to a machine: the text passes means on, all others sample.

    A smoothing map does what the machine does that it is closest to.
    """
    return "mean" if machine.removeprefix(_SMOOTHING) == "text" else "sampled"


def title(machine: str) -> str:
    """Return the heading of a machine's panel."""
    return _TITLES.get(machine, machine)


def recipe_title(machine: str) -> str:
    """Return the heading of a panel that shows a machine, but not the flow that belongs to it."""
    return title(machine).removesuffix(f", {flow_kind(machine)} flow")


def control_title(source: str) -> str:
    """Return the name under which a control is shown."""
    if source.startswith(_SMOOTHING):
        return f"smoothing like '{source.removeprefix(_SMOOTHING)}'"
    return _CONTROLS.get(source, source)
