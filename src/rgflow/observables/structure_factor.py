"""Structure factor S(k) = sum_r C(r) exp(ikr): how strong each Fourier mode of the lattice is.

C is the plain two-point function <s(0) s(r)>, nothing subtracted: the mean of a spin is zero. On
the torus its matrix C(r - r') has the plane waves for eigenvectors and S(k) for eigenvalues; they
average to C(0) = 1. Uncoupled spins have S = 1 throughout. A mode with S > 1 is called relevant:
a machine's weights grow along it from small values (sampled training: at the rate S - 1).

Arrays S (..., L, L) have the modes in the order of numpy.fft: k = 2 pi (ky, kx) / L.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import ParameterError
from rgflow.models.ising.transfer import exact_two_point
from rgflow.stats.blocks import block_index
from rgflow.stats.estimate import Estimate, Floats
from rgflow.stats.resampling import jackknife

_CONFIGURATIONS_PER_FFT = 512


def structure_factor(two_point: Floats) -> Floats:
    """S(k) of a two-point function C(r), (..., L, L) to (..., L, L)."""
    return np.asarray(np.fft.fft2(two_point).real)


def exact_structure_factor(
    L: int, temperatures: Sequence[float], weights: Sequence[float] | None = None
) -> Floats:
    """Exact S(k) of the Ising lattice, (L, L), at one temperature or of a mixture of them.

    Parameters
    ----------
    L : int
        Linear size, 2 .. 12; above 10 it takes long.
    temperatures : (n,)
        In J/k_B.
    weights : (n,), optional
        Shares of configurations of each temperature, of any sum. Default: equal ones.

    Raises
    ------
    ParameterError
        If sizes or temperatures are out of range, or the weights are not shares of them.
    """
    shares = np.ones(len(temperatures)) if weights is None else np.asarray(weights, np.float64)
    if not len(shares) == len(temperatures) > 0 or (shares < 0).any() or not shares.sum() > 0:
        raise ParameterError(
            f"weights {shares.tolist()} of {len(temperatures)} temperatures",
            remedy="give a share of 0 or more for each temperature, not all of them 0",
        )
    functions = np.stack([exact_two_point(L, T) for T in temperatures])
    return structure_factor(np.tensordot(shares / shares.sum(), functions, axes=1))


def measured_structure_factor(fields: NDArray[Any], blocks: int, level: float = 0.95) -> Estimate:
    """S(k) of configurations, (L, L), averaged over modes that the square's symmetries relate.

    Parameters
    ----------
    fields : (n, L, L)
        Configurations: ±1 or real values.
    blocks : int
        Runs of neighbouring configurations whose scatter gives the errors.
    level : float
        Coverage of the intervals.

    Raises
    ------
    ParameterError
        With fewer than two blocks or fewer configurations than blocks.
    """
    if len(fields) < blocks:
        raise ParameterError(
            f"{len(fields)} configurations in {blocks} blocks", remedy="give one or more a block"
        )
    index = block_index(len(fields), blocks)
    sums = np.zeros((blocks, *fields.shape[1:]))
    for block in range(blocks):
        first, stop = np.searchsorted(index, (block, block + 1))
        for start in range(first, stop, _CONFIGURATIONS_PER_FFT):
            part = fields[start : min(stop, start + _CONFIGURATIONS_PER_FFT)]
            sums[block] += _power(part).sum(axis=0)
    sums, total = _symmetrised(sums / fields[0].size), len(fields)
    size = np.bincount(index)[:, None, None]
    left_out = (sums.sum(axis=0) - sums) / (total - size)
    return jackknife(sums.sum(axis=0) / total, left_out, level)


def relevant_modes(S: Floats) -> NDArray[np.int64]:
    """Return the number of modes with S(k) > 1, (...) of structure factors (..., L, L)."""
    return np.asarray(np.count_nonzero(S > 1 + _ROUNDING, axis=(-2, -1)))


_ROUNDING = 1e-9
"""Modes this close to one are marginal, as all are of uncoupled spins."""


def _power(fields: NDArray[Any]) -> Floats:
    """|sum_r s(r) exp(ikr)|^2 of each configuration, all modes from half of them."""
    import scipy.fft

    L = fields.shape[-1]
    half = scipy.fft.rfft2(fields.astype(np.float64))
    power = np.empty(fields.shape)
    power[..., : L // 2 + 1] = half.real**2 + half.imag**2
    mirrored = power[:, -np.arange(L) % L][..., 1 : (L + 1) // 2]  # S(-k) = S(k)
    power[..., L // 2 + 1 :] = mirrored[..., ::-1]
    return power


def _symmetrised(S: Floats) -> Floats:
    """Average over k -> -k of each component and their exchange."""
    mirror = -np.arange(S.shape[-1]) % S.shape[-1]
    S = (S + S[..., mirror, :]) / 2
    S = (S + S[..., :, mirror]) / 2
    return (S + S.swapaxes(-1, -2)) / 2
