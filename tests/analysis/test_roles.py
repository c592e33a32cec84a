"""Roles of machines as attributes of files."""

import pytest
import synthetic
import world

from rgflow.analysis.roles import attach, by_control, by_machine, subject_lattices
from rgflow.errors import DataError


def test_a_file_of_a_machine_gets_its_roles_and_its_place() -> None:
    file = world.rbm("stack64", 0, 1, 0, side=64)
    (found,) = attach({"maps": [file]}, world.machines())["maps"]
    wanted = {
        "label": "CD-1 with L1 decay",
        "flow": "sampled",
        "reading": "literal",
        "model": "ising",
        "single": "",
        "smaller": "stack32",
        "variant_of": "",
        "position": list(world.LISTED).index("stack64"),
    }
    assert {name: found.attrs[name] for name in wanted} == wanted
    assert "label" not in file.attrs


def test_a_control_has_the_roles_of_the_machine_that_it_is_like() -> None:
    file = world.like(world.fit("smoothing"), "smoothing", "text")
    (found,) = attach({"control": [file]}, world.machines())["control"]
    assert (found.attrs["label"], found.attrs["flow"]) == ("paper's text", "mean")
    assert by_machine([found]) == {}
    assert list(by_control([found])) == [("smoothing", "text")]


def test_files_of_no_machine_stay_as_they_are() -> None:
    files = [world.monte_carlo(10), synthetic.exact(), world.like(world.fit("x"), "biased_spins")]
    found = attach({"any": files}, None)["any"]
    assert all(mine is given for mine, given in zip(found, files, strict=True))


@pytest.mark.parametrize("machines", [None, world.machines()])
def test_a_machine_that_is_not_listed_is_refused(machines) -> None:
    with pytest.raises(DataError, match="seed 0 is of the machine 'mine', which is not among"):
        attach({"fit": [world.fit("mine")]}, machines)


@pytest.mark.parametrize(("column", "word"), [("reading", "control"), ("flow", "both")])
def test_a_role_that_there_is_not_is_refused(column, word) -> None:
    with pytest.raises(DataError, match=f"a machine has the {column} '{word}'"):
        attach({}, world.machines("mine", mine={column: word}))


def test_machines_come_in_the_configured_order_and_their_files_by_seed() -> None:
    files = [world.fit(name, seed) for name in ("cd", "text") for seed in (1, 0)]
    found = by_machine(attach({"fit": files}, world.machines())["fit"])
    assert list(found) == ["text", "cd"]
    assert [file.attrs["seed"] for file in found["cd"]] == [0, 1]


def test_lattices_of_subjects_leave_out_layers_and_the_papers_machines() -> None:
    files = [
        world.rbm("mine", 0, 1, 0, side=16),
        world.rbm("mine", 1, 2, 0, side=8),
        world.rbm("stack32", 0, 1, 0),
    ]
    assert subject_lattices(attach({"maps": files}, world.machines("mine"))["maps"]) == [16]
