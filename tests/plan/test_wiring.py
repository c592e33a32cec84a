"""Every job reads the files of its own machine, seed, layer, length, lattice and temperature."""

import itertools
from types import SimpleNamespace

import pytest

from rgflow import paths
from rgflow.config import temperatures
from rgflow.plan.lattice import lattice_of
from rgflow.plan.selections import SELECTIONS


def of(**wildcards):
    return SimpleNamespace(**wildcards)


@pytest.fixture(scope="module", params=["default", "alone"])
def plan(request, paper, alone):
    if request.param == "default":
        return paper
    return alone({"layers": [144, 64, 16], "recipe": "cd", "seeds": 2, "flow": "sampled"})


def trained(plan):
    for machine, spec in plan.config.machines.items():
        for seed, layer in itertools.product(range(spec.seeds), range(1, len(spec.layers))):
            yield machine, str(seed), str(layer)


def test_layers_below_are_of_the_same_machine_and_seed_and_all_there_are(plan):
    for machine, seed, layer in trained(plan):
        wildcards = of(machine=machine, seed=seed, layer=layer, upper=layer)
        expected = [
            plan.files.out(paths.RBM.format(machine=machine, seed=seed, layer=number))
            for number in range(1, int(layer) + 1)
        ]
        assert plan.jobs.layers_below(wildcards) == expected[:-1]
        assert plan.jobs.layers_up_to_upper(wildcards) == expected
        assert plan.jobs.trained_layers(wildcards) == expected
        spec = plan.config.machines[machine]
        assert plan.jobs.hidden_units(wildcards) == spec.layers[int(layer)]
        options = plan.jobs.recipe_options(wildcards).split()
        recipe = plan.config.recipes[spec.recipe].model_dump()
        assert options[::2] == [f"--{name.replace('_', '-')}" for name in recipe]
        assert options[1::2] == [str(value) for value in recipe.values()]


def test_flows_are_of_the_same_machine_and_seed_and_of_all_lengths(plan):
    for machine in plan.experiment.flowing:
        for seed in range(plan.config.machines[machine].seeds):
            files = plan.jobs.flows_of_machine(of(machine=machine, seed=str(seed)))
            assert files == [
                plan.files.out(paths.FLOW.format(machine=machine, seed=seed, length=length))
                for length in plan.experiment.lengths(machine)
            ]


def test_a_machine_is_trained_on_its_own_lattice_and_temperatures(plan):
    for machine in plan.config.machines:
        (file,) = plan.jobs.machine_samples(of(machine=machine))
        lattice = plan.experiment.lattice(machine)
        wanted = plan.experiment.temperatures(machine)
        if len(wanted) == 1:
            label = temperatures.label(wanted[0])
            expected = [paths.SAMPLE.format(lattice=lattice.label, T=label)]
        else:
            names = [n for n, d in plan.experiment.training_data.items() if d == (lattice, wanted)]
            expected = [paths.GATHER.format(data=name) for name in names]
        assert [plan.files.out(one) for one in expected] == [file]


def test_gathered_data_are_the_samples_of_their_lattice_and_temperatures(plan):
    for data, (lattice, wanted) in plan.experiment.training_data.items():
        assert plan.jobs.gathered_samples(of(data=data)) == [
            plan.files.out(paths.SAMPLE.format(lattice=lattice.label, T=label))
            for label in temperatures.labels(wanted)
        ]


def test_thermometers_are_of_the_lattice_that_they_read(plan):
    for machine in plan.experiment.flowing:
        (file,) = plan.jobs.thermometer_of_machine(of(machine=machine))
        assert file.endswith(f"/{plan.experiment.lattice(machine).label}.nc")
    for machine in plan.config.machines:
        if inputs := plan.experiment.inputs(machine):
            layers = plan.config.machines[machine].layers[1:]
            files = plan.jobs.stack_thermometers(of(machine=machine))
            assert [int(file.split("/L")[-1][:-3]) ** 2 for file in files] == list(layers)
            label = temperatures.label(inputs[0])
            (sample,) = plan.jobs.stack_samples(of(machine=machine, T=label))
            assert sample.endswith(f"{plan.experiment.lattice(machine).label}/T{label}.nc")


def test_block_spins_are_read_step_by_step(plan):
    for block in plan.experiment.blocked:
        for T in temperatures.labels(block.temperatures):
            wildcards = of(transformation="average", lattice=block.lattice.label, T=T)
            first, *rest = plan.jobs.blocked_lattices(wildcards)
            assert first == plan.files.out(paths.SAMPLE.format(lattice=block.lattice.label, T=T))
            assert rest == [
                plan.files.out(paths.COARSE.format(**vars(wildcards), steps=steps))
                for steps in range(1, block.steps + 1)
            ]
            sizes = [block.lattice.L // 2**steps for steps in range(1, block.steps + 1)]
            files = plan.jobs.blocked_thermometers(wildcards)
            assert [int(file.split("/L")[-1][:-3]) for file in files] == sizes


def test_everything_that_is_read_has_samples(plan):
    for block in plan.experiment.blocked:
        for T in temperatures.labels(block.temperatures):
            assert (block.lattice, T) in plan.experiment.samples
    for lattice in plan.experiment.thermometers:
        for T in temperatures.labels(plan.experiment.classes(lattice)):
            assert plan.jobs.samples_wanted(of(lattice=lattice.label, T=T)) > 0
    for machine in plan.config.machines:
        lattice = plan.experiment.lattice(machine)
        for T in temperatures.labels(plan.experiment.inputs(machine)):
            assert (lattice, T) in plan.experiment.samples


def test_controls_stand_beside_machines_of_their_own_lattice(plan):
    files, jobs = plan.files, plan.jobs
    assert files.of_form("flow")
    for control in files.of_form("flow"):
        for name in files.controlled(control):
            wildcards = of(control=control.name, of=name, seed="0")
            (starts,) = jobs.flow_control_starts(wildcards)
            machine = starts.split("/")[-1][:-3]
            lattice = plan.experiment.lattice(machine)
            assert name in (machine, lattice.label)
            (thermometer,) = jobs.flow_control_thermometer(wildcards)
            assert lattice_of(thermometer.split("/")[-1][:-3]) == lattice
            assert jobs.controlled_length(wildcards) in plan.experiment.lengths(machine)
            assert bool(jobs.flow_control_layers(wildcards)) == ("layers" in control.needs)
    for job in files.lattice_controls():
        assert len(job.output) == len(set(job.output))
        layers = len(job.layers)
        if layers:
            assert len(job.output) == layers * len(job.samples)
            assert all(f"/{job.of}/seed{{seed}}/" in file for file in (*job.layers, *job.output))


def test_selections_hold_no_file_twice(plan):
    for name, selection in SELECTIONS.items():
        files = selection(plan.files)
        assert len(files) == len(set(files)), name


def test_selections_of_the_papers_experiment_are_complete(paper):
    sizes = {name: len(selection(paper.files)) for name, selection in SELECTIONS.items()}
    assert sizes == {
        "machines": 1, "flow_fits": 30, "flow_measures": 30, "sample_fits": 2,
        "sample_measures": 2, "exact": 2, "thermometers": 4, "flow_assessments": 30,
        "scan_assessments": 15, "trained": 30, "rg_maps": 4, "machine_maps": 27, "noise_map": 1,
        "checkerboard_maps": 3, "rg_temperatures": 12, "stack_temperatures": 9,
        "critical_samples": 2, "control_fits": 3, "control_measures": 3, "control_maps": 5,
        "control_temperatures": 12, "mcrg": 12, "control_mcrg": 12, "specifications": 24,
    }  # fmt: skip
