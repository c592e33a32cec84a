"""Pair sums per displacement and group: by population count, or by FFT for real-valued fields."""

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import ParameterError
from rgflow.observables.bit_kernels import Words
from rgflow.observables.bit_planes import pack, pair_differences
from rgflow.observables.geometry import PairGeometry
from rgflow.observables.operators import Operator, operator_field, operator_planes

_CONFIGURATIONS_PER_FFT = 256


class Tables(Protocol):
    """Sums of one operator's field f over the configurations of every group.

    Attributes
    ----------
    site_sum : (n_groups, L, L) float64
        Sum of f at every site.
    """

    site_sum: NDArray[np.float64]

    def products(self, geometry: PairGeometry) -> NDArray[Any]:
        """Sum of f(x) f(x + d) for every displacement, ``(n_groups, n_d)``."""


class CountedPairs:
    """±1 configurations, packed once for all operators.

    Parameters
    ----------
    spins : (n, L, L) int8
        Configurations sorted by group.
    edges : (n_groups + 1,) int64
        Where the groups start.

    Raises
    ------
    ParameterError
        If a value is neither +1 nor -1.
    """

    def __init__(self, spins: NDArray[np.int8], edges: NDArray[np.int64]) -> None:
        in_range = spins.size == 0 or (spins.min() >= -1 and spins.max() <= 1)
        if not in_range or np.count_nonzero(spins) != spins.size:
            raise ParameterError("int8 configurations with values other than +1 and -1")
        self._words, self._word_edges = pack(spins, edges)
        self._numbers = np.diff(edges)

    def tables(self, operator: Operator) -> "CountedTables":
        """Return the sums of one operator."""
        planes = operator_planes(self._words, operator)
        return CountedTables(planes, self._word_edges, self._numbers)


class CountedTables:
    """Exact integer sums of an operator whose field is the sum of ±1 planes."""

    def __init__(
        self, planes: list[Words], word_edges: NDArray[np.int64], numbers: NDArray[np.int64]
    ) -> None:
        self._planes, self._word_edges, self._numbers = planes, word_edges, numbers
        self._products: dict[bool, NDArray[np.int64]] = {}
        down = np.add.reduce([_sum_by_group(np.bitwise_count(p), word_edges) for p in planes])
        self.site_sum: NDArray[np.float64] = len(planes) * numbers[:, None, None] - 2.0 * down

    def products(self, geometry: PairGeometry) -> NDArray[np.int64]:
        """Count once for all estimators that pair the same sites."""
        known = self._products.get(geometry.periodic)
        if known is not None:
            return known
        pairs = self._numbers[:, None] * geometry.pairs_per_displacement
        total = len(self._planes) ** 2 * pairs
        for first in self._planes:
            for second in self._planes:
                total -= 2 * pair_differences(
                    first, second, self._word_edges, geometry.dy, geometry.dx,
                    periodic=geometry.periodic,
                )  # fmt: skip
        self._products[geometry.periodic] = total
        return total


class TransformedPairs:
    """Real-valued configurations; parameters as of :class:`CountedPairs`."""

    def __init__(self, fields: NDArray[Any], edges: NDArray[np.int64]) -> None:
        self._fields, self._edges = fields, edges

    def tables(self, operator: Operator) -> "TransformedTables":
        """Return the sums of one operator."""
        return TransformedTables(self._fields, self._edges, operator)


class TransformedTables:
    """Wiener-Khinchin sums: zero padding gives the open square, wrapping it the torus."""

    def __init__(self, fields: NDArray[Any], edges: NDArray[np.int64], operator: Operator) -> None:
        import scipy.fft

        n_groups, size = edges.size - 1, fields.shape[1]
        padded = (2 * size, 2 * size)
        power = np.zeros((n_groups, 2 * size, size + 1))
        self.site_sum: NDArray[np.float64] = np.zeros((n_groups, size, size))
        for start in range(0, len(fields), _CONFIGURATIONS_PER_FFT):
            field = operator_field(fields[start : start + _CONFIGURATIONS_PER_FFT], operator)
            wave = scipy.fft.rfft2(field, padded)
            inside = np.clip(edges - start, 0, len(field))
            power += _sum_by_group(wave.real**2 + wave.imag**2, inside)
            self.site_sum += _sum_by_group(field, inside)
        self._open = scipy.fft.irfft2(power, padded)

    def products(self, geometry: PairGeometry) -> NDArray[np.float64]:
        """Read the table; a pair on the torus is a pair of one of four open displacements."""
        size, dy, dx = geometry.size, geometry.dy, geometry.dx
        table: NDArray[np.float64] = self._open[:, dy, dx]
        if geometry.periodic:
            table = table + self._open[:, dy - size, dx]
            table = table + self._open[:, dy, dx - size] + self._open[:, dy - size, dx - size]
        return table


def end_sums(site_sum: NDArray[np.float64], geometry: PairGeometry) -> NDArray[np.float64]:
    """Sum of f(x) + f(x + d) over the pairs of every displacement, ``(n_groups, n_d)``.

    Parameters
    ----------
    site_sum : (n_groups, L, L) float64
        Sum of f at every site.
    geometry : PairGeometry
    """
    if geometry.periodic:
        total = 2.0 * site_sum.sum(axis=(1, 2))
        return np.repeat(total[:, None], geometry.dy.size, axis=1)
    size, dy, dx = geometry.size, geometry.dy, geometry.dx
    area = np.zeros((len(site_sum), size + 1, size + 1))
    area[:, 1:, 1:] = site_sum.cumsum(axis=1).cumsum(axis=2)

    def window(y: NDArray[np.int64], x: NDArray[np.int64]) -> NDArray[np.float64]:
        """Sum over the rectangle with corner (y, x) that a displacement leaves inside."""
        bottom, right = y + size - dy, x + size - np.abs(dx)
        inside: NDArray[np.float64] = (
            area[:, bottom, right] - area[:, y, right] - area[:, bottom, x] + area[:, y, x]
        )
        return inside

    return window(np.zeros_like(dy), np.maximum(0, -dx)) + window(dy, np.maximum(0, dx))


def _sum_by_group(values: NDArray[Any], edges: NDArray[np.int64]) -> NDArray[np.float64]:
    """Sum over the first axis of every group, ``(n_groups, ...)``; empty groups give zero."""
    sums = np.zeros((edges.size - 1, *values.shape[1:]))
    filled = np.flatnonzero(np.diff(edges))
    if filled.size:
        inside = values[: edges[-1]]
        sums[filled] = np.add.reduceat(inside, edges[filled], axis=0, dtype=np.float64)
    return sums
