"""G(d): how a hidden unit's map correlates with itself at distance d, averaged over units.

    G(d) = (1 / N_h) sum_a < <v_i h_a> <v_j h_a> >_{|i - j| = d}

Averaged over all pairs (d = 0 included, with their multiplicities) G gives the mean over units of
``<m h_a>^2``, m being the magnetization per site. On the torus this constant separates exactly:
``G = G_connected + mean_a <m h_a>^2``, where the connected G has each map's own mean subtracted.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rgflow.observables.geometry import pair_geometry

_UNITS_PER_PASS = 64


@dataclass(frozen=True)
class PairDistance:
    """G(d) of a set of maps.

    Attributes
    ----------
    distance : (n_d,) float64
        Distances in lattice units, from 0 to the largest on the lattice.
    pairs : (n_d,) int64
        Ordered site pairs at each distance.
    value : (n_d,) float64
        G(d).
    per_unit : (H, n_d) float64
        The same before the average over hidden units.
    """

    distance: NDArray[np.float64]
    pairs: NDArray[np.int64]
    value: NDArray[np.float64]
    per_unit: NDArray[np.float64]


def pair_distance(
    maps: NDArray[np.float64],
    *,
    metric: Literal["torus", "open"] = "torus",
    connected: bool = False,
) -> PairDistance:
    """G(d) of maps over an L x L lattice.

    Parameters
    ----------
    maps : (H, L, L) float64
        ``<v_i h_a>`` on the lattice of the visible sites.
    metric : {"torus", "open"}
        Minimum-image distance, or Euclidean distance in the square, not wrapped.
    connected : bool
        Subtract each map's own mean first.
    """
    if connected:
        maps = maps - maps.mean(axis=(1, 2), keepdims=True)
    size = maps.shape[-1]
    geometry = pair_geometry(size, metric, r_max=np.inf, include_zero=True)
    shape = (size, size) if geometry.periodic else (2 * size, 2 * size)
    per_unit = np.empty((len(maps), geometry.distance.size))
    for start in range(0, len(maps), _UNITS_PER_PASS):
        part = slice(start, start + _UNITS_PER_PASS)
        wave = np.fft.rfft2(maps[part].astype(np.float64), shape)
        table = np.fft.irfft2(wave.real**2 + wave.imag**2, shape)
        per_unit[part] = geometry.by_distance(table[:, geometry.dy, geometry.dx])
    per_unit /= geometry.pairs
    return PairDistance(geometry.distance, geometry.pairs, per_unit.mean(axis=0), per_unit)


def magnetization_overlap(maps: NDArray[np.float64]) -> NDArray[np.float64]:
    """``<m h_a>`` of every unit ``(H,)``: the mean of its map ``(H, L, L)``."""
    overlap: NDArray[np.float64] = maps.mean(axis=(1, 2))
    return overlap


@dataclass(frozen=True)
class FallDiagnostics:
    """Shape of a curve G(d) in numbers.

    Attributes
    ----------
    slope, intercept : float
        Least-squares straight line.
    r_squared : float
        Share of the variance that the line explains; NaN for a constant curve.
    offset : float
        Smallest value in units of the largest |value|: what is left at large distance.
    upturn : float
        Rise from the smallest value to the value at the largest distance, in units of the range.
    peaks : int
        Interior maxima that stand out by more than `prominence` of the range.
    """

    slope: float
    intercept: float
    r_squared: float
    offset: float
    upturn: float
    peaks: int


def fall_diagnostics(
    distance: NDArray[np.float64], value: NDArray[np.float64], *, prominence: float = 0.05
) -> FallDiagnostics:
    """Describe G(d): straight-line fit, offset, upturn and peaks.

    Parameters
    ----------
    distance, value : (n_d,) float64
        At least three points, distances ascending.
    prominence : float
        Smallest prominence of a peak, in units of the curve's range.
    """
    from scipy.signal import find_peaks

    x, y = distance - distance.mean(), value - value.mean()
    slope = float(x @ y / (x @ x))
    scatter = float(y @ y)
    residual = float(((y - slope * x) ** 2).sum())
    span = float(np.ptp(value))
    flat = span <= 1e-12 * float(np.abs(value).max(initial=0.0))
    peaks, _ = find_peaks(value, prominence=prominence * span) if not flat else ([], {})
    return FallDiagnostics(
        slope=slope,
        intercept=float(value.mean() - slope * distance.mean()),
        r_squared=float("nan") if flat else 1.0 - residual / scatter,
        offset=float(value.min() / np.abs(value).max()) if np.any(value) else 0.0,
        upturn=0.0 if flat else float((value[-1] - value.min()) / span),
        peaks=len(peaks),
    )
