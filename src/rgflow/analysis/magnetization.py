"""The exponent of the magnetization and T_c from three temperature classes, equation (44)."""

from collections.abc import Sequence

import numpy as np

from rgflow.analysis.columns import Columns, columns, empty, put
from rgflow.stats.estimate import TOO_FEW, Floats
from rgflow.stats.magnetization_law import magnetization_law
from rgflow.store import Dataset


def delta_m(measured: Dataset, windows: Sequence[tuple[float, ...]], weights: Floats) -> Columns:
    """Fit A |T_c - T|^Delta_m to <|m|> of the classes of each window.

    Parameters
    ----------
    measured : Dataset
        File of the stage measure.
    windows : sequence of temperatures
        Classes of each fit.
    weights : (1 + n_bootstrap, n_blocks)
        How often each block enters.

    Returns
    -------
    dict of arrays (kind, length, thermometer, window)
        ``delta_m*``, ``t_c*`` and ``amplitude``.
    """
    shape = (*measured["count"].shape[:3], len(windows))
    result = {**empty("delta_m", shape, TOO_FEW), **empty("t_c", shape, TOO_FEW)}
    result["amplitude"] = np.full(shape, np.nan)
    for number, window in enumerate(windows):
        magnetization = class_magnetization(measured, window, weights)
        fit = magnetization_law(np.array(window), magnetization)
        place = (..., number)
        put(result, place, columns("delta_m", fit, "Delta_m", weights.shape[1]))
        put(result, place, columns("t_c", fit, "T_c", weights.shape[1]))
        result["amplitude"][place] = fit["A"].value[..., 0]
    return result


def class_magnetization(measured: Dataset, window: Sequence[float], weights: Floats) -> Floats:
    """Return <|m|> of classes, (kind, length, thermometer, weights, class); NaN where empty."""
    classes = measured["temperature"]
    rows = [np.flatnonzero(np.isclose(classes, T, rtol=0, atol=1e-9)) for T in window]
    parts = []
    for row in rows:
        count = measured["count"][..., row, :].sum(axis=3)
        total = measured["sum_abs_m"][..., row, :].sum(axis=3)
        with np.errstate(invalid="ignore", divide="ignore"):
            parts.append((total @ weights.T) / (count @ weights.T))
    return np.stack(parts, axis=-1)
