"""What kind of file each selection holds that figures and claims ask for by name.

The plan of an experiment knows the files. Contracts are named here and imported when a file is
read: editing one redraws only the figures that read it.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, cast

from rgflow.errors import ParameterError

if TYPE_CHECKING:
    from rgflow.contracts.schema import Contract

CONTRACTS: Mapping[str, str] = {
    "machines": "machines.MACHINES",
    "thermometers": "train_probe.PROBE",
    "exact": "exact.EXACT",
    "critical_samples": "sample.SAMPLE",
    "sample_measures": "measure.MEASURE_CLASSES",
    "sample_fits": "fit.FIT",
    "trained": "train_rbm.RBM",
    "flow_assessments": "assess_rbm.ASSESS",
    "scan_assessments": "assess_rbm.ASSESS",
    "flow_measures": "measure.MEASURE_CLASSES",
    "flow_fits": "fit.FIT",
    "control_measures": "measure.MEASURE_CLASSES",
    "control_fits": "fit.FIT",
    "rg_maps": "correlate.CORRELATE",
    "machine_maps": "correlate.CORRELATE",
    "control_maps": "correlate.CORRELATE",
    "noise_map": "correlate.CORRELATE",
    "checkerboard_maps": "correlate.CORRELATE",
    "rg_temperatures": "read_temperature.READ",
    "stack_temperatures": "read_temperature.READ",
    "control_temperatures": "read_temperature.READ",
    "mcrg": "mcrg.MCRG",
    "control_mcrg": "mcrg.MCRG",
    "specifications": "multiverse.MULTIVERSE",
}
"""Module and name of the contract of the files of each selection."""


def contract(selection: str) -> "Contract":
    """Return the contract of the files of a selection.

    Raises
    ------
    ParameterError
        If there is no selection of that name.
    """
    if selection not in CONTRACTS:
        raise ParameterError(
            f"there is no selection of files '{selection}'",
            remedy=f"choose one of {', '.join(CONTRACTS)}",
        )
    module, name = CONTRACTS[selection].split(".")
    return cast("Contract", getattr(import_module(f"rgflow.contracts.{module}"), name))


def module_of(selection: str) -> str:
    """Return the module of the contract of a selection, for a code map."""
    return f"rgflow.contracts.{CONTRACTS[selection].split('.')[0]}"
