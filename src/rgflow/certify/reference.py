"""How the residuals scatter where all is right: independent configurations by the house's sampler.

Means are always compared with theory; this sample gives their covariance and skewness alone. The
variance that a short file happens to show will not do: if it missed the rare configurations, it
lacks both their share of the mean and their share of the error.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from rgflow.certify.expected import LARGEST_TRANSFER, expected
from rgflow.certify.residuals import residuals
from rgflow.certify.series import Series, measure
from rgflow.config.temperatures import label
from rgflow.models.ising import kaufman
from rgflow.models.ising.sampling import sample
from rgflow.rng import generator

Floats = NDArray[np.float64]

_SITES, _MOST, _FEW, _FEWEST = 6_600_000, 65_536, 2048, 512
_FEWEST_EXCITATIONS = 100


@dataclass(frozen=True)
class Reference:
    """Scatter of single independent configurations.

    Attributes
    ----------
    names : tuple of str
        Residuals, in the order of :func:`rgflow.certify.residuals.residuals`.
    values : float64 (residuals, configurations)
        Less their mean.
    series : Series or None
        The sample; None where it is too cold for one.
    """

    names: tuple[str, ...]
    values: Floats
    series: Series | None

    @cached_property
    def slopes(self) -> Floats:
        """Slope (residuals,) of each residual with the energy."""
        energy = self.values[0]
        return np.asarray(self.values @ energy / (energy @ energy))

    @cached_property
    def scatter(self) -> tuple[Floats, Floats]:
        """Standard deviation and skewness of each residual (residuals,)."""
        return _scatter(self.values)

    @cached_property
    def scatter_at_fixed_energy(self) -> tuple[Floats, Floats]:
        """The same of residuals less their linear dependence on the energy."""
        return _scatter(self.values - self.slopes[:, None] * self.values[0])


def _scatter(values: Floats) -> tuple[Floats, Floats]:
    squares = values * values
    deviation = np.sqrt(squares.mean(axis=1))
    with np.errstate(invalid="ignore", divide="ignore"):
        skewness = np.mean(squares * values, axis=1) / deviation**3
    return deviation, np.nan_to_num(skewness)


@lru_cache(maxsize=4)
def reference(L: int, T: float) -> Reference:
    """Return the scatter at a temperature; that of the energy alone where excitations are rare."""
    configurations = max(_FEWEST, min(_MOST, _SITES // L**2))
    exact = kaufman.energy_moments(L, T)
    excess = L**2 * (exact.per_site + 2)
    if configurations * excess**2 < _FEWEST_EXCITATIONS * exact.variance or T < 0.3:
        return Reference(("energy",), np.empty((1, 0)), None)
    algorithm = "auto"
    if T > 8:  # where single flips do not mix
        if L <= LARGEST_TRANSFER:
            algorithm = "transfer"
        else:
            configurations = min(configurations, _FEW)
    rng = generator(0, "certify", L, label(T))
    drawn = sample(L, T, configurations, rng, algorithm=algorithm)
    series = measure(drawn.spins[None])
    found = residuals(series, expected(L, T))
    values = np.stack([one.values.ravel() for one in found])
    values -= values.mean(axis=1, keepdims=True)
    return Reference(tuple(one.name for one in found), values, series)
