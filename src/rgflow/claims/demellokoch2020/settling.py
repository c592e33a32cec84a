"""C4: where the RBM flow settles."""

from collections.abc import Sequence

import numpy as np
import xarray

from rgflow.analysis.inputs import Inputs, choose
from rgflow.analysis.pick import counts, from_roles, last_length, mean_class, of_source
from rgflow.analysis.quantity import Quantity, across, over_seeds
from rgflow.claims.demellokoch2020.flow_readings import flow_readings
from rgflow.config.temperatures import T_CRITICAL, label
from rgflow.contracts.assess_rbm import ASSESS
from rgflow.contracts.measure import MEASURE_CLASSES
from rgflow.ledger.claim import Claim, Reading
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import Finding, every, near
from rgflow.models.base.law import law
from rgflow.thermometers.energy import energy_temperature

RESOLUTION = 0.1
"""Spacing of the thermometer's classes (J/k_B): what "at T_c" can mean at best."""
COLD, HOT = (0.0, 1.0), (4.0, np.inf)
"""Ranges of start temperatures (J/k_B) that stand for "from any start"."""

HOTTEST = 100.0
"""What stands for an energy of zero or more, which no temperature has (J/k_B)."""

_ALL = "mean class of all configurations"
_SHARE = "share of trainings whose mean class is T_c"
_COLD = "energy temperature of starts at T ≤ 1"
_HOT = "energy temperature of starts at T ≥ 4"
_SETTLED = "energy temperature of the settled flow"
_CONTROLS = ("samples_measure", "control_measure")


def readings(inputs: Inputs) -> list[Reading]:
    """Return the readings of C4: the fit's choices do not matter, what is trained on what does."""
    flows = flow_readings(
        inputs.get("measure", ()), from_roles(inputs, _CONTROLS), ("kind", "thermometer")
    )
    scanned = {_training(file): str(file.attrs["machine"]) for file in inputs.get("scan", ())}
    return flows + [
        Reading(f"CD-1, sampled; {name}", "neighbour", {"machine": machine})
        for name, machine in scanned.items()
    ]


def measure(inputs: Inputs, reading: Reading) -> Evidence:
    """Return the temperature of the longest flow: all, and of cold and hot starts by energy."""
    if "machine" in reading.choices:
        return Evidence((_settled(inputs["scan"], reading["machine"]),))
    files = of_source(from_roles(inputs, ("measure", *_CONTROLS)), reading["source"])
    size = int(inputs["measure"][0].attrs["L"])
    files = [file for file in files if int(file.attrs["L"]) == size]
    read = [_read(file, reading) for file in files]
    hot, cold = (_by_energy(files, reading["kind"], span) for span in (HOT, COLD))
    numbers = [
        across(name, values, units="J/k_B", paper=T_CRITICAL)
        for name, values in ((_ALL, read), (_COLD, cold), (_HOT, hot))
    ]
    ending = [abs(value - T_CRITICAL) <= RESOLUTION for value, _ in read]
    # Seeds may have two peaks with a mean between them; this counts the peak at T_c, undecided.
    return Evidence((*numbers, Quantity(_SHARE, float(np.mean(ending)), np.nan, paper=1.0)))


def judge(evidence: Evidence) -> Finding:
    """Judge whether every temperature agrees with T_c within the thermometer's resolution."""
    temperatures = [number for number in evidence.quantities if number.name != _SHARE]
    return every([near(number, T_CRITICAL, RESOLUTION) for number in temperatures])


def _training(file: xarray.Dataset) -> str:
    """Return what sets the machine of a scan apart, in words."""
    coldest, hottest = (label(float(file.attrs[end])) for end in ("coldest", "hottest"))
    trained = coldest if coldest == hottest else f"{coldest} to {hottest}"
    return f"{file.attrs['hidden']} hidden units, trained on T = {trained}"


def _settled(files: Sequence[xarray.Dataset], machine: str) -> Quantity:
    """Return where the sampled flow of one machine of a scan ends after its whole training."""
    ends = [
        float(file["settled_temperature"][-1]) for file in files if file.attrs["machine"] == machine
    ]
    return over_seeds(_SETTLED, ends, units="J/k_B", paper=T_CRITICAL)


def _read(file: xarray.Dataset, reading: Reading) -> tuple[float, float]:
    place = {"kind": reading["kind"], "length": last_length(file)}
    number = counts(file, {**place, "thermometer": reading["thermometer"]}).sum(axis=-1)
    return mean_class(file, number)


def _by_energy(
    files: Sequence[xarray.Dataset], kind: str, span: tuple[float, float]
) -> list[tuple[float, float]]:
    """Return the temperature that has the mean energy of a range of starts, and its error."""
    energies = np.array([_mean_energy(file, kind, span) for file in files])
    model = law(str(files[0].attrs["model"]))
    matched = energy_temperature(model, int(files[0].attrs["L"]), energies[:, 0], energies[:, 1])
    # At the ends of the scale the temperature is a bound, far from T_c whatever its error.
    temperature = np.minimum(matched.temperature, HOTTEST)
    error = np.nan_to_num(matched.standard_error, posinf=0.0)
    return list(zip(temperature.tolist(), error.tolist(), strict=True))


def _mean_energy(file: xarray.Dataset, kind: str, span: tuple[float, float]) -> tuple[float, float]:
    """Return the mean energy per site of a range of starts, with the spread of blocks as error."""
    place = {"kind": kind, "length": last_length(file), "thermometer": "start"}
    sums = choose(file[["sum_energy", "count", "temperature"]], place)
    started = (sums["temperature"].values >= span[0]) & (sums["temperature"].values <= span[1])
    total = sums["sum_energy"].values[started].sum(axis=0)
    number = sums["count"].values[started].sum(axis=0)
    filled = number > 0
    if filled.sum() < 2:
        return np.nan, np.nan
    scatter = (total[filled] / number[filled]).std(ddof=1) / np.sqrt(filled.sum())
    return float(total.sum() / number.sum()), float(scatter)


C4 = Claim(
    number="C4",
    statement="Whatever configuration it starts from, the RBM flow ends at the critical "
    "temperature.",
    section="III",
    figures=("04", "b1", "b4", "b7"),
    roles={
        "measure": MEASURE_CLASSES,
        "samples_measure": MEASURE_CLASSES,
        "control_measure": MEASURE_CLASSES,
        "scan": ASSESS,
    },
    rule="After 26 steps (or the longest flow run) three temperatures agree with T_c = 2.2692 "
    f"within {RESOLUTION} J/k_B, the spacing of the thermometer's classes: the mean class of all "
    "configurations, and the energy-matched temperatures of the flows that started cold (T ≤ 1) "
    "and hot (T ≥ 4). Of machines with other hidden units or training temperatures, the "
    "energy-matched temperature of the settled flow.",
    readings=readings,
    measure=measure,
    judge=judge,
)
