"""Reading temperature classes with the trained and with the exact thermometer."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import DataError
from rgflow.observables.energy import energy_per_site
from rgflow.store import Dataset
from rgflow.thermometers.exact import classify_by_energy
from rgflow.thermometers.mlp import Probe, classify


def read_classes(thermometer: Dataset, spins: NDArray[Any]) -> dict[str, NDArray[np.int64]]:
    """Return the class of each configuration (n, L, L) by thermometer: ``mlp`` and ``exact``.

    Raises
    ------
    DataError
        If the thermometer is for another lattice size.
    """
    L = int(thermometer.attrs["L"])
    if spins.shape[1] != L:
        raise DataError(
            f"the thermometer is for L={L}, the configurations have L={spins.shape[1]}",
            remedy="give the thermometer of the configurations' size",
        )
    energy = energy_per_site(spins) * L**2
    names = ("weights_hidden", "bias_hidden", "weights_output", "bias_output")
    return {
        "mlp": classify(Probe(*(thermometer[name] for name in names)), spins),
        "exact": classify_by_energy(energy, L, thermometer["temperature"]),
    }
