"""Series whose mean vanishes if the configurations are what they should be.

Some are an observable minus its exact value. Others hold on a lattice of any size without one:
given its neighbours a spin is s = tanh(K h) on average, h the sum of the four, so that (H. B.
Callen, Phys. Lett. 4, 161 (1963))

    <s_i f> = <tanh(K h_i) f>     for every f of the other spins.

f = 1 tests for a field, f of h alone for the temperature of a spin among its neighbours, f the
sum of all other spins for m^2, and their wave for the structure factor.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rgflow.certify.expected import Expected
from rgflow.certify.series import Series

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Residual:
    """One thing that is tested.

    Attributes
    ----------
    name, label : str
        Identifier and what tables call it.
    values : float64 (chains, n)
        Mean zero if all is right.
    exact : float or None
        Value expected of `values` + `exact`; None if only the difference has a meaning.
    theory : str
        Where the expectation comes from.
    estimate : float or None
        What tables show instead of mean + `exact`, where the estimator is not linear.
    """

    name: str
    label: str
    values: Floats
    exact: float | None
    theory: str
    estimate: float | None = None

    @property
    def estimated(self) -> float:
        """The observable as tables show it."""
        if self.estimate is not None:
            return self.estimate
        return float(self.values.mean()) + (self.exact or 0.0)


KAUFMAN, ROW, TRANSFER, NEIGHBOURS, SYMMETRY = (
    "Kaufman 1949", "Kaufman and Onsager 1949", "transfer matrix", "Callen 1963", "symmetry",
)  # fmt: skip


def residuals(series: Series, law: Expected) -> list[Residual]:
    """Return everything that can be tested of a lattice at a temperature, most telling first."""
    N, K = series.sites, _coupling(law.T)
    e = series.energy / N
    found = [
        Residual("energy", "energy per site", e - law.energy, law.energy, KAUFMAN),
        *_magnetization(series, law),
        Residual(
            "specific_heat", "specific heat",
            N * K**2 * (e - law.energy) ** 2 - law.specific_heat, law.specific_heat, KAUFMAN,
            estimate=float(N * K**2 * e.var()),
        ),
        *_by_neighbours(series, K),
    ]  # fmt: skip
    for r, values, exact in zip(series.distances, series.correlation, law.correlation, strict=True):
        found.append(Residual(f"correlation_{r}", f"C({r})", values - exact, float(exact), ROW))
    if law.wave is not None:
        label = "S(2π/L)"
        found.append(Residual("wave", label, series.wave - law.wave, law.wave, TRANSFER))
    anisotropy = (series.bonds_x - series.bonds_y) / N
    found.append(Residual("isotropy", "bonds along x minus y", anisotropy, 0.0, SYMMETRY))
    return found


def _magnetization(series: Series, law: Expected) -> list[Residual]:
    """Return |m|, m^2 and U4 where they are known."""
    if law.moments is None:
        return []
    m, exact = np.abs(series.m), law.moments
    third = exact.m4 / (3 * exact.m2**2)  # U4 = 1 - third; linear in what its moments deviate
    return [
        Residual("abs_m", "|m|", m - exact.abs_m, exact.abs_m, TRANSFER),
        Residual("m2", "m²", m**2 - exact.m2, exact.m2, TRANSFER),
        Residual(
            "binder", "U4", 2 * third * (m**2 / exact.m2 - 1) - third * (m**4 / exact.m4 - 1),
            exact.binder, TRANSFER,
            estimate=float(1 - np.mean(m**4) / (3 * np.mean(m**2) ** 2)) if m.any() else None,
        ),
    ]  # fmt: skip


def _by_neighbours(series: Series, K: float) -> list[Residual]:
    """Return the tests of a spin given its neighbours."""
    N, M = series.sites, series.magnetization
    means = np.array([math.tanh(2 * K), math.tanh(4 * K)])
    # sum of tanh(K h_i), and of s_i tanh(K h_i); the term of a spin with itself is left out
    field = np.tensordot(means, series.fields, axes=1)
    own = np.tensordot(means, series.agree, axes=1)
    local = series.agree - means[:, None, None] * series.exposed
    waves = np.tensordot(means, series.wave_fields, axes=1)
    rows = (
        ("field", "spin given its neighbours", (M - field) / N),
        ("local_2", "spin in a field of 2", local[0] / N),
        ("local_4", "spin in a field of 4", local[1] / N),
        ("others", "m² given neighbours", (M**2 - N - (M * field - own)) / N**2),
        ("wave_others", "S(2π/L) given neighbours", series.wave - 1 - (waves - own / N)),
    )
    return [Residual(name, label, values, None, NEIGHBOURS) for name, label, values in rows]


def _coupling(T: float) -> float:
    return 1.0 / max(T, 0.02)  # tanh is 1 in double precision below
