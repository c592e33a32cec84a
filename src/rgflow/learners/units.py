"""Units of a layer from their local fields, in plain numpy.

What passes through a trained machine needs no compiled kernels: loading them takes longer.
"""

from typing import Any

import numpy as np
import numpy.typing as npt


def units_of(field: npt.NDArray[Any], rng: np.random.Generator | None) -> npt.NDArray[np.float32]:
    """Return the means tanh x of local fields x, or draws with them.

    These are eqs. (13)-(15), and (11) and (12), of de Mello Koch et al.

    Parameters
    ----------
    field : float32 array, any shape
        Local fields.
    rng : numpy.random.Generator or None
        Draws +-1 with these means; means are returned without one.

    Returns
    -------
    float32 array of the same shape
    """
    mean = np.tanh(field, dtype=np.float32)
    if rng is None:
        return mean
    # in place, and -copysign(1, .) in place of a choice: half of the time
    above = rng.random(mean.shape, np.float32)
    above *= 2
    above -= 1
    above -= mean
    np.copysign(np.float32(1), above, out=above)
    return np.negative(above, out=above)
