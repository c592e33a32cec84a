"""What is asked for decides what is made: classes, lattices, samples, windows."""

import pytest

from rgflow.config.temperatures import T_CRITICAL
from rgflow.plan.derive import halvings, is_square
from rgflow.plan.lattice import Lattice, lattice_of

M12 = {
    "layers": [144, 64],
    "recipe": "cd",
    "temperatures": {"first": 1.5, "last": 3.5, "step": 0.1},
    "seeds": 2,
}


@pytest.mark.parametrize(
    ("lattice", "label"),
    [(Lattice("ising", 10), "L10"), (Lattice("curie_weiss", 9), "curie_weiss-L9")],
)
def test_a_label_names_one_lattice(lattice, label):
    assert lattice.label == label
    assert lattice_of(label) == lattice


def test_a_machine_alone_asks_for_nothing_of_the_papers(alone):
    experiment = alone(M12).experiment
    assert list(experiment.machines) == ["m"]
    assert experiment.flowing == ("m",)
    assert experiment.lattice("m") == Lattice("ising", 12)
    assert experiment.grid("ising") == tuple(round(1.5 + 0.1 * k, 6) for k in range(21))
    assert {lattice.L for lattice, _ in experiment.samples} == {12, 8, 6}
    assert {lattice.L for lattice in experiment.thermometers} == {12, 8, 6}
    assert experiment.measured == (Lattice("ising", 12),)
    assert experiment.maps("m") == ((0, 1),)


def test_the_papers_experiment_is_what_its_file_says(paper):
    experiment = paper.experiment
    assert [lattice.L for lattice in experiment.thermometers] == [8, 10, 16, 32]
    assert [lattice.L for lattice in experiment.measured] == [9, 10]
    assert experiment.near("ising") == (2.0, 2.1, 2.2, T_CRITICAL, 2.3, 2.4, 2.5)
    assert experiment.windows("ising") == ((2.0, 2.1, 2.2), (2.1, 2.2, 2.3))
    assert [(one.lattice.L, one.steps) for one in experiment.blocked] == [(32, 2), (64, 3)]
    assert len(experiment.grid("ising")) == 60
    assert len(experiment.classes(Lattice("ising", 32))) == 30
    known = {(block.L, block.samples) for block in paper.config.sample.sets}
    assert {(lattice.L, n) for (lattice, _), n in experiment.samples.items()} == known


def test_a_machine_beside_the_papers_adds_its_lattices_and_changes_none(paper, plan_of):
    both = plan_of(machines={"mine": {**M12, "temperatures": "grid"}}).experiment
    added = {key: n for key, n in both.samples.items() if key not in paper.experiment.samples}
    assert {lattice.L for lattice, _ in added} == {12}
    assert {key: both.samples[key] for key in paper.experiment.samples} == paper.experiment.samples
    assert both.blocked[:2] == paper.experiment.blocked
    assert both.largest_blocked == paper.experiment.largest_blocked
    assert both.grid("ising") == paper.experiment.grid("ising")


@pytest.mark.parametrize(
    ("temperatures", "near", "windows"),
    [
        ([2.3, 2.5, 2.7, 2.9, 3.1], (T_CRITICAL, 2.3, 2.5, 2.7), [(2.3, 2.5, 2.7)]),
        ([2.0, 2.25, 2.5, 2.75, 3.0], (2.0, 2.25, T_CRITICAL, 2.5, 2.75, 3.0), [(2.0, 2.25, 2.5)]),
        (["Tc"], (2.0, 2.1, 2.2, T_CRITICAL, 2.3, 2.4, 2.5), [(2.0, 2.1, 2.2), (2.1, 2.2, 2.3)]),
    ],
)
def test_classes_near_t_c_follow_the_training_temperatures(alone, temperatures, near, windows):
    experiment = alone({**M12, "temperatures": temperatures}).experiment
    assert experiment.near("ising") == near
    assert list(experiment.windows("ising")) == windows


def test_each_derived_choice_can_be_set(alone):
    machine = {**M12, "maps": [], "inputs": [], "controls": [], "lengths": [3], "flow": "mean"}
    experiment = alone(
        machine,
        temperature_grid={"first": 2.0, "last": 2.5, "step": 0.1},
        measure={"near": [2.2, 2.3]},
        fit={"windows": [[2.1, 2.2, 2.3]]},
        sample={"samples": 70, "sets": [{"L": 12, "temperatures": [2.2], "samples": 99}]},
        coarse_grain={"sets": [{"L": 12, "temperatures": ["Tc"], "steps": 1}]},
    ).experiment
    assert experiment.maps("m") == experiment.inputs("m") == ()
    assert experiment.lengths("m") == (3,)
    assert experiment.machines_with("smoothing") == ()
    assert len(experiment.grid("ising")) == 6
    assert experiment.near("ising") == (2.2, 2.3)
    assert experiment.windows("ising") == ((2.1, 2.2, 2.3),)
    assert experiment.samples[Lattice("ising", 12), "2.2"] == 99
    assert experiment.samples[Lattice("ising", 12), "2.1"] == 70
    assert [one.steps for one in experiment.blocked] == [1]


@pytest.mark.parametrize(
    ("layers", "line"),
    [
        ([121, 64], "L = 11 does not halve"),
        ([144, 50], "a layer of 50 units is no square"),
        ([144, 9], "too small to read its temperature"),
    ],
)
def test_what_a_machine_cannot_have_is_said_and_left_out(alone, layers, line):
    plan = alone({**M12, "layers": layers})
    assert any(line in one for one in plan.left_out)
    experiment = plan.experiment
    if layers == [121, 64]:
        assert experiment.blocked == ()
        assert plan.files.blocked_maps() == []
    else:
        assert experiment.inputs("m") == ()
        assert experiment.hidden_lattices("m") == ()


@pytest.mark.parametrize(
    ("L", "steps"), [(64, 3), (32, 3), (16, 2), (12, 1), (10, 1), (9, 0), (6, 0), (2, 0)]
)
def test_a_lattice_is_halved_down_to_four_three_times_at_most(L, steps):
    assert halvings(L) == steps


def test_what_is_read_together_knows_the_same_classes(plan_of):
    machine = {"layers": [256, 64, 16], "recipe": "cd", "temperatures": ["Tc"]}
    both = plan_of(machines={"mine": machine}).experiment
    assert len(both.classes(Lattice("ising", 4))) == len(both.classes(Lattice("ising", 8))) == 30
    assert len(both.classes(Lattice("ising", 10))) == 60


def test_squares():
    assert [n for n in range(1, 50) if is_square(n)] == [1, 4, 9, 16, 25, 36, 49]


def test_machines_that_are_trained_alike_share_their_streams_whatever_they_are_called(plan_of):
    same = {"a": M12, "b": {**M12, "label": "other", "seeds": 4}, "c": {**M12, "recipe": "pcd"}}
    experiment = plan_of(alone=True, machines=same).experiment
    assert experiment.stream("a") == experiment.stream("b")
    assert experiment.stream("a") != experiment.stream("c")


def test_training_data_of_several_temperatures_are_gathered_once_each(paper):
    data = paper.experiment.training_data
    assert data["L10"] == (Lattice("ising", 10), paper.experiment.grid("ising"))
    assert data["L10_cd_cold"][1][-1] == 2.2
    assert len(set(data.values())) == len(data)
