"""Each residual's mean in standard errors, and all of them in one probability."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import gammainc, gammaincc, ndtri, stdtr

from rgflow.certify.correlated import Batches, autocorrelation_time
from rgflow.certify.reference import Reference
from rgflow.certify.residuals import Residual
from rgflow.models.ising import kaufman


@dataclass(frozen=True)
class Score:
    """One observable against its expectation.

    Attributes
    ----------
    name, label, theory : str
        As of the residual.
    value, exact : float
        Mean of the file, and the expectation (0 for residuals without one).
    error : float
        Standard error of `value` for a right sampler with the autocorrelation of this file.
    z : float
        Deviation as a standard normal score: skewness is allowed for.
    p_value : float
        Two-sided, by Student's t with the degrees of freedom of the error.
    tau, effective : float
        Integrated autocorrelation time in steps, and effective number of configurations.
    batch_ratio : float
        Error by batch means over that by autocorrelation time; `error` is the larger one.
    """

    name: str
    label: str
    theory: str
    value: float
    exact: float
    error: float
    z: float
    p_value: float
    tau: float
    effective: float
    batch_ratio: float


def scores(
    found: Sequence[Residual], scatter: Reference, batches: Batches, L: int, T: float, fitted: bool
) -> list[Score]:
    """Score residuals; with a fitted temperature, less what that takes out of each.

    A small change of T moves the expectation of each residual by its covariance with the energy
    (fluctuation and response), so that with T fitted to the energy the dependence on it drops out.
    """
    found = [one for one in found if one.name in scatter.names]
    if scatter.series is None:
        deviation, skew = exact_energy_scatter(L, T)
        deviations, skews = np.array([deviation]), np.array([skew])
    else:
        deviations, skews = scatter.scatter_at_fixed_energy if fitted else scatter.scatter
    result = []
    for place, one in enumerate(found):
        if fitted and one.name == "energy":
            continue
        values = one.values
        if fitted:
            energy = found[0].values
            values = values - scatter.slopes[place] * (energy - energy.mean())
        result.append(_score(one, values, batches, deviations[place], skews[place]))
    return result


def _score(
    one: Residual, values: np.ndarray, batches: Batches, deviation: float, skewness: float
) -> Score:
    tau = autocorrelation_time(values)
    effective = values.size / (2 * tau)
    plain = deviation / math.sqrt(effective)
    own = float(values.std()) / math.sqrt(effective)
    ratio = batches.error(values) / own if own > 0 and batches.count > 2 else 1.0
    error = plain * max(1.0, ratio)
    mean = float(values.mean())
    if error == 0:
        z = 0.0 if abs(mean) < 1e-12 else math.copysign(math.inf, mean)
    else:
        z = normal_score(mean / error, skewness / math.sqrt(effective))
    degrees = degrees_of_freedom(effective, tau)
    p = float(2 * stdtr(degrees, -abs(z)))
    return Score(
        one.name, one.label, one.theory, one.estimated, one.exact or 0.0,
        error, z, p, tau, effective, ratio,
    )  # fmt: skip


def degrees_of_freedom(effective: float, tau: float) -> float:
    """Degrees of freedom of an error by an autocorrelation time summed to 6 tau.

    Its relative variance is (4 M + 2) / n at the window M (Madras and Sokal).
    """
    return max(2.0, effective * 4 * tau / (24 * tau + 2))


def normal_score(x: float, skewness: float) -> float:
    """Return the normal score of a standardised mean x of this skewness (Pearson's type III).

    For small skewness that is x itself; for rare excitations it is a Poisson number's score.
    """
    if abs(skewness) < 1e-6:
        return x
    if skewness < 0:
        return -normal_score(-x, -skewness)
    shape = 4 / skewness**2
    point = max(0.0, shape + 2 * x / skewness)
    tail = float(gammaincc(shape, point) if x > 0 else gammainc(shape, point))
    if tail < 1e-300:  # beyond what a number holds
        return x
    # a law that sits at its least value has more than half of itself below the mean
    return math.copysign(max(0.0, -float(ndtri(tail))), x)


def exact_energy_scatter(L: int, T: float) -> tuple[float, float]:
    """Exact standard deviation and skewness of the energy per site of one configuration."""
    if T == 0:
        return 0.0, 0.0
    K, step = 1 / T, 1e-4
    variance = kaufman.energy_moments(L, T).variance
    if variance <= 0:
        return 0.0, 0.0
    up, down = (kaufman.energy_moments(L, 1 / k).variance for k in (K * (1 + step), K * (1 - step)))
    third = -(up - down) / (2 * step * K)
    return math.sqrt(variance) / L**2, third / variance**1.5


def combined(p_values: Sequence[float]) -> float:
    """Return Bonferroni's p-value: the smallest, times their number. It holds if they depend."""
    return min(1.0, len(p_values) * min(p_values)) if p_values else 1.0
