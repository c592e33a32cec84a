"""C4: where the RBM flow settles."""

from collections.abc import Iterator

import numpy as np
import xarray

from rgflow.analysis.aggregate import mean_class
from rgflow.analysis.inputs import Inputs, choose
from rgflow.analysis.pick import counts, flow_length, matching
from rgflow.analysis.quantity import Measurand, Quantity, across, over_seeds
from rgflow.analysis.roles import by_machine
from rgflow.claims.demellokoch2020 import paper
from rgflow.claims.demellokoch2020.flow_readings import Files, files_of_reading, flow_readings
from rgflow.claims.demellokoch2020.naming import distinct, titles
from rgflow.config.temperatures import T_CRITICAL, label
from rgflow.ledger.claim import Claim, Reading
from rgflow.ledger.evidence import Evidence
from rgflow.ledger.rules import Finding, every, near
from rgflow.models.base.law import law
from rgflow.thermometers.energy import energy_temperature

NEEDS = {
    "C4": {
        "measure": "flow_measures",
        "samples_measure": "sample_measures",
        "control_measure": "control_measures",
        "scan": "scan_assessments",
    }
}
OPTIONAL = {"C4": {"samples_measure", "control_measure", "scan"}}
RESOLUTION = 0.1
"""Spacing of the thermometer's classes (J/k_B): what "at T_c" can mean at best."""
COLD, HOT = (0.0, 1.0), (4.0, np.inf)
"""Ranges of start temperatures (J/k_B) that stand for "from any start"."""

HOTTEST = 100.0
"""What stands for an energy of zero or more, which no temperature has (J/k_B)."""

_ALL = Measurand("mean_class", "mean class of all configurations", "J/k_B", T_CRITICAL)
_COLD = Measurand("cold_temperature", "energy temperature of starts at T ≤ 1", "J/k_B", T_CRITICAL)
_HOT = Measurand("hot_temperature", "energy temperature of starts at T ≥ 4", "J/k_B", T_CRITICAL)
_SHARE = Measurand("share_at_critical", "share of trainings whose mean class is T_c", paper=1.0)
_SETTLED = Measurand(
    "settled_temperature", "energy temperature of the settled flow", "J/k_B", T_CRITICAL
)
_TEMPERATURES = (_ALL, _COLD, _HOT, _SETTLED)
_OTHERS = ("samples_measure", "control_measure")


def readings(inputs: Inputs) -> list[Reading]:
    """Return the readings of C4: the fit's choices do not matter, what is trained on what does."""
    varied = ("flow", "thermometer")
    flows = flow_readings(inputs, "measure", _OTHERS, varied, windows=False)
    return [*flows, *distinct(list(_scan_readings(inputs)))]


def _scan_readings(inputs: Inputs) -> Iterator[Reading]:
    """Yield a neighbouring reading for each machine of a scan, named by what sets it apart."""
    machines = by_machine(paper.files_of(inputs, "scan"))
    called = titles(files[0] for files in machines.values())
    for machine, files in machines.items():
        varied = str(files[0].attrs["variant_of"])
        name = f"{called[varied if varied in called else machine]}; {_training(files[0])}"
        yield Reading(name, "neighbour", {"machine": machine, "scan": True})


def measure(inputs: Inputs, reading: Reading) -> Evidence:
    """Return the temperature of the longest flow: all, and of cold and hot starts by energy."""
    if "scan" in reading.choices:
        files = matching(paper.files_of(inputs, "scan"), machine=reading["machine"])
        return Evidence((_settled(files),))
    files = files_of_reading(inputs, reading, "measure", *_OTHERS)
    read = [_read(file, reading) for file in files]
    hot, cold = (_by_energy(files, reading["flow"], span) for span in (HOT, COLD))
    numbers = [across(of, values) for of, values in ((_ALL, read), (_COLD, cold), (_HOT, hot))]
    ending = [abs(value - T_CRITICAL) <= RESOLUTION for value, _ in read]
    # Seeds may have two peaks with a mean between them; this counts the peak at T_c, undecided.
    return Evidence((*numbers, Quantity(_SHARE, float(np.mean(ending)), np.nan)))


def judge(evidence: Evidence) -> Finding:
    """Judge whether every temperature agrees with T_c within the thermometer's resolution."""
    return every(
        [
            near(number, T_CRITICAL, RESOLUTION)
            for of in _TEMPERATURES
            for number in evidence.all(of.key)
        ]
    )


def _training(file: xarray.Dataset) -> str:
    """Return what sets the machine of a scan apart, in words."""
    coldest, hottest = (label(float(file.attrs[end])) for end in ("coldest", "hottest"))
    trained = coldest if coldest == hottest else f"{coldest} to {hottest}"
    return f"{file.attrs['hidden']} hidden units, trained on T = {trained}"


def _settled(files: Files) -> Quantity:
    """Return where the sampled flow of one machine of a scan ends after its whole training."""
    return over_seeds(_SETTLED, [float(file["settled_temperature"][-1]) for file in files])


def _read(file: xarray.Dataset, reading: Reading) -> tuple[float, float]:
    place = {"kind": reading["flow"], "length": flow_length(file, paper.FLOW_LENGTH)}
    number = counts(file, {**place, "thermometer": reading["thermometer"]}).sum(axis=-1)
    return mean_class(file, number)


def _by_energy(files: Files, flow: str, span: tuple[float, float]) -> list[tuple[float, float]]:
    """Return the temperature that has the mean energy of a range of starts, and its error."""
    energies = np.array([_mean_energy(file, flow, span) for file in files])
    model = law(str(files[0].attrs["model"]))
    matched = energy_temperature(model, int(files[0].attrs["L"]), energies[:, 0], energies[:, 1])
    # At the ends of the scale the temperature is a bound, far from T_c whatever its error.
    temperature = np.minimum(matched.temperature, HOTTEST)
    error = np.nan_to_num(matched.standard_error, posinf=0.0)
    return list(zip(temperature.tolist(), error.tolist(), strict=True))


def _mean_energy(file: xarray.Dataset, flow: str, span: tuple[float, float]) -> tuple[float, float]:
    """Return the mean energy per site of a range of starts, with the spread of blocks as error."""
    place = {"kind": flow, "length": flow_length(file, paper.FLOW_LENGTH)}
    wanted = file[["sum_energy", "count", "temperature"]]
    sums = choose(wanted, {**place, "thermometer": "start"})
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
    needs=NEEDS["C4"],
    optional=OPTIONAL["C4"],
    rule="After 26 steps (or the longest flow run) three temperatures agree with T_c = 2.2692 "
    f"within {RESOLUTION} J/k_B, the spacing of the thermometer's classes: the mean class of all "
    "configurations, and the energy-matched temperatures of the flows that started cold (T ≤ 1) "
    "and hot (T ≥ 4). Of machines with other hidden units or training temperatures, the "
    "energy-matched temperature of the settled flow.",
    readings=readings,
    measure=measure,
    judge=judge,
)
