"""Scaling dimensions from two-point functions, class by class: <f f'> = B r^(-2 Delta)."""

import numpy as np

from rgflow.analysis.columns import Columns, columns, empty, put
from rgflow.observables.correlator import TwoPointSums, correlator
from rgflow.stats.estimate import TOO_FEW, Floats
from rgflow.stats.fits import power_law
from rgflow.store import Dataset

EPSILON_FORMS = ("bond", "star")


def delta_sigma(measured: Dataset, weights: Floats) -> Columns:
    """Fit Delta_sigma of every class and estimator; spins are correlated as they are.

    Parameters
    ----------
    measured : Dataset
        File of the stage measure.
    weights : (1 + n_bootstrap, n_blocks)
        How often each block enters, see :func:`rgflow.analysis.columns.replicate_weights`.

    Returns
    -------
    dict of arrays (kind, length, thermometer, near_temperature, estimator)
    """
    return _fits(measured, weights, "delta_sigma", "spin", connected=False)


def delta_epsilon(measured: Dataset, weights: Floats) -> Columns:
    """Fit Delta_epsilon of every class, estimator and form; the class mean is subtracted.

    Returns
    -------
    dict of arrays (kind, length, thermometer, near_temperature, estimator, epsilon_form)
    """
    forms = [
        _fits(measured, weights, "delta_epsilon", form, connected=True) for form in EPSILON_FORMS
    ]
    return {name: np.stack([form[name] for form in forms], axis=-1) for name in forms[0]}


def _fits(
    measured: Dataset, weights: Floats, prefix: str, operator: str, *, connected: bool
) -> Columns:
    count = near_counts(measured)
    filled = np.nonzero(count.sum(axis=-1))
    n_estimators = len(measured["estimator"])
    result = empty(prefix, (*count.shape[:-1], n_estimators), TOO_FEW)
    if not filled[0].size:
        return result
    for estimator in range(n_estimators):
        distance = measured["distance"][_row(measured, operator), estimator]
        kept = np.isfinite(distance)
        if not kept.any():  # as at L = 2
            continue
        curves = np.stack(
            [
                correlator(
                    _sums(measured, count, place, operator, estimator),
                    weights,
                    connected=connected,
                )
                for place in zip(*filled, strict=True)
            ]
        )
        fit = power_law(distance[kept], curves)
        put(result, (*filled, estimator), columns(prefix, fit, "Delta", weights.shape[1]))
    return result


def near_counts(measured: Dataset) -> np.ndarray:
    """Return configurations per (kind, length, thermometer, near_temperature, block)."""
    classes = measured["temperature"]
    near = measured["near_temperature"]
    place = np.abs(classes[:, None] - near).argmin(axis=0)
    count = measured["count"][..., place, :]
    same = np.isclose(classes[place], near, rtol=0, atol=1e-9)
    return np.where(same[:, None], count, 0)


def _sums(
    measured: Dataset,
    count: np.ndarray,
    place: tuple[np.int64, ...],
    operator: str,
    estimator: int,
) -> TwoPointSums:
    """Return the block sums of one class as the correlator takes them."""
    row = _row(measured, operator)
    distance = measured["distance"][row, estimator]
    kept = np.isfinite(distance)
    return TwoPointSums(
        distance=distance[kept],
        pairs=measured["pairs"][row, estimator][kept].astype(np.int64),
        products=measured["sum_products"][place][:, row, estimator][:, kept],
        ends=measured["sum_ends"][place][:, row, estimator][:, kept],
        field=measured["sum_field"][place][:, row],
        configurations=count[place],
        sites=int(measured.attrs["L"]) ** 2,
    )


def _row(measured: Dataset, operator: str) -> int:
    """Return where along the operators one is."""
    return list(measured["operator"]).index(operator)
