"""Numbers of many configurations, and of many trainings, as one."""

import numpy as np
import pytest
import world

from rgflow.analysis.aggregate import answered, fitted, mean_class, mean_of_classes
from rgflow.analysis.pick import flow_length, matching
from rgflow.analysis.quantity import Measurand
from rgflow.errors import NotComputed
from rgflow.observables.geometry import minimum_image

X = Measurand("delta_m", "Δ_m")
PLACE = {"kind": "mean", "length": 26, "thermometer": "mlp", "window": "2.0, 2.1, 2.2"}


def test_mean_classes_of_arrays_and_of_files_are_the_same() -> None:
    T = np.array([1.0, 2.0, 4.0])
    count = np.array([[1.0, 0.0, 1.0], [0.0, 3.0, 0.0], [0.0, 0.0, 0.0]])
    np.testing.assert_array_equal(mean_of_classes(T, count), [2.5, 2.0, np.nan])
    file = world.measure("text").isel(temperature=[0, 1, 3])
    mean, error = mean_class(file, count[0])
    assert mean == pytest.approx(0.15)
    assert error == pytest.approx(0.15 / np.sqrt(2))
    with pytest.raises(NotComputed, match="no configuration in any class"):
        mean_class(file, count[2])


def test_failed_fits_have_no_number() -> None:
    file = world.fit("text")
    file["delta_m_status"][0, -1, 1, 0] = 2
    assert np.isnan(answered(file, "delta_m", PLACE)["delta_m"])
    several = answered(file, "delta_m", {**PLACE, "window": list(file["window"].values)})
    assert several["delta_m"].notnull().values.tolist() == [False, True]
    assert np.isnan(fitted([file], "delta_m", PLACE, X).value)
    number = fitted([file, world.fit("text", 1), world.fit("text", 2)], "delta_m", PLACE, X)
    assert number.answered == 2
    assert number.value == pytest.approx(0.125, abs=1e-3)


def test_one_file_has_its_bootstrap_error() -> None:
    number = fitted([world.fit("text")], "delta_m", PLACE, X, exact=0.2)
    assert (number.error, number.exact, number.seeds) == (1e-4, 0.2, ())


def test_a_label_that_is_not_there_is_not_computed() -> None:
    with pytest.raises(NotComputed, match="has no window 9"):
        fitted([world.fit("text")], "delta_m", {**PLACE, "window": "9"}, X)


def test_flow_length_is_the_wanted_or_the_longest() -> None:
    file = world.fit("text")
    assert flow_length(file, 11) == 11
    assert flow_length(file, 12) == flow_length(file) == 26


def test_files_are_matched_by_attributes_and_ordered_by_seed() -> None:
    files = [world.fit("text", seed) for seed in (2, 0, 1)]
    found = matching(files, machine="text", L=10)
    assert [file.attrs["seed"] for file in found] == [0, 1, 2]
    with pytest.raises(NotComputed, match="no file of machine cd, L 10"):
        matching(files, machine="cd", L=10)


def test_minimum_image_goes_the_shorter_way() -> None:
    np.testing.assert_array_equal(minimum_image(np.array([-7, -3, 0, 4, 5]), 8), [1, 3, 0, 4, 3])
