"""Exact distribution of the energy on the L x L torus, from Kaufman's Z at complex temperature.

The energies are ``E_j = -2 L^2 + 4 j``, so that ``Z(K) = sum_j g_j exp(-K E_j)`` is a Fourier
series along the imaginary direction of K = 1/T. One transform of ``Z(K + i theta) / Z(K)`` gives
the probabilities ``p_j = g_j exp(-K E_j) / Z(K)`` themselves, to absolute rounding accuracy.
"""

import numpy as np
from numpy.typing import NDArray

# Transforms round to about 1e-16 of the largest probability; smaller values are noise.
_NOISE = 1e-14


def energy_distribution(
    L: int, temperatures: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Energies and their probabilities at each temperature.

    Parameters
    ----------
    L : int
        Linear size, at least 3 (at 2 bonds are double).
    temperatures : (K,) float64
        Temperatures >= 0.

    Returns
    -------
    energy : (L^2 + 1,) float64
        Total energies in J, from the ground state up to +2 L^2.
    probability : (K, L^2 + 1) float64
        Rows sum to one; values below 1e-14 are set to zero.
    """
    levels = L**2 + 1
    energy: NDArray[np.float64] = 4.0 * np.arange(levels, dtype=np.float64) - 2.0 * L**2
    probability: NDArray[np.float64] = np.zeros((len(temperatures), levels))
    for row, T in enumerate(temperatures):
        if T == 0:
            probability[row, 0] = 1.0
            continue
        angle = 2.0 * np.pi * np.arange(levels // 2 + 1) / levels
        log_z = _log_partition_above_ground(L, 1.0 / T + 0.25j * angle)
        ratio = np.exp(log_z - log_z[0])
        # Z is real on the real axis, so half of the circle gives a real series.
        series = np.fft.irfft(ratio, levels)
        series[series < _NOISE] = 0.0
        probability[row] = series / series.sum()
    return energy, probability


def _log_partition_above_ground(L: int, K: NDArray[np.complex128]) -> NDArray[np.complex128]:
    """``ln(Z exp(-2 K L^2))`` for complex K with Re K > 0, up to multiples of 2 pi i.

    Kaufman's formula (see :mod:`rgflow.models.ising.kaufman`), with every factor written so that
    the analytic branch is the principal one: ``exp(-4 K)`` and ``tanh K`` stay off the cut.
    """
    index = np.arange(1, 2 * L)[:, None]
    index = index[index[:, 0] != L]
    cosh = np.cosh(2 * K) / np.tanh(2 * K) - np.cos(np.pi * index / L)
    gamma = np.arccosh(cosh)
    log_tanh = np.log(np.tanh(K))
    ends = np.stack([2 * K + log_tanh, 2 * K - log_tanh])
    gamma, index = np.concatenate([gamma, ends]), np.append(index[:, 0], [0, L])
    terms = []
    for parity in (1, 0):
        chosen = gamma[index % 2 == parity] * (L / 2)
        for sign in (1.0, -1.0):
            # 2 cosh x and 2 sinh x are exp(x) (1 +- exp(-2 x))
            factors = np.log(1.0 + sign * np.exp(-2.0 * chosen))
            terms.append((chosen + factors).sum(axis=0))
    stacked = np.stack(terms)
    shift = stacked.real.max(axis=0)
    with np.errstate(divide="ignore"):
        total = np.log(np.exp(stacked - shift).sum(axis=0)) + shift
    # (1/2) (2 sinh 2K)^(L^2/2) exp(-2 K L^2)
    prefactor = 0.5 * L**2 * (2 * K + np.log1p(-np.exp(-4 * K))) - 2 * K * L**2 - np.log(2.0)
    return prefactor + total
