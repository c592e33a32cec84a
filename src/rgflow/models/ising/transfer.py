"""Exact moments and two-point functions of lattices up to L = 12 by transfer matrix.

With row states s, t and K = 1/T the symmetric transfer matrix is

    V(s, t) = w(s)^(1/2) exp(-2K broken(s, t)) w(t)^(1/2),      Z = Tr V^L,

relative to the ground state. V commutes with the flip of all spins, so it is diagonalised in the
even and the odd sector; a spin connects the two sectors, a bond stays inside one.
"""

from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import ParameterError
from rgflow.models.base.arguments import validate_temperature
from rgflow.models.base.exact import EnergyForm, Moments
from rgflow.models.ising.row_states import couple_rows, orbits, row_spins, row_weight, validate_row


def magnetization_distribution(L: int, T: float) -> NDArray[np.float64]:
    """Exact probability of every magnetization, ``P[k]`` for k spins up, shape (L*L + 1,).

    The first row is fixed to one state of each symmetry class in turn. The weights of a later
    row's states, resolved by the number of spins up, are followed from it half way around the
    torus; by reflection they also hold for the other half, and the halves are joined there.

    Raises
    ------
    ParameterError
        If `L` is not in 2 .. 12 or `T` is negative or not finite.
    """
    L, T = validate_row(L), validate_temperature(T)
    up = np.zeros(L * L + 1)
    if T == 0:
        up[[0, -1]] = 0.5
        return up
    K = 1.0 / T
    ups_in_row = (L + row_spins(L).sum(axis=1, dtype=np.int64)) // 2
    weight = row_weight(L, K)
    for first, size in zip(*orbits(L), strict=True):
        by_ups = np.zeros((ups_in_row[first] + 1, 2**L))
        by_ups[-1, first] = weight[first]
        for _ in range(L // 2):
            half = couple_rows(by_ups, K)
            by_ups = _with_row(half, weight, ups_in_row)
        other = half if L % 2 == 0 else couple_rows(by_ups, K)
        joined = by_ups @ other.T / weight[first]  # both halves start with the first row
        sums = _antidiagonal_sums(joined)[ups_in_row[first] :]
        up[: len(sums)] += size * sums
    up += up[::-1]  # a class holds a state and its flip
    return np.asarray(up / up.sum())


def _with_row(
    coupled: NDArray[np.float64], weight: NDArray[np.float64], ups_in_row: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Take a row into the sums (k, 2^L) that were coupled to it: its weight and its spins up."""
    L = int(ups_in_row.max())
    result = np.zeros((len(coupled) + L, len(weight)))
    for k in range(L + 1):
        states = ups_in_row == k
        result[k : k + len(coupled), states] = coupled[:, states] * weight[states]
    return result


def _antidiagonal_sums(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum of ``matrix[i, j]`` over i + j = k, (rows + columns - 1,)."""
    rows, columns = np.indices(matrix.shape)
    return np.asarray(np.bincount((rows + columns).ravel(), matrix.ravel()), np.float64)


def exact_moments(L: int, T: float) -> Moments:
    """Exact <|m|>, <m^2>, <m^4> and ``U4 = 1 - <m^4> / (3 <m^2>^2)``.

    Raises
    ------
    ParameterError
        If `L` is not in 2 .. 12 or `T` is negative or not finite.
    """
    p = magnetization_distribution(L, T)
    m = np.linspace(-1, 1, len(p))
    m2, m4 = float(p @ m**2), float(p @ m**4)
    return Moments(float(p @ np.abs(m)), m2, m4, 1 - m4 / (3 * m2**2))


def exact_two_point(L: int, T: float) -> NDArray[np.float64]:
    """Exact <s(0,0) s(y,x)> for every displacement, shape (L, L), axes (y, x).

    Raises
    ------
    ParameterError
        If `L` is not in 2 .. 12 or `T` is negative or not finite.
    """
    L, T = validate_row(L), validate_temperature(T)
    if T == 0:
        return np.ones((L, L))
    sectors = _sectors(L, T)
    spin = sectors.spin_elements
    even, odd = sectors.even, sectors.odd
    result = np.empty((L, L))
    for x in range(L):
        pair = spin[0] * spin[x]
        result[:, x] = _rows_apart(pair, even, odd, L) + _rows_apart(pair.T, odd, even, L)
    return result / sectors.partition


def exact_energy_two_point(L: int, T: float, form: EnergyForm = "bond") -> NDArray[np.float64]:
    """Exact <eps(0,0) eps(y,x)> for every displacement, nothing subtracted, shape (L, L).

    Parameters
    ----------
    L, T : int and float
        Lattice size, 2 .. 12, and temperature >= 0.
    form : {"bond", "neighbours"}
        ``eps(x) = s(x) s(x + e1)`` with e1 along x, or s(x) times the sum of its four
        neighbours. Their means are -u/2 and -2u with Kaufman's energy u.

    Raises
    ------
    ParameterError
        If `L`, `T` or `form` is out of range.
    """
    L, T = validate_row(L), validate_temperature(T)
    if form not in ("bond", "neighbours"):
        raise ParameterError(f"form {form!r}", remedy='choose "bond" or "neighbours"')
    if T == 0:
        return np.full((L, L), 1.0 if form == "bond" else 16.0)
    sectors = _sectors(L, T)
    along = _horizontal(sectors, L)
    if form == "bond":
        return along.copy()
    across = _mixed(sectors, L)  # <h(0) v(y,x)>, h along x and v along y
    reversed_across = np.roll(across[::-1, ::-1], 1, axis=(0, 1))  # <v(0) h(y,x)>
    x, y = 1, 0  # axes of the displacement
    return (
        _both_ends(along, x, x)
        + _both_ends(along.T, y, y)
        + _both_ends(across, x, y)
        + _both_ends(reversed_across, y, x)
    )


class _Sectors:
    """Spectrum of V in the even and the odd sector.

    Basis states are the rows with the last spin down, ``(|s> +- |flipped s>) / sqrt 2``.
    """

    def __init__(self, L: int, T: float) -> None:
        K = 1.0 / T
        half = 2 ** (L - 1)
        root = np.sqrt(row_weight(L, K))
        matrix = root[:, None] * couple_rows(np.eye(2**L), K) * root
        direct, flipped = matrix[:half, :half], matrix[:half, : half - 1 : -1]
        self.even, self._even_vectors = np.linalg.eigh(direct + flipped)
        self.odd, self._odd_vectors = np.linalg.eigh(direct - flipped)
        scale = self.even[-1]
        self.even, self.odd = self.even / scale, self.odd / scale
        self.spins = row_spins(L)[:half].astype(np.float64)
        self.partition = float(np.sum(self.even**L) + np.sum(self.odd**L))

    @cached_property
    def spin_elements(self) -> list[NDArray[np.float64]]:
        """Matrix elements <even| s(x) |odd> of the spin at each x of a row."""
        return [np.asarray((self._even_vectors.T * s) @ self._odd_vectors) for s in self.spins.T]

    def within(self, operator: NDArray[np.float64]) -> list[NDArray[np.float64]]:
        """Return <even| operator |even> and <odd| operator |odd> of one even under the flip."""
        return [
            np.asarray((vectors.T * operator) @ vectors)
            for vectors in (self._even_vectors, self._odd_vectors)
        ]


@lru_cache(maxsize=1)
def _sectors(L: int, T: float) -> _Sectors:
    """Return the sectors, kept for the next two-point function of the same lattice."""
    return _Sectors(L, T)


def _rows_apart(
    pair: NDArray[np.float64], a: NDArray[np.float64], b: NDArray[np.float64], total: int
) -> NDArray[np.float64]:
    """Sum ``a[i]^y pair[i, j] b[j]^(total - y)`` over i, j for every distance y of two rows."""
    rows = np.arange(len(a).bit_length())[:, None]  # 2^(L - 1) states a sector
    return np.asarray(((a**rows @ pair) * b ** (total - rows)).sum(axis=1))


@lru_cache(maxsize=1)
def _horizontal(sectors: _Sectors, L: int) -> NDArray[np.float64]:
    """<h(0,0) h(y,x)> with h the bond along x."""
    bonds = [sectors.within(sectors.spins[:, x] * sectors.spins[:, (x + 1) % L]) for x in range(L)]
    result = np.zeros((L, L))
    for sector, spectrum in enumerate((sectors.even, sectors.odd)):
        for x in range(L):
            pair = bonds[0][sector] * bonds[x][sector]
            result[:, x] += _rows_apart(pair, spectrum, spectrum, L)
    return result / sectors.partition


def _mixed(sectors: _Sectors, L: int) -> NDArray[np.float64]:
    """<h(0,0) v(y,x)> with v(y,x) = s(y,x) s(y+1,x), the operator s V s between two rows."""
    bond = sectors.within(sectors.spins[:, 0] * sectors.spins[:, 1])
    result = np.zeros((L, L))
    for x in range(L):
        spin = sectors.spin_elements[x]
        steps = ((spin * sectors.odd) @ spin.T, (spin.T * sectors.even) @ spin)
        for sector, spectrum in enumerate((sectors.even, sectors.odd)):
            pair = bond[sector] * steps[sector]
            result[:, x] += _rows_apart(pair, spectrum, spectrum, L - 1)
    return result / sectors.partition


def _both_ends(function: NDArray[np.float64], here: int, there: int) -> NDArray[np.float64]:
    """Sum of <a(0) b(r)> over the two bonds of a site along axis `here`, and of r along `there`.

    The bonds of a site along one axis start at the site and one step before it.
    """
    first = function + np.roll(function, -1, axis=here)
    return np.asarray(first + np.roll(first, 1, axis=there))
