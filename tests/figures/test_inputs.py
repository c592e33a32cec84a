"""Wrong input to a figure: one clear DataError each."""

import pytest
import synthetic

from rgflow.contracts.selections import contract
from rgflow.errors import DataError
from rgflow.figures import registry

NEEDS = [
    (name, role)
    for name in registry.names()
    for role in registry.heading(name).inputs
    if role not in registry.heading(name).optional
]


@pytest.fixture(scope="module")
def inputs():
    return {name: synthetic.inputs(name, seeds=1) for name in {name for name, _ in NEEDS}}


@pytest.mark.parametrize(("name", "role"), NEEDS)
def test_missing_role_is_named_with_its_stage(inputs, name, role):
    module = registry.load(name)
    files = {key: value for key, value in inputs[name].items() if key != role}
    stage = contract(module.INPUTS[role]).stage
    with pytest.raises(DataError, match=rf"no file is given for '{role}'\n.*'{stage}'"):
        module.collect(files)


@pytest.mark.parametrize(("name", "role"), NEEDS)
def test_file_of_another_stage_is_refused(inputs, name, role):
    module = registry.load(name)
    other = synthetic.probe() if name != "03" else synthetic.exact()
    with pytest.raises(DataError, match=f"for '{role}' comes from the stage"):
        module.collect({**inputs[name], role: [other]})


def test_optional_roles_may_be_left_out(inputs):
    for name in ("04", "05", "06"):
        files = {key: value for key, value in inputs[name].items() if key != "exact"}
        data = registry.load(name).collect(files)
        assert not [variable for variable in data if "exact" in str(variable)]
        registry.load(name).draw(data)


def test_two_sources_for_the_same_layers_are_refused():
    files = synthetic.inputs("07")["rg"]
    with pytest.raises(DataError, match="several files of 'rg'"):
        registry.load("07").collect({"rg": [*files, files[0]]})


@pytest.mark.parametrize("name", ["05", "06"])
def test_a_file_without_classes_near_the_critical_point_is_refused(name):
    fit = synthetic.fit("text").isel(near_temperature=[3])
    files = {**synthetic.inputs(name, seeds=1), "fit": [fit]}
    with pytest.raises(DataError, match=r"source text, seed 0 has no class near the critical"):
        registry.load(name).collect(files)


def test_flows_without_a_common_length_are_refused():
    files = synthetic.inputs("b4", seeds=1)
    files["measure"] = [
        file.sel(length=[26 if file.attrs["source"] == "text" else 1]) for file in files["measure"]
    ]
    with pytest.raises(DataError, match="no length in common"):
        registry.load("b4").collect(files)


def test_a_machine_without_variants_is_no_scan():
    files = [file for file in synthetic.inputs("b7")["assess"] if file.attrs["machine"] == "cd"]
    with pytest.raises(DataError, match="of a variant in hidden units"):
        registry.load("b7").collect({"assess": files})


def test_a_step_needs_a_machine_and_block_spins_of_one_lattice():
    files = synthetic.inputs("11", seeds=1)
    rg = [file for file in files["rg"] if file.sizes["y"] == 64]
    rbm = [file for file in files["rbm"] if file.sizes["y"] != 64]
    with pytest.raises(DataError, match="no machine has maps on a lattice that has block-spin"):
        registry.load("11").collect({"rg": rg, "rbm": rbm})


def test_fit_of_a_measured_machine_must_be_there():
    files = synthetic.inputs("04", seeds=1)
    files["fit"] = [file for file in files["fit"] if file.attrs["source"] != "pcd"]
    with pytest.raises(DataError, match="'fit' is of the machine 'pcd'"):
        registry.load("04").collect(files)


def test_samples_must_include_the_size_of_the_flows():
    files = synthetic.inputs("05", seeds=1)
    files["samples"] = [synthetic.fit("monte_carlo", L=9)]
    with pytest.raises(DataError, match="another size than the flows, L = 10"):
        registry.load("05").collect(files)
