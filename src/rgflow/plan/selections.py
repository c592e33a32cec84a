"""The files that figures and claims ask for by name."""

from collections.abc import Callable, Mapping

from rgflow import paths
from rgflow.config.temperatures import T_CRITICAL, labels
from rgflow.plan.files import Files


def _exact(files: Files) -> list[str]:
    return files.made(paths.EXACT, lattice=[one.label for one in files.experiment.measured])


def _samples(pattern: str) -> Callable[[Files], list[str]]:
    return lambda files: files.made(
        pattern, lattice=[one.label for one in files.experiment.measured]
    )


def _critical_samples(files: Files) -> list[str]:
    """Return configurations at T_c of all lattices with maps."""
    experiment = files.experiment
    mapped = [name for name in experiment.machines if experiment.maps(name)]
    lattices = dict.fromkeys(experiment.lattice(name) for name in mapped)
    wanted = [
        lattice for lattice in lattices if (lattice, *labels([T_CRITICAL])) in experiment.samples
    ]
    return [file for lattice in wanted for file in files.sample(lattice, T_CRITICAL)]


def _machine_maps(files: Files) -> list[str]:
    return [
        file
        for machine in files.experiment.machines
        for lower, upper in files.experiment.maps(machine)
        for file in files.of_machines(paths.CORRELATE_RBM, [machine], lower=lower, upper=upper)
    ]


def _stack_temperatures(files: Files) -> list[str]:
    return [
        file
        for machine in files.experiment.machines
        for T in labels(files.experiment.inputs(machine))
        for file in files.of_machines(paths.READ_STACK, [machine], T=T)
    ]


def _checkerboards(files: Files) -> list[str]:
    blocks = files.experiment.config.correlate.checkerboards
    return files.made(paths.CORRELATE_PATTERN, pattern=[f"checkerboard{block}" for block in blocks])


SELECTIONS: Mapping[str, Callable[[Files], list[str]]] = {
    "machines": lambda files: files.made(paths.MACHINES),
    "flow_fits": lambda files: files.of_machines(paths.FIT_FLOW, files.experiment.flowing),
    "flow_measures": lambda files: files.of_machines(paths.MEASURE_FLOW, files.experiment.flowing),
    "sample_fits": _samples(paths.FIT_SAMPLES),
    "sample_measures": _samples(paths.MEASURE_SAMPLES),
    "exact": _exact,
    "thermometers": lambda files: files.probe(*files.experiment.thermometers),
    "flow_assessments": lambda files: files.of_machines(paths.ASSESS, files.experiment.flowing),
    "scan_assessments": lambda files: files.of_machines(paths.ASSESS, files.experiment.scanned),
    "trained": lambda files: files.of_machines(paths.RBM, files.experiment.flowing, layer=1),
    "rg_maps": Files.blocked_maps,
    "machine_maps": _machine_maps,
    "noise_map": lambda files: files.made(paths.CORRELATE_PATTERN, pattern="noise"),
    "checkerboard_maps": _checkerboards,
    "rg_temperatures": lambda files: files.read_blocked(
        files.experiment.config.coarse_grain.transformations
    ),
    "stack_temperatures": _stack_temperatures,
    "critical_samples": _critical_samples,
    "control_fits": lambda files: files.flow_controls(paths.FIT_CONTROL),
    "control_measures": lambda files: files.flow_controls(paths.MEASURE_CONTROL),
    "control_maps": Files.map_controls,
    "control_temperatures": Files.read_controls,
    "mcrg": Files.mcrg,
    "control_mcrg": Files.mcrg_controls,
    "specifications": Files.specifications,
}
"""What each selection holds; empty where the experiment has nothing of the kind."""


def roles(files: Files, wanted: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the files of every role, in which selections are asked for by name; none if empty."""
    found = {role: SELECTIONS[name](files) for role, name in wanted.items()}
    return {role: some for role, some in found.items() if some}


def as_options(inputs: Mapping[str, list[str]]) -> str:
    """Return the files of each role as options of a verb."""
    return " ".join(f"--input {role} {' '.join(files)}" for role, files in inputs.items())
