"""Maps <v_i h_a>: which visible sites move together with which hidden unit."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import ParameterError


def hidden_visible_map(visible: NDArray[Any], hidden: NDArray[Any]) -> NDArray[np.float64]:
    """Mean product of every hidden unit with every visible site.

    ``<v_i h_a> = (1 / n) sum_k v_i^(k) h_a^(k)``, nothing subtracted, as the paper has it.

    Parameters
    ----------
    visible : (n, ...)
        Visible configurations, V sites after flattening.
    hidden : (n, ...)
        Hidden configurations or block spins of the same samples, H units after flattening.

    Returns
    -------
    (H, V) float64

    Raises
    ------
    ParameterError
        If the numbers of samples differ or are zero.
    """
    n = len(visible)
    if n == 0 or len(hidden) != n:
        raise ParameterError(f"{n} visible configurations with {len(hidden)} hidden ones")
    v, h = visible.reshape(n, -1), hidden.reshape(n, -1)
    total = np.zeros((h.shape[1], v.shape[1]))
    # Products in float32 and sums over blocks in float64 keep the error of ±1 data at zero.
    for start in range(0, n, 4096):
        part = slice(start, start + 4096)
        total += h[part].astype(np.float32).T @ v[part].astype(np.float32)
    average: NDArray[np.float64] = total / n
    return average


def connected_map(
    maps: NDArray[np.float64], visible_mean: NDArray[np.float64], hidden_mean: NDArray[np.float64]
) -> NDArray[np.float64]:
    """``<v_i h_a> - <v_i> <h_a>``: maps ``(H, ...)``, less the product of their two means."""
    connected: NDArray[np.float64] = maps - np.multiply.outer(hidden_mean, visible_mean)
    return connected


def receptive_field_centre(maps: NDArray[np.float64]) -> NDArray[np.float64]:
    """Centre of each map's spot on the torus, ``(H, 2)`` as (y, x) in lattice units.

    The circular mean of the site positions; the weight of a site is the square of its rise above
    the map's mean, zero where it lies on the other side. Neither the common offset ``<m h>``, nor
    the sign of the unit, nor where the lattice is cut open matters.

    Parameters
    ----------
    maps : (H, L, L) float64
    """
    rise = maps - maps.mean(axis=(1, 2), keepdims=True)
    power = np.maximum(rise * map_signs(rise)[:, None, None], 0.0) ** 2
    angle = 2 * np.pi * np.arange(maps.shape[-1]) / maps.shape[-1]
    wave = np.exp(1j * angle)
    along_y, along_x = power.sum(axis=2) @ wave, power.sum(axis=1) @ wave
    turns = np.angle(np.stack([along_y, along_x], axis=1)) / (2 * np.pi)
    centre: NDArray[np.float64] = (turns % 1.0) * maps.shape[-1]
    return centre


def peak_share(maps: NDArray[np.float64], window: int) -> NDArray[np.float64]:
    """Share of each map's power inside a window around its largest |value|: its locality.

    Parameters
    ----------
    maps : (H, L, L) float64
        Periodic maps.
    window : int
        Odd width of the square window in sites, at most L.

    Returns
    -------
    (H,) float64
        1 for a single spot, ``window^2 / L^2`` for a uniform map, NaN for a map of zeros.

    Raises
    ------
    ParameterError
        If the window is even or does not fit.
    """
    size = maps.shape[-1]
    if window % 2 == 0 or not 1 <= window <= size:
        raise ParameterError(f"window of {window} sites on a {size} x {size} map")
    power = maps**2
    peak_y, peak_x = np.divmod(np.abs(maps).reshape(len(maps), -1).argmax(axis=1), size)
    reach = np.arange(window) - window // 2
    y = (peak_y[:, None] + reach) % size
    x = (peak_x[:, None] + reach) % size
    units = np.arange(len(maps))[:, None, None]
    inside = power[units, y[:, :, None], x[:, None, :]].sum(axis=(1, 2))
    with np.errstate(invalid="ignore"):
        share: NDArray[np.float64] = inside / power.sum(axis=(1, 2))
    return share


def map_signs(maps: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sign ``(H,)`` that makes the largest |value| of each panel ``(H, L, L)`` positive."""
    flat = maps.reshape(len(maps), -1)
    peak = flat[np.arange(len(flat)), np.abs(flat).argmax(axis=1)]
    return np.where(peak < 0, -1.0, 1.0)
