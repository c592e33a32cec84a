"""One sentence, and what else was found, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from rgflow.certify.certificate import Law, Outcome, failed
from rgflow.certify.check import Check
from rgflow.certify.phases import Sign, Stripes
from rgflow.certify.repeats import COPIES
from rgflow.certify.scores import Score
from rgflow.certify.temperature import Local, Temperature
from rgflow.config.temperatures import T_CRITICAL, label

FEW, TOO_FEW = 50, 10
"""Effective configurations below which a verdict is qualified, or not given."""

_PLAIN = 5.0
"""|z| from which one observable names the fault."""


@dataclass(frozen=True)
class Evidence:
    """Everything a verdict looks at; see :class:`rgflow.certify.certificate.Certificate`."""

    L: int
    T: float | None
    law: Law | None
    fitted_law: Law | None
    fit: Temperature | None
    local: Local
    checks: list[Check]
    signs: Sign
    stripes: Stripes
    effective: float
    energy: float

    @property
    def bad_checks(self) -> dict[str, Check]:
        """Checks that speak against the configurations."""
        made = sum(check.p_value is not None for check in self.checks)
        return {check.name: check for check in self.checks if failed(check, made)}

    @property
    def law_fails(self) -> bool:
        """Whether theory at the temperature in question is contradicted."""
        return self.law is None or not self.law.right

    @property
    def cold(self) -> bool:
        """Whether the configurations are ordered, by T or by how spins follow their neighbours."""
        T = T_CRITICAL if self.law is None else self.law.T
        return min(T, self.local.temperature) < T_CRITICAL

    @property
    def at(self) -> str:
        """The temperature in question, in words."""
        if self.law is None:
            return "no temperature"
        return temperature(self.law.T, self.fit if self.law.fitted else None)


def say(found: Evidence) -> tuple[Outcome, str, list[str]]:
    """Return the outcome, the sentence, and all findings."""
    if found.law is None:
        return _without_temperature(found)
    findings = list(_faults(found))
    if findings:
        return "wrong", findings[0], findings
    if found.effective < TOO_FEW:
        text = f"cannot be judged: only {found.effective:.0f} effective configurations"
        return "cannot be judged", text, [text]
    right = f"a temperature of {found.at} fits" if found.law.fitted else f"right at T = {found.at}"
    if found.effective < FEW:
        right = right.replace("right at", "right law at")
        right += f", only {found.effective:.0f} effective configurations"
    if not found.signs.free and found.law.T < T_CRITICAL:
        right += f"; one phase: {found.signs.check.finding}"
    return "right", right, []


def temperature(T: float, fit: Temperature | None) -> str:
    """Return a temperature as text: a fitted one as 2.305(4), a given one as it was given."""
    if fit is None:
        return label(T)
    if not fit.error > 0:
        return f"{T:.4g}"
    if fit.error > 0.3 * T:  # 1/T is what the energy tells near coin flips
        return f"{1 / (1 / T + 2 * fit.error / T**2):.2g} or more"
    digits = 0
    while fit.error * 10**digits < 1.95 and digits < 6:
        digits += 1
    return f"{T:.{digits}f}({fit.error * 10**digits:.0f})"


def _without_temperature(found: Evidence) -> tuple[Outcome, str, list[str]]:
    """Say why no temperature can be fitted."""
    if found.energy <= -1.999:
        text = "cannot be judged: ground states alone do not tell a temperature; give --temperature"
        return "cannot be judged", text, [text]
    text = (
        f"no temperature fits: the energy per site of {found.energy:.3f} is that of "
        f"{'an antiferromagnet' if found.energy > 0.01 else 'coin flips'}"
    )
    return "wrong", text, [text]


def _faults(found: Evidence) -> Iterator[str]:
    """Yield what is wrong, the most telling first."""
    bad = found.bad_checks
    law = "wrong law, and" if found.law_fails else f"right law at T = {found.at}, but"
    if "repeats" in bad:
        yield f"{law} the file repeats itself: {bad['repeats'].finding}"
    for name in [one for one in (COPIES, "independence") if one in bad][:1]:
        yield (
            f"{law} the chains are not independent, as with shared random numbers: "
            f"{bad[name].finding}"
        )
    if (found.law_fails or bad) and found.stripes.stuck and found.cold:
        yield (
            f"stuck in stripes: {_percent(found.stripes.share)} of the configurations have ordered "
            "rows or columns but little magnetization (expected "
            f"{_percent(found.stripes.expected)})"
        )
    elif found.law_fails and "drift" not in bad:
        yield from _of_the_law(found)
    if "drift" in bad:
        yield f"not in equilibrium: {bad['drift'].finding}"
    if "agreement" in bad:
        yield f"the chains disagree: {bad['agreement'].finding}"
    if "sign" in bad:
        yield f"the signs of m are not equally likely: {bad['sign'].finding}"
    if found.law_fails:
        yield _temperature(found)


def _of_the_law(found: Evidence) -> Iterator[str]:
    """Yield faults with a name."""
    law = found.law
    assert law is not None
    if _plain(law.score("field")) and (text := _field(found)):
        yield text
    anisotropy = law.score("isotropy")
    if _plain(anisotropy):
        assert anisotropy is not None
        strong, weak = ("x", "y") if anisotropy.z > 0 else ("y", "x")
        yield (
            f"bonds along {strong} are stronger than along {weak}, as if one neighbour were "
            f"counted twice ({abs(anisotropy.z):.0f} errors)"
        )


def _plain(score: Score | None) -> bool:
    return score is not None and abs(score.z) > _PLAIN


def _field(found: Evidence) -> str | None:
    """Say what the field is; None if a phase that never turns over can look the same.

    Units of 0 and 1 in place of spins make couplings of K/4 and a field of K.
    """
    K, B = found.local.coupling, found.local.field
    if K > 0 and abs(B / (4 * K) - 1) < 0.3:
        return (
            "units of 0 and 1 were taken for spins: the configurations are those of "
            f"E = - sum n n' at T = {1 / (4 * K):.2g}"
        )
    if not found.signs.free:
        return None
    return f"there is a field: {B:+.3g} on each spin beside {K:.3g} from each neighbour, over T"


def _temperature(found: Evidence) -> str:
    """Say which temperature fits instead, or what deviates most."""
    law, fit = found.law, found.fit
    assert law is not None
    if found.fitted_law is not None and found.fitted_law.right and fit is not None:
        return f"a temperature of {temperature(fit.value, fit)} fits, {found.at} does not"
    worst = min(law.scores, key=lambda one: one.p_value)
    deviates = f"{worst.label} is {abs(worst.z):.1f} errors off"
    if law.fitted:
        return f"no temperature fits: at that of the energy, T = {found.at}, {deviates}"
    best = f", best T = {temperature(fit.value, fit)}" if fit else ""
    return f"wrong at T = {found.at}: {deviates}; no other temperature fits{best}"


def _percent(share: float) -> str:
    return f"{100 * share:.2g} %" if share < 0.995 else "100 %"
