"""The temperature that fits: by the mean energy, and by each spin among its neighbours."""

import math
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from rgflow.certify.correlated import autocorrelation_time, cut
from rgflow.certify.series import Series
from rgflow.models.ising import kaufman

COLDEST, HOTTEST = 0.3, 1000.0
"""Range of temperatures that are fitted; outside, the energy hardly depends on them."""


@dataclass(frozen=True)
class Temperature:
    """A fitted temperature and its standard error, in J/k_B."""

    value: float
    error: float


@dataclass(frozen=True)
class Local:
    """Coupling K and field B of a spin among its neighbours: p(s | h) ~ exp(s (K h + B))."""

    coupling: float
    field: float

    @property
    def temperature(self) -> float:
        """1 / K; infinite or negative where neighbours do not align spins."""
        return 1 / self.coupling if self.coupling else math.inf


def by_energy(series: Series) -> Temperature | None:
    """Temperature at which Kaufman's energy is the mean one: the most likely one.

    The weight of a configuration depends on T by its energy alone, so that the likelihood of
    independent configurations is largest where u(T) is their mean. None if there is none.
    """
    L, e = series.L, series.energy / series.sites
    mean = float(e.mean())

    def excess(T: float) -> float:
        return float(kaufman.energy_per_site(L, T)) - mean

    if not excess(COLDEST) < 0 < excess(HOTTEST):
        return None
    T = float(brentq(excess, COLDEST, HOTTEST, xtol=1e-10))
    heat = float(kaufman.specific_heat(L, T))
    tau = autocorrelation_time(e)
    plain = math.sqrt(heat * 2 * tau / e.size) * T / L  # sigma(e) = T sqrt(C) / L
    batches = cut(*series.shape, tau)
    own = batches.error(e) if batches.count > 2 else 0.0
    return Temperature(T, max(plain, own) / heat)


def by_neighbours(series: Series) -> Local:
    """Most likely coupling and field of a spin given its neighbours (pseudolikelihood)."""
    field = np.array([-4.0, -2.0, 0.0, 2.0, 4.0])
    total, up = _counts(series)
    K, B = 0.3, 0.0
    for _ in range(100):
        mean = np.tanh(K * field + B)
        weight = total * (1 - mean**2) + 1e-9
        gap = 2 * up - total - total * mean
        slope = np.array([gap @ field, gap.sum()])
        bend = np.array([[weight @ field**2, weight @ field], [weight @ field, weight.sum()]])
        step = np.clip(np.linalg.solve(bend, slope), -0.3, 0.3)
        K, B = K + step[0], B + step[1]
        if np.abs(step).max() < 1e-10:
            break
    return Local(float(K), float(B))


def _counts(series: Series) -> tuple[np.ndarray, np.ndarray]:
    """Return how many spins have each neighbour field -4 ... 4, and how many of them are up."""
    agree, fields, exposed = (
        value.sum(axis=(1, 2)) for value in (series.agree, series.fields, series.exposed)
    )
    sites = float(series.sites * series.magnetization.size)
    # exposed = n(+h) + n(-h), fields = n(+h) - n(-h), agree = m(+h) - m(-h), m their spins' sum;
    # the sum of the spins at +h and -h together is kept as well
    plus, minus = (exposed + fields) / 2, (exposed - fields) / 2
    both = series.exposed_spins.sum(axis=(1, 2))
    spins_plus, spins_minus = (both + agree) / 2, (both - agree) / 2
    free = sites - exposed.sum()
    spins_free = float(series.magnetization.sum()) - both.sum()
    total = np.array([minus[1], minus[0], free, plus[0], plus[1]])
    spins = np.array([spins_minus[1], spins_minus[0], spins_free, spins_plus[0], spins_plus[1]])
    return total, (total + spins) / 2
