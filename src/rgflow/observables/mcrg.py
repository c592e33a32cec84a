"""Monte Carlo renormalization group: Swendsen's matrix and its leading eigenvalues.

R. H. Swendsen, Phys. Rev. Lett. 42, 859 (1979). With S_a the operators of a fine lattice and S'_a
those of the coarse lattice made of the same configuration,

    A_ab = <S'_a S'_b>_c,    B_ab = <S'_a S_b>_c,    T = A^-1 B = dK' / dK.

If the coarse lattice is b times smaller and the lattice critical, the largest eigenvalue of T among
even operators is b^y_T and among odd ones b^y_h; for the Ising model in two dimensions y_T = 1 and
y_h = 15/8. Averages of blocks give y_h = 2 with the magnetization alone, whatever the spins are,
because their sum is that of the spins divided by four.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import ParameterError
from rgflow.stats.blocks import block_index
from rgflow.stats.estimate import Estimate, Floats
from rgflow.stats.resampling import jackknife, jackknife_weights

Y_T, Y_H = 1.0, 15 / 8
"""Exact exponents of the two-dimensional Ising model."""

_SINGULAR = 1e-9
"""Least eigenvalue of the coarse operators' correlation matrix that still has an inverse."""


@dataclass(frozen=True)
class Moments:
    """Weighted sums over blocks of configurations.

    Attributes
    ----------
    weight : (blocks,) float64
    coarse, fine : (blocks, operators) float64
        Sums of S'_a and S_a.
    coarse_coarse, coarse_fine : (blocks, operators, operators) float64
        Sums of S'_a S'_b and S'_a S_b.
    """

    weight: Floats
    coarse: Floats
    fine: Floats
    coarse_coarse: Floats
    coarse_fine: Floats


@dataclass(frozen=True)
class Leading:
    """Leading eigenvalues of T and the exponents y = ln(eigenvalue) / ln(b).

    Attributes
    ----------
    eigenvalue, exponent : Estimate of shape (operators,)
        Entry k is that of the first k + 1 operators. NaN where the coarse operators are linearly
        dependent or the leading eigenvalue is complex; the exponent also where it is not positive.
    """

    eigenvalue: Estimate
    exponent: Estimate


def moments(
    coarse: Floats, fine: Floats, blocks: int = 1, weights: Floats | None = None
) -> Moments:
    """Sum the operators and their products over blocks of neighbouring configurations.

    Parameters
    ----------
    coarse, fine : (n, operators) float64
        Operators of the coarse and of the fine lattice of every configuration.
    blocks : int
        Number of blocks, 1 where no error is wanted.
    weights : (n,) float64, optional
        Probability of each configuration, of enumerated ones. Default: ones.

    Raises
    ------
    ParameterError
        If the numbers of configurations or operators differ, or there are fewer than blocks.
    """
    n = len(coarse)
    if coarse.shape != fine.shape or n < blocks:
        raise ParameterError(
            f"operators of shape {coarse.shape} and {fine.shape} in {blocks} blocks",
            remedy="give the same configurations fine and coarse, at least one a block",
        )
    w = np.ones(n) if weights is None else weights
    index = block_index(n, blocks) if blocks > 1 else np.zeros(n, np.int64)
    parts = [slice(*np.searchsorted(index, (k, k + 1))) for k in range(blocks)]

    def products(other: Floats) -> Floats:
        # no BLAS: its sums depend on the number of threads
        return np.stack([np.einsum("n,na,nb->ab", w[p], coarse[p], other[p]) for p in parts])

    return Moments(
        np.array([w[p].sum() for p in parts]),
        np.stack([np.einsum("n,na->a", w[p], coarse[p]) for p in parts]),
        np.stack([np.einsum("n,na->a", w[p], fine[p]) for p in parts]),
        products(coarse),
        products(fine),
    )


def covariances(sums: Moments, multiplicity: Floats) -> tuple[Floats, Floats]:
    """Return A and B of unions of blocks, (..., n, n) for multiplicities (..., blocks)."""
    norm = (multiplicity @ sums.weight)[..., None]
    coarse, fine = multiplicity @ sums.coarse / norm, multiplicity @ sums.fine / norm

    def connected(products: Floats, other: Floats) -> Floats:
        mean = np.tensordot(multiplicity, products, axes=1) / norm[..., None]
        return np.asarray(mean - coarse[..., :, None] * other[..., None, :])

    return connected(sums.coarse_coarse, coarse), connected(sums.coarse_fine, fine)


def leading_eigenvalue(A: Floats, B: Floats) -> Floats:
    """Return the eigenvalue of largest modulus of A^-1 B, (...) for matrices (..., n, n).

    NaN if A is singular or the eigenvalue is one of a complex pair.
    """
    scale = np.sqrt(np.maximum(np.einsum("...aa->...a", A), 0.0))
    units = scale[..., :, None] * scale[..., None, :]
    size = A.shape[-1]
    regular = (scale > 0).all(axis=-1)
    correlation = np.where(regular[..., None, None], A, np.eye(size))
    units = np.where(regular[..., None, None], units, 1.0)
    correlation = correlation / units
    regular &= np.linalg.eigvalsh(correlation)[..., 0] > _SINGULAR
    correlation = np.where(regular[..., None, None], correlation, np.eye(size))
    # the units change T by a similarity, which leaves its eigenvalues
    values = np.linalg.eigvals(np.linalg.solve(correlation, B / units)).astype(complex)
    largest = np.abs(values).argmax(axis=-1)
    value = np.take_along_axis(values, largest[..., None], axis=-1)[..., 0]
    return np.where(regular & (value.imag == 0), value.real, np.nan)


def leading(coarse: Floats, fine: Floats, b: float, blocks: int, level: float = 0.95) -> Leading:
    """Leading eigenvalues and exponents of the first 1 ... n operators, jackknife errors.

    Parameters
    ----------
    coarse, fine : (n, operators) float64
        Operators of one parity, of the coarse and of the fine lattice of every configuration.
    b : float
        How many times smaller the coarse lattice is.
    blocks : int
        Blocks of neighbouring configurations that the jackknife leaves out one by one.
    level : float
        Coverage of the intervals.

    Raises
    ------
    ParameterError
        As of :func:`moments`, with fewer than two blocks, or if b is not above 1.
    """
    if not b > 1:
        raise ParameterError(f"a coarse lattice {b:g} times smaller than the fine one")
    sums = moments(coarse, fine, blocks)
    values = _by_number(*covariances(sums, np.ones(blocks)))
    replicates = _by_number(*covariances(sums, jackknife_weights(blocks)))
    return Leading(
        jackknife(values, replicates, level),
        jackknife(_exponent(values, b), _exponent(replicates, b), level),
    )


def _by_number(A: Floats, B: Floats) -> Floats:
    """Leading eigenvalues of the first 1 ... n operators, (..., n)."""
    numbers = range(1, A.shape[-1] + 1)
    return np.stack([leading_eigenvalue(A[..., :k, :k], B[..., :k, :k]) for k in numbers], axis=-1)


def _exponent(eigenvalue: Floats, b: float) -> NDArray[np.float64]:
    """Return y = ln(eigenvalue) / ln(b), NaN unless the eigenvalue is positive."""
    positive = eigenvalue > 0
    return np.where(positive, np.log(np.where(positive, eigenvalue, 1.0)) / np.log(b), np.nan)
