"""The law of the spontaneous magnetization, with the critical temperature fitted too."""

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import ParameterError
from rgflow.stats.amplitude import best_shape
from rgflow.stats.data_sets import DataSets, Fit
from rgflow.stats.estimate import Floats
from rgflow.stats.least_squares import Minimum, minimize

_DELTA_GRID = np.geomspace(0.01, 1.8, 24)
_DELTA_RANGE = (1e-3, 2.0)
_T_C_PER_SEGMENT = 12
# Solutions whose residuals differ by less than this share of the data are equally good.
_EQUAL_SHARE = 1e-12


def magnetization_law(
    temperature: Floats,
    magnetization: Floats,
    sigma: Floats | None = None,
    *,
    reach: float = 1.0,
    level: float = 0.90,
) -> Fit:
    """Fit ``A |T_c - T|^Delta_m`` with T_c free; parameters ``A``, ``T_c`` and ``Delta_m``.

    T_c is sought in every segment between neighbouring temperatures and in the segment of length
    `reach` above the largest, because the law has a cusp at T_c that no descent crosses. The best
    segment wins; of equally good ones the highest, where the whole window is ordered. Three
    temperatures leave no degree of freedom, hence no regression error, and may have more than one
    exact solution.

    Parameters
    ----------
    temperature : (n,) float64
        Class temperatures, ascending.
    magnetization : (..., n) float64
        Mean |m| per site; values that are not finite are left out.
    sigma : (..., n) float64, optional
        Standard errors.
    reach : float
        How far above the largest temperature T_c may lie; beyond it the fit is AT_BOUND, as it is
        outside 0.001 < Delta_m < 2.
    level : float
        Coverage of the intervals.

    Raises
    ------
    ParameterError
        If the temperatures do not ascend.
    """
    edges = np.append(np.asarray(temperature, np.float64), np.max(temperature) + reach)
    if (np.diff(edges) <= 0).any():
        raise ParameterError(f"temperatures {temperature} of the magnetization fit do not ascend")
    data = DataSets.of(temperature, magnetization, sigma)
    tolerance = _EQUAL_SHARE * (data.weights * data.y**2).sum(axis=1)
    best, valid = _segment(data, edges[-2], edges[-1])
    for low, high in zip(edges[-3::-1], edges[-2:0:-1], strict=True):
        other, inside = _segment(data, low, high)
        better = inside & (~valid | (other.chi_square < best.chi_square - tolerance))
        best = Minimum(*(_choose(better, b, a) for a, b in zip(best, other, strict=True)))
        valid |= inside
    never = np.zeros(len(valid), bool)
    status = data.status(best, n_parameters=3, at_bound=~valid, degenerate=never)
    return data.fit(("A", "T_c", "Delta_m"), best, status, sigma is not None, level)


def _segment(data: DataSets, low: float, high: float) -> tuple[Minimum, NDArray[np.bool_]]:
    """Best fit with T_c between two temperatures, and whether it has a minimum inside."""
    inner = low + (high - low) * (np.arange(_T_C_PER_SEGMENT) + 0.5) / _T_C_PER_SEGMENT
    T_c, Delta = (axis.ravel() for axis in np.meshgrid(inner, _DELTA_GRID, indexing="ij"))
    shapes = np.abs(T_c[:, None] - data.x) ** Delta[:, None]
    index, amplitude = best_shape(data.y, data.weights, shapes)
    start = np.stack([amplitude, T_c[index], Delta[index]], axis=1)
    found = minimize(_model, data.x, data.y, data.weights, start)
    A, T_c, Delta = found.parameters.T
    inside = (low < T_c) & (high > T_c) & (Delta > _DELTA_RANGE[0]) & (Delta < _DELTA_RANGE[1])
    return found, inside & (A > 0)


def _choose(where: NDArray[np.bool_], yes: Floats, no: Floats) -> Floats:
    return np.where(where.reshape(-1, *[1] * (yes.ndim - 1)), yes, no)


def _model(x: Floats, parameters: Floats) -> tuple[Floats, Floats]:
    A, T_c, Delta = (parameters[:, k, None] for k in range(3))
    with np.errstate(all="ignore"):
        gap = T_c - x
        shape = np.abs(gap) ** Delta
        value = A * shape
        return value, np.stack([shape, value * Delta / gap, value * np.log(np.abs(gap))], axis=-1)
