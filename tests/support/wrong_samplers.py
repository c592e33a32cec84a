"""Small Metropolis samplers in numpy, right and wrong, of all chains at once."""

import numpy as np
from numpy.typing import NDArray

NEIGHBOURS = ((0, 1), (0, -1), (1, 0), (-1, 0))


def metropolis(
    L: int,
    T: float,
    steps: int,
    rng: np.random.Generator,
    *,
    chains: int = 1,
    burn_in: int = 200,
    cold: bool = True,
    shared: bool = False,
    twice: tuple[int, int] | None = None,
    zero_one: bool = False,
) -> NDArray[np.int8]:
    """Configurations (chains, steps, L, L), one a sweep, of a sequential Metropolis sampler.

    Parameters
    ----------
    shared : bool
        All chains use the same random numbers.
    twice : displacement, optional
        A neighbour that is counted twice.
    zero_one : bool
        The energy is taken of (1 + s) / 2.
    """
    start = np.ones((chains, L, L)) if cold else rng.choice([-1.0, 1.0], (chains, L, L))
    s, kept = start, np.empty((chains, steps, L, L), np.int8)
    pairs = (*NEIGHBOURS, twice) if twice else NEIGHBOURS
    for sweep in range(-burn_in, steps):
        random = rng.random((L, L, 1 if shared else chains))
        for y in range(L):
            for x in range(L):
                near = [s[:, (y + dy) % L, (x + dx) % L] for dy, dx in pairs]
                if zero_one:
                    cost = s[:, y, x] * sum((1 + value) / 2 for value in near)
                else:
                    cost = 2 * s[:, y, x] * sum(near)
                # never certain: a sweep that makes every free flip is caught between few states
                flips = random[y, x] < np.minimum(0.99, np.exp(-cost / T))
                s[:, y, x] = np.where(flips, -s[:, y, x], s[:, y, x])
        if sweep >= 0:
            kept[:, sweep] = s
    return kept
