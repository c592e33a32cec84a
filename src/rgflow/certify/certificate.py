"""The whole judgement of one file as plain data."""

from dataclasses import dataclass, field
from typing import Literal

from rgflow.certify.check import Check
from rgflow.certify.phases import Stripes
from rgflow.certify.scores import Score
from rgflow.certify.temperature import Local, Temperature

LEVEL = 0.01
"""Probability, at most, that right configurations are called wrong."""

_SHARE_OF_SCORES = 0.6
"""Part of `LEVEL` that the comparison with theory takes; the checks share the rest."""

Outcome = Literal["right", "wrong", "cannot be judged"]
EXIT_CODES: dict[Outcome, int] = {"right": 0, "wrong": 1, "cannot be judged": 2}


@dataclass(frozen=True)
class Law:
    """Comparison with theory at one temperature.

    Attributes
    ----------
    T : float
    fitted : bool
        Whether T was fitted to these configurations.
    scores : list of Score
    p_value : float
        Of all scores together.
    """

    T: float
    fitted: bool
    scores: list[Score]
    p_value: float

    @property
    def right(self) -> bool:
        """Whether theory and configurations are compatible."""
        return self.p_value > LEVEL * _SHARE_OF_SCORES

    def score(self, name: str) -> Score | None:
        """Return the score of a residual, if it was tested."""
        return next((one for one in self.scores if one.name == name), None)


@dataclass(frozen=True)
class Certificate:
    """What is said of one file.

    Attributes
    ----------
    outcome : {"right", "wrong", "cannot be judged"}
    sentence : str
    findings : list of str
        Everything significant, the sentence's reason first.
    L, chains, steps : int
        Lattice, and how the configurations are arranged.
    T : float or None
        Temperature that was asked for, or stated by the file.
    law : Law or None
        Comparison at `T`, or at the fitted temperature if none was asked for.
    fitted_law : Law or None
        Comparison at the fitted temperature, made where that at `T` failed.
    fit : Temperature or None
    local : Local
    checks : list of Check
    stripes : Stripes
    effective : float
        Effective number of configurations, by the slowest observable.
    tau : float
        Its autocorrelation time, in steps.
    p_value : float
        Of everything together.
    notes : list of str
        What could not be tested, and why.
    """

    outcome: Outcome
    sentence: str
    findings: list[str]
    L: int
    chains: int
    steps: int
    T: float | None
    law: Law | None
    fitted_law: Law | None
    fit: Temperature | None
    local: Local
    checks: list[Check]
    stripes: Stripes
    effective: float
    tau: float
    p_value: float
    notes: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """0 right, 1 wrong, 2 cannot be judged."""
        return EXIT_CODES[self.outcome]


def failed(check: Check, made: int) -> bool:
    """Tell whether a check, one of so many that were made, speaks against the file."""
    return check.p_value is not None and check.p_value * made <= LEVEL * (1 - _SHARE_OF_SCORES)


def overall(law: Law | None, checks: list[Check]) -> float:
    """Return the p-value of everything, with the shares of the level that each part has."""
    made = [check.p_value for check in checks if check.p_value is not None]
    parts = [p * len(made) / (1 - _SHARE_OF_SCORES) for p in made]
    if law is not None:
        parts.append(law.p_value / _SHARE_OF_SCORES)
    return min([1.0, *parts])
