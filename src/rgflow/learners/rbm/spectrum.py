"""Singular values of the weights: how many modes a machine has learned, and how strongly."""

from typing import Any

import numpy as np
import numpy.typing as npt


def singular_values(weights: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """Singular values of W, largest first.

    Parameters
    ----------
    weights : array (..., n_visible, n_hidden)
        Any number of snapshots.

    Returns
    -------
    array (..., min(n_visible, n_hidden)) of float64
    """
    return np.linalg.svd(weights.astype(np.float64), compute_uv=False)
