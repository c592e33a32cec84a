"""The certificate as JSON, and as a table on the terminal."""

import json
import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rgflow import __version__
from rgflow.certify.certificate import LEVEL, Certificate, Law
from rgflow.certify.reading import Configurations
from rgflow.certify.verdict import temperature

SCHEMA = 1
"""Version of the JSON's layout; a field that changes its meaning raises it."""


def to_json(found: Certificate, source: Path, read: Configurations, sha256: str) -> str:
    """Return the certificate as JSON; numbers that are not finite become null."""
    plain = asdict(found)
    plain["level"] = LEVEL
    record = {
        "rgflow_certificate": SCHEMA,
        "rgflow": __version__,
        "file": source.name,
        "sha256": sha256,
        "format": read.format,
        "values": read.note,
        "exit_code": found.exit_code,
        **plain,
    }
    return json.dumps(_finite(record), indent=2, ensure_ascii=False) + "\n"


def _finite(value: Any) -> Any:
    """Return nested plain data without infinities, which JSON lacks."""
    if isinstance(value, dict):
        return {key: _finite(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def arrangement(found: Certificate) -> str:
    """Return how many configurations there are, in words."""
    size = f"{found.L} x {found.L}"
    if found.chains == 1:
        return f"{found.steps} configurations of {size}"
    return f"{found.chains} chains of {found.steps} configurations of {size}"


def rows(law: Law) -> list[tuple[str, str, str, str, str, str, str]]:
    """Return label, value, exact, error, z, tau and theory of each observable as text."""
    return [
        (
            one.label,
            f"{one.value:.5f}" if one.exact else f"{one.value:+.5f}",
            f"{one.exact:.5f}" if one.exact else "0",
            f"{one.error:.1g}",
            f"{one.z:+.1f}",
            f"{one.tau:.1f}",
            one.theory,
        )
        for one in law.scores
    ]


def compared_at(found: Certificate, law: Law) -> str:
    """Return the temperature of a comparison in words."""
    if law.fitted:
        return f"T = {temperature(law.T, found.fit)}, fitted to the energy"
    return f"T = {temperature(law.T, None)}"


def probability(p: float) -> str:
    """Return a p-value as text."""
    return "< 1e-99" if p < 1e-99 else f"{p:.2g}"


def table(found: Certificate) -> str:
    """Return what the terminal shows below the sentence."""
    lines = [
        f"{arrangement(found)}; {found.effective:.0f} effective "
        f"(autocorrelation time {found.tau:.1f} steps)"
    ]
    lines += [f"also: {text}" for text in found.findings[1:]]
    for law in (found.law, found.fitted_law):
        if law is None:
            continue
        heading = ("observable", "file", "exact", "error", "z", "tau", "theory")
        lines += ["", f"at {compared_at(found, law)}: p = {probability(law.p_value)}"]
        lines += _columns([heading, *rows(law)])
    lines.append("")
    for check in found.checks:
        p = "-" if check.p_value is None else probability(check.p_value)
        lines.append(f"{check.label:32} p = {p:8} {check.finding}")
    if found.fit is not None and (found.law is None or not found.law.fitted):
        lines.append(f"the energy fits T = {temperature(found.fit.value, found.fit)}")
    lines += found.notes
    lines.append(
        f"p of everything together {probability(found.p_value)}, wrong at {LEVEL:g} or below"
    )
    return "\n".join(lines)


def _columns(cells: list[tuple[str, ...]]) -> list[str]:
    widths = [max(len(row[place]) for row in cells) for place in range(len(cells[0]))]
    last = len(widths) - 1
    return [
        "  ".join(
            text.ljust(width) if place in (0, last) else text.rjust(width)
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    ]
