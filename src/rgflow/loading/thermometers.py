"""Reading temperature classes with the trained and with the exact thermometer."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import DataError
from rgflow.models.base.law import law
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
    model = law(str(thermometer.attrs["model"]))
    names = ("weights_hidden", "bias_hidden", "weights_output", "bias_output")
    return {
        "mlp": classify(Probe(*(thermometer[name] for name in names)), spins),
        "exact": classify_by_energy(model, model.energy(spins), L, thermometer["temperature"]),
    }
