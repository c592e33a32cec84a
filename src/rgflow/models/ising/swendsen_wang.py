"""Swendsen-Wang cluster update: the readable reference that the fast samplers are tested against.

R. H. Swendsen and J.-S. Wang, Phys. Rev. Lett. 58, 86 (1987). Every bond between equal spins is
activated with probability 1 - exp(-2/T); every cluster of sites joined by active bonds then gets
a new common spin, +1 or -1 with probability 1/2. Works at any L and any T > 0.
"""

import numpy as np
from numpy.typing import NDArray

from rgflow.compiled import njit
from rgflow.models.base.arguments import magnetization
from rgflow.models.ising.hamiltonian import energy


class SwendsenWangEnsemble:
    """Independent chains of the Swendsen-Wang update, started from all spins up.

    Parameters
    ----------
    L : int
        Sites a side, >= 2.
    T : float
        Temperature, > 0.
    rng : np.random.Generator
        Source of all random numbers.
    chains : int
        Number of chains.
    """

    def __init__(self, L: int, T: float, rng: np.random.Generator, chains: int) -> None:
        self.chains = chains
        self._rng = rng
        self._activation = -np.expm1(-2.0 / T)
        self._spins = np.ones((chains, L, L), np.int8)

    def advance(self, steps: int) -> None:
        """Renew every cluster of every chain `steps` times."""
        _, L, _ = self._spins.shape
        for _ in range(steps):
            for spins in self._spins:
                open_bonds = self._rng.random((2, L, L)) < self._activation
                coins = 2 * self._rng.integers(0, 2, size=(L, L), dtype=np.int8) - 1
                renew_clusters(spins, open_bonds, coins)

    def count(self, broken: NDArray[np.int64], up: NDArray[np.int64]) -> None:
        """Count broken bonds and up spins of the first chains, both int64 (<= chains,)."""
        spins = self._spins[: len(up)]
        sites = spins[0].size
        broken[:] = sites + energy(spins) // 2
        up[:] = (sites + magnetization(spins)) // 2

    def write(self, spins: NDArray[np.int8], flip: NDArray[np.bool_]) -> None:
        """Write the first chains into `spins`, int8 (n, L, L), reversed where `flip`, bool (n,)."""
        spins[:] = self._spins[: len(spins)]
        spins[flip] *= np.int8(-1)


@njit()
def renew_clusters(
    spins: NDArray[np.int8], open_bonds: NDArray[np.bool_], coins: NDArray[np.int8]
) -> None:
    """Give each cluster of one configuration the spin of its root's coin, in place.

    Parameters
    ----------
    spins : int8 array (L, L)
        Configuration, changed in place.
    open_bonds : bool array (2, L, L)
        Bonds to the right and to the site below that are activated if their spins are equal.
    coins : int8 array (L, L)
        +1 or -1 for every site; a cluster takes the coin of its root.
    """
    L = len(spins)
    root = np.arange(L * L)
    for y in range(L):
        for x in range(L):
            right, below = (x + 1) % L, (y + 1) % L
            if open_bonds[0, y, x] and spins[y, x] == spins[y, right]:
                _join(root, y * L + x, y * L + right)
            if open_bonds[1, y, x] and spins[y, x] == spins[below, x]:
                _join(root, y * L + x, below * L + x)
    for y in range(L):
        for x in range(L):
            top = _find(root, y * L + x)
            spins[y, x] = coins[top // L, top % L]


@njit()
def _find(root: NDArray[np.int64], site: int) -> int:
    while root[site] != site:
        root[site] = root[root[site]]  # halving the path keeps later searches short
        site = root[site]
    return site


@njit()
def _join(root: NDArray[np.int64], a: int, b: int) -> None:
    a, b = _find(root, a), _find(root, b)
    root[max(a, b)] = min(a, b)
