"""Checks of how configurations hang together, beside the law that each of them follows."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtrc, stdtr

from rgflow.certify.correlated import autocorrelation_time
from rgflow.certify.expected import Expected
from rgflow.certify.scores import degrees_of_freedom
from rgflow.certify.series import Series

Floats = NDArray[np.float64]

FEWEST = 10
"""Effective configurations of a chain (of half of it, for drift) that a check needs."""


@dataclass(frozen=True)
class Check:
    """One check.

    Attributes
    ----------
    name, label : str
        Identifier and what tables call it.
    p_value : float or None
        None if it could not be made.
    finding : str
        What was found, in words.
    """

    name: str
    label: str
    p_value: float | None
    finding: str


def observed(series: Series) -> dict[str, Floats]:
    """Return the two series that are followed in time, both even under a flip of all spins."""
    return {"energy": series.energy / series.sites, "|m|": np.abs(series.m)}


def drift(series: Series, law: Expected | None) -> Check:
    """First against second half, in errors as the second half has them.

    A start that is forgotten late makes the first half's own error large, not the second's.
    """
    name, label = "drift", "first against second half"
    half, worst = series.shape[1] // 2, None
    for what, values in observed(series).items():
        if half < 2:
            break
        first, second = values[:, :half], values[:, half:]
        tau = autocorrelation_time(second)
        effective = first.size / (2 * tau)
        if effective < FEWEST:
            continue
        # a quarter: what a step between the halves alone would give to the whole
        variance = max(second.var(), values.var() / 4, _known_variance(what, law))
        if variance < 1e-20:
            continue
        z = float(first.mean() - second.mean()) / math.sqrt(2 * variance / effective)
        p = min(1.0, 4 * float(stdtr(degrees_of_freedom(effective, tau), -abs(z))))
        if worst is None or p < worst[0]:
            word = "above" if z > 0 else "below"
            worst = p, f"{what} of the first half is {abs(z):.1f} errors {word} the second's"
    return Check(name, label, *(worst or (None, "too short to tell")))


def _known_variance(what: str, law: Expected | None) -> float:
    if law is None:
        return 0.0
    if what == "energy":
        return law.specific_heat * (law.T / law.L) ** 2
    return law.moments.m2 - law.moments.abs_m**2 if law.moments else 0.0


def agreement(series: Series) -> Check:
    """Scatter of the chains' means against the errors inside the chains."""
    name, label = "agreement", "chains agree"
    chains, n = series.shape
    worst = None
    for what, values in observed(series).items():
        means = values.mean(axis=1, keepdims=True)
        inside = values - means
        tau = autocorrelation_time(inside)
        if chains < 2 or n < 2 * FEWEST * tau or np.ptp(inside) < 1e-12:
            continue
        error = float(inside.var()) * 2 * tau / n
        # the mean of a short chain takes part of its fluctuations along
        error *= 1 / max(0.2, 1 - 2 * tau / n)
        ratio = float(means.var(ddof=1)) / error
        p = float(fdtrc(chains - 1, degrees_of_freedom(values.size / (2 * tau), tau), ratio))
        p = min(1.0, 2 * p)
        if worst is None or p < worst[0]:
            far = int(np.argmax(np.abs(means - np.median(means)))) + 1
            text = f"{what} of the chains scatters {math.sqrt(ratio):.1f} times as far as it may"
            worst = p, f"{text}; chain {far} is the farthest off"
    return Check(name, label, *(worst or (None, _too_few(chains))))


def independence(series: Series) -> Check:
    """Correlation of different chains at equal times, which shared random numbers make.

    Energy and |m| do not care which phase a chain sits in, so that a magnetised pair is no alarm.
    """
    name, label = "independence", "chains independent"
    chains, n = series.shape
    worst = None
    for what, values in observed(series).items():
        deviation = values - values.mean()
        if chains < 2 or np.ptp(values) < 1e-12:
            continue
        variance = float(np.mean(deviation**2))
        product = (deviation.sum(axis=0) ** 2 - (deviation**2).sum(axis=0)) / (
            chains * (chains - 1) * variance
        )
        # of independent chains the product forgets twice as fast as each
        tau = max(autocorrelation_time(product[None]), autocorrelation_time(values) / 2 + 0.25)
        effective = n / (2 * tau)
        if effective < FEWEST:
            continue
        correlation = float(product.mean())
        error = float(product.std()) / math.sqrt(effective)
        z = correlation / error if error > 0 else 0.0
        p = min(1.0, 4 * float(stdtr(degrees_of_freedom(effective, tau), -abs(z))))
        if worst is None or p < worst[0]:
            worst = p, f"{what} of different chains correlates by {correlation:.2g} ± {error:.1g}"
    return Check(name, label, *(worst or (None, _too_few(chains))))


def _too_few(chains: int) -> str:
    return "one chain" if chains < 2 else "chains too short to tell"
