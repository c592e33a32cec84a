"""The sets of files that figures and claims can ask for, by name, and the contract of each."""

from collections.abc import Mapping

from rgflow.contracts.assess_rbm import ASSESS
from rgflow.contracts.correlate import CORRELATE
from rgflow.contracts.exact import EXACT
from rgflow.contracts.fit import FIT
from rgflow.contracts.machines import MACHINES
from rgflow.contracts.measure import MEASURE_CLASSES
from rgflow.contracts.read_temperature import READ
from rgflow.contracts.sample import SAMPLE
from rgflow.contracts.schema import Contract
from rgflow.contracts.train_probe import PROBE
from rgflow.contracts.train_rbm import RBM

SELECTIONS: Mapping[str, Contract] = {
    "flow_fits": FIT,
    "flow_measures": MEASURE_CLASSES,
    "sample_fits": FIT,
    "sample_measures": MEASURE_CLASSES,
    "exact": EXACT,
    "thermometers": PROBE,
    "flow_assessments": ASSESS,
    "scan_assessments": ASSESS,
    "trained": RBM,
    "rg_maps": CORRELATE,
    "machine_maps": CORRELATE,
    "noise_map": CORRELATE,
    "checkerboard_maps": CORRELATE,
    "rg_temperatures": READ,
    "stack_temperatures": READ,
    "critical_samples": SAMPLE,
    "control_fits": FIT,
    "control_measures": MEASURE_CLASSES,
    "control_maps": CORRELATE,
    "control_temperatures": READ,
    "machines": MACHINES,
}
"""Two-point sums, nearly all of a file of measured flows, are left unread."""
