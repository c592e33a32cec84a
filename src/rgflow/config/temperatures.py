"""Temperatures and their labels: one formatter, one parser, for files, wildcards and options."""

import math
from collections.abc import Sequence

from rgflow.errors import ConfigError

T_CRITICAL = 2.0 / math.log(1.0 + math.sqrt(2.0))
"""Critical temperature of the square-lattice Ising model in units of J/k_B (Onsager 1944)."""

CRITICAL_LABEL = "Tc"
SMALLEST_STEP = 1e-6
MOST_TEMPERATURES = 10_000


def label(temperature: float) -> str:
    """Return the label of a temperature: ``"Tc"`` at the critical point, else like ``"2.3"``."""
    if temperature == T_CRITICAL:
        return CRITICAL_LABEL
    text = f"{temperature:.6f}".rstrip("0")
    return f"{text}0" if text.endswith(".") else text


def parse(text: object) -> float:
    """Return the temperature of a label or a configured value.

    Raises
    ------
    ConfigError
        If the value is no finite temperature of zero or more, or has more digits than a label.
    """
    if text == CRITICAL_LABEL:
        return T_CRITICAL
    try:
        temperature = math.nan if isinstance(text, bool) else float(text)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        temperature = math.nan
    if not 0.0 <= temperature < math.inf:
        raise ConfigError(
            f"temperature {text!r} is not a finite number of 0 or more",
            remedy=f'give it in units of J/k_B, or "{CRITICAL_LABEL}" for 2/ln(1+sqrt 2)',
        )
    if temperature != T_CRITICAL and abs(float(f"{temperature:.6f}") - temperature) > 1e-12:
        raise ConfigError(
            f"temperature {text!r} has more than six decimals, so its label would name another",
            remedy=f'round it, or write "{CRITICAL_LABEL}" for the critical temperature',
        )
    return temperature if temperature == T_CRITICAL else round(temperature, 6)


def grid(first: float, last: float, step: float) -> tuple[float, ...]:
    """Return the temperatures first, first + step, ..., last, rounded to six decimals.

    Raises
    ------
    ConfigError
        If the steps do not end at `last`, or are too many or too small for labels of six decimals.
    """
    steps = (last - first) / step if step >= SMALLEST_STEP else math.nan
    if not 0 <= steps < MOST_TEMPERATURES:
        raise ConfigError(
            f"from {first} to {last} in steps of {step} are not 1 to {MOST_TEMPERATURES} "
            "temperatures of six decimals"
        )
    count = round(steps)
    if not abs(first + count * step - last) <= 1e-9:
        below = math.floor(steps)
        ends = " or ".join(f"{first + number * step:.6g}" for number in (below, below + 1))
        raise ConfigError(
            f"from {first} in steps of {step} {last} is not reached: last could be {ends}",
            remedy="choose one of these, or another step",
        )
    return tuple(round(first + index * step, 6) for index in range(count + 1))


def labels(temperatures: Sequence[float]) -> tuple[str, ...]:
    """Return the labels of several temperatures."""
    return tuple(label(temperature) for temperature in temperatures)
