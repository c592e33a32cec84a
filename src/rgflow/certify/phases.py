"""The slow things of the cold phase: the sign of m that never flips, and stripes."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

from rgflow.certify.check import Check
from rgflow.certify.correlated import autocorrelation_time
from rgflow.certify.reference import Reference
from rgflow.certify.scores import degrees_of_freedom
from rgflow.certify.series import Series

_NEAR_ZERO = 0.2
"""|m| from which either sign is as likely to follow."""
_FEWEST_FLIPS = 10
_FEWEST_VISITS = 20
_ORDERED, _LOST = 0.75, 0.3


@dataclass(frozen=True)
class Sign:
    """How the sign of m behaves.

    Attributes
    ----------
    flips : int
        Changes of sign inside chains.
    free : bool
        Whether there are enough of them for both signs to count as sampled.
    share_up : float
        Share of configurations with m > 0.
    check : Check
    """

    flips: int
    free: bool
    share_up: float
    check: Check


def sign(series: Series) -> Sign:
    """Compare both signs of m, which a right sampler visits equally.

    A chain that keeps its sign in the cold may be right about all else: then the check is not
    made, unless it comes near m = 0 again and again without crossing.
    """
    name, label = "sign", "m and -m equally often"
    m = series.m
    share = float(np.mean(m > 0) + 0.5 * np.mean(m == 0))
    flips = sum(_flips(chain) for chain in m)
    if flips >= _FEWEST_FLIPS:
        tau = autocorrelation_time(np.concatenate([m, -m]))  # about 0, where the mean belongs
        effective = m.size / (2 * tau)
        error = math.sqrt(float(np.mean(m**2)) / effective)
        z = float(m.mean()) / error if error > 0 else 0.0
        p = float(2 * stdtr(degrees_of_freedom(effective, tau), -abs(z)))
        check = Check(name, label, p, f"<m> = {m.mean():.3g} ± {error:.1g}, {flips} flips")
        return Sign(flips, True, share, check)
    visits = np.abs(m) <= _NEAR_ZERO
    number = visits.sum() / (2 * autocorrelation_time(visits.astype(np.float64)))
    if number >= _FEWEST_VISITS:
        p = float(2.0 ** -(number - 1))
        text = f"m changes sign {flips} times though it comes near 0 {number:.0f} times"
        return Sign(flips, False, share, Check(name, label, p, text))
    times = {1: "once", 2: "twice"}.get(flips, f"{flips} times only")
    text = f"m changes sign {times}" if flips else "m never changes sign"
    return Sign(flips, False, share, Check(name, label, None, text))


def _flips(m: NDArray[np.float64]) -> int:
    """Count the changes of sign of a chain (n,), zeros left out."""
    signs = np.sign(m[m != 0])
    return int(np.count_nonzero(signs[1:] != signs[:-1]))


@dataclass(frozen=True)
class Stripes:
    """Share of configurations whose rows (or columns) are ordered while the lattice is not."""

    share: float
    expected: float

    @property
    def stuck(self) -> bool:
        """Whether there are far more of them than there should be."""
        return self.share > 0.02 + 3 * self.expected


def stripes(series: Series, scatter: Reference | None) -> Stripes:
    """Count stripes, and how many a right sampler has."""
    expected = 0.0
    if scatter is not None and scatter.series is not None:
        expected = _share(scatter.series)
    return Stripes(_share(series), expected)


def _share(series: Series) -> float:
    order = series.row_order
    return float(np.mean((order >= _ORDERED) & (np.abs(series.m) <= order - _LOST)))
