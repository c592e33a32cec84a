"""Configurations that return: a file that repeats itself, or chains that are copies."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import pdtrc

from rgflow.certify.check import Check
from rgflow.certify.series import Series

COPIES = "copies"
"""Name of the check if configurations return in another chain at the same time."""

_SHARE = 0.02
"""Least share of the file that has to return at one distance."""


def repeats(series: Series, tau: float) -> Check:
    """Look for one distance in the file, far beyond tau, at which many configurations return.

    In the cold the same few states come back all the time, but at no distance in particular: the
    distances to the next return are compared with each other.
    """
    name, label = "repeats", "no configuration twice by plan"
    labels = series.label.ravel()
    distances = _next_return(labels)
    distinct = len(np.unique(labels)) if len(labels) else 0
    text = f"{distinct} of {len(labels)} configurations are distinct, all spins flipped or not"
    far = distances[distances > max(20.0 * tau, 10.0)]
    if len(far) == 0:
        return Check(name, label, 1.0, text)
    counts = np.bincount(far)
    best = int(np.argmax(counts))
    most = int(counts[best])
    background = (len(far) - most) / len(labels)
    clump = 2 * tau
    p = float(pdtrc(max(most / clump - 1, 0), max(background, 1e-3) / clump) * len(labels))
    if most < max(20, _SHARE * len(labels)):
        return Check(name, label, 1.0, text)
    chains, n = series.shape
    if chains > 1 and best % n == 0:
        name = COPIES
        text = f"{most} configurations of one chain are those of another at the same time"
    else:
        text = f"{most} configurations return after {best} steps"
    return Check(name, label, min(1.0, p), text)


def _next_return(labels: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Distance from each configuration to the next equal one, where there is one."""
    order = np.argsort(labels, kind="stable")
    equal = labels[order[1:]] == labels[order[:-1]]
    return np.asarray((order[1:] - order[:-1])[equal])
