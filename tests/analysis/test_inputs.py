"""Wrong input to a figure: one clear DataError each."""

import pytest
import synthetic

from rgflow.errors import DataError
from rgflow.figures import registry

NEEDS = [
    (name, role)
    for name in registry.FIGURES
    for role in registry.load(name).ROLES
    if role not in registry.load(name).OPTIONAL
]


@pytest.fixture(scope="module")
def inputs():
    return {name: synthetic.inputs(name, seeds=1) for name in {name for name, _ in NEEDS}}


@pytest.mark.parametrize(("name", "role"), NEEDS)
def test_missing_role_is_named_with_its_stage(inputs, name, role):
    module = registry.load(name)
    files = {key: value for key, value in inputs[name].items() if key != role}
    stage = module.ROLES[role].stage
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


def test_missing_layers_are_named():
    files = synthetic.inputs("07")["rg"]
    with pytest.raises(DataError, match="'rg' holds the maps from layer 0 to 2"):
        registry.load("07").collect({"rg": files[:2]})


def test_two_sources_for_the_same_layers_are_refused():
    files = synthetic.inputs("07")["rg"]
    with pytest.raises(DataError, match="several files for 'rg'"):
        registry.load("07").collect({"rg": [*files, files[0]]})


def test_missing_classes_are_named_with_those_there_are():
    fit = synthetic.fit("text").assign_coords(near_temperature=synthetic.NEAR + 1)
    files = {**synthetic.inputs("05", seeds=1), "fit": [fit]}
    with pytest.raises(DataError, match=r"source text, seed 0 has no near_temperature 2.2 or 2.3"):
        registry.load("05").collect(files)


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
