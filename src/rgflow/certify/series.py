"""What is measured of each configuration: everything the tests need, in one pass over the spins."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Spins = NDArray[np.int8]

_AT_ONCE = 1 << 20  # spins: a chunk and its temporaries stay in the cache


@dataclass(frozen=True)
class Series:
    """Numbers of every configuration, each (chains, n) unless said otherwise.

    Attributes
    ----------
    L : int
        Sites a side.
    distances : tuple of int
        Distances along an axis of `correlation`.
    bonds_x, bonds_y : float64
        Sum of s s' over the bonds along x, along y.
    magnetization : float64
        Sum of the spins.
    agree : float64 (2, chains, n)
        Spins along a neighbour field of |h| = 2, of |h| = 4, minus those against it.
    fields : float64 (2, chains, n)
        Sites with h = +2, +4 minus sites with h = -2, -4.
    exposed : float64 (2, chains, n)
        Sites with |h| = 2, 4.
    exposed_spins : float64 (2, chains, n)
        Sum of the spins at these sites.
    correlation : float64 (distances, chains, n)
        s(0) s(r) averaged over sites and both axes.
    wave : float64
        |sum_j s_j exp(i k j)|^2 / L^2 at k = 2 pi / L, averaged over both axes.
    wave_fields : float64 (2, chains, n)
        The same with the conjugate of s(k) and the transform of `fields` instead.
    row_order : float64
        The larger of the mean |m| of a row and of a column.
    label : uint64
        Equal for configurations that are equal, or after a flip of all spins.
    """

    L: int
    distances: tuple[int, ...]
    bonds_x: Floats
    bonds_y: Floats
    magnetization: Floats
    agree: Floats
    fields: Floats
    exposed: Floats
    exposed_spins: Floats
    correlation: Floats
    wave: Floats
    wave_fields: Floats
    row_order: Floats
    label: NDArray[np.uint64]

    @property
    def sites(self) -> int:
        """L^2."""
        return self.L**2

    @property
    def energy(self) -> Floats:
        """Total energy in J, (chains, n)."""
        return -(self.bonds_x + self.bonds_y)

    @property
    def m(self) -> Floats:
        """Magnetization per site, (chains, n)."""
        return self.magnetization / self.sites

    @property
    def shape(self) -> tuple[int, int]:
        """(chains, n)."""
        chains, n = self.magnetization.shape
        return chains, n

    def first_chain(self) -> "Series":
        """Return the series of the first chain alone."""
        values = {
            name: value[..., :1, :]
            for name, value in vars(self).items()
            if isinstance(value, np.ndarray)
        }
        return Series(L=self.L, distances=self.distances, **values)


def probed_distances(L: int) -> tuple[int, ...]:
    """Return the distances at which C(r) is tested; C(1) = -u/2 is the energy."""
    return tuple(sorted({r for r in (2, L // 4, L // 2) if r >= 2} or {1}))


def measure(spins: Spins) -> Series:
    """Measure configurations, int8 (chains, n, L, L) of +-1."""
    chains, n, L, _ = spins.shape
    flat, distances = spins.reshape(-1, L, L), probed_distances(L)
    step = max(1, _AT_ONCE // L**2)
    parts = [_measure(flat[first : first + step], distances) for first in range(0, len(flat), step)]
    values = {name: np.concatenate([part[name] for part in parts], axis=-1) for name in parts[0]}
    shaped = {name: value.reshape(*value.shape[:-1], chains, n) for name, value in values.items()}
    return Series(L=L, distances=distances, **shaped)


def _measure(spins: Spins, distances: tuple[int, ...]) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of `Series`, (..., n), of configurations (n, L, L)."""
    L = spins.shape[1]
    s = np.ascontiguousarray(spins.transpose(1, 2, 0))  # configurations innermost
    right, below = np.roll(s, -1, axis=1), np.roll(s, -1, axis=0)
    field = right + below + np.roll(s, 1, axis=1) + np.roll(s, 1, axis=0)
    # h / 2 is odd where |h| = 2; the bits of -1 and 1 differ from those of -2, 0 and 2
    halves = field // 2
    two = halves * (halves & 1)
    four = (halves - two) // 2
    wave, waves = _waves(s, (two, four))
    rows, columns = _sum(s, 1), _sum(s, 0)
    order = [np.abs(lines).mean(axis=0) / L for lines in (rows, columns)]
    return {
        "bonds_x": _total(s * right),
        "bonds_y": _total(s * below),
        "magnetization": _total(s),
        "agree": np.stack([_total(s * two), _total(s * four)]),
        "fields": np.stack([_total(two), _total(four)]),
        "exposed_spins": np.stack([_total(s * two * two), _total(s * four * four)]),
        "exposed": np.stack([_total(two * two), _total(four * four)]),
        "correlation": np.stack([_along_axes(s, r) for r in distances]),
        "wave": wave,
        "wave_fields": waves,
        "row_order": np.maximum(*order).astype(np.float64),
        "label": _labels(spins),
    }


def _sum(values: Spins, axis: int) -> NDArray[np.int16]:
    return np.asarray(values.sum(axis=axis, dtype=np.int16))


def _total(values: Spins) -> Floats:
    """Sum over the sites of (L, L, n)."""
    return np.asarray(_sum(values, 1).sum(axis=0, dtype=np.float64))


def _along_axes(s: Spins, r: int) -> Floats:
    L = len(s)
    pairs = _total(s * np.roll(s, -r, axis=0)) + _total(s * np.roll(s, -r, axis=1))
    return np.asarray(pairs / (2 * L**2))


def _waves(s: Spins, fields: tuple[Spins, Spins]) -> tuple[Floats, Floats]:
    """Return |s(k)|^2 / L^2 and Re s(k)* field(k) / L^2 of both fields, at the smallest k."""
    L = len(s)
    turn = np.exp(2j * np.pi * np.arange(L) / L)
    wave, waves = np.zeros(s.shape[2]), np.zeros((2, s.shape[2]))
    for axis in (0, 1):
        at_k = turn @ _sum(s, axis)
        wave += np.abs(at_k) ** 2
        for place, field in enumerate(fields):
            waves[place] += np.real(np.conj(at_k) * (turn @ _sum(field, axis)))
    return wave / (2 * L**2), waves / (2 * L**2)


def _labels(spins: Spins) -> NDArray[np.uint64]:
    """Return a hash of 64 bits of each configuration (n, L, L), the same for its flip."""
    flat = spins.reshape(len(spins), -1)
    bits = np.packbits(flat == flat[:, :1], axis=1)
    words = np.zeros((len(bits), -(-bits.shape[1] // 8) * 8), np.uint8)
    words[:, : bits.shape[1]] = bits
    factors = np.random.Generator(np.random.Philox(0)).integers(
        1, 2**64 - 1, size=words.shape[1] // 8, dtype=np.uint64, endpoint=True
    )
    mixed = words.view(np.uint64)
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0x9E3779B97F4A7C15) ^ mixed
    return np.asarray((mixed * (factors | np.uint64(1))).sum(axis=1, dtype=np.uint64))
