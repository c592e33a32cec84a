"""Classes around the critical temperature, which is the file's own if it has one."""

import numpy as np
import pytest
import synthetic
from matplotlib.colors import to_hex

from rgflow.config.temperatures import T_CRITICAL
from rgflow.figures import registry
from rgflow.figures.classes import around_critical, mean_class, near_critical
from rgflow.figures.style import THEORY, colours, letters, numerals
from rgflow.figures.theory import critical_label, critical_temperature


def test_near_classes_are_the_next_ones_without_the_critical_temperature():
    file = synthetic.fit("cd")
    assert near_critical(file, below=1, above=1) == [2.2, 2.3]
    assert near_critical(file, below=2, above=1) == [2.1, 2.2, 2.3]
    assert near_critical(file.isel(near_temperature=[0, 3]), below=1, above=1) == [2.0]
    assert near_critical(file.assign_attrs(critical_temperature=2.1), 1, 2) == [
        2.0,
        2.2,
        T_CRITICAL,
    ]


def test_range_around_the_critical_temperature_has_all_near_classes():
    file = synthetic.measure("cd")
    low, high = around_critical(file)
    shown = [T for T in synthetic.CLASSES if low <= T <= high]
    np.testing.assert_allclose([shown[0], shown[-1]], [1.8, 2.7])
    far = file.assign_coords(near_temperature=np.linspace(1.0, 4.0, 7))
    assert around_critical(far) == (1.0, 4.0)


def test_mean_class_is_a_weighted_mean_and_nothing_of_nothing():
    count = synthetic.assess("cd")["settled_count"]
    count[0] = 0
    found = mean_class(count)
    assert found.dims == ("snapshot", "thermometer")
    assert np.isnan(found[0]).all()
    np.testing.assert_allclose(found[1, 1], np.average(synthetic.CLASSES, weights=count[1, 1]))


@pytest.mark.parametrize("name", ["02", "04", "b1"])
def test_critical_temperature_is_that_of_the_files_model(name):
    files, module = synthetic.inputs(name, 1), registry.load(name)
    for file in [file for mine in files.values() for file in mine]:
        file.attrs["critical_temperature"] = 2.15
    assert critical_temperature(file) == 2.15
    figure = module.draw(module.collect(files))
    red = [line for axes in figure.get_axes() for line in axes.lines
           if to_hex(line.get_color()) == THEORY]  # fmt: skip
    across = [line for line in red if len(line.get_xdata()) == 2]
    ends = {float(end) for line in across for end in (*line.get_xdata(), *line.get_ydata())}
    assert 2.15 in ends
    assert T_CRITICAL not in ends


def test_words_for_critical_temperatures():
    assert critical_label([T_CRITICAL, T_CRITICAL]) == "$T_c$ = 2.269"
    assert critical_label([T_CRITICAL, 1.0]) == "$T_c$"


def test_series_and_panels_never_run_out():
    for count in (1, 7, 12):
        assert len(set(colours(count, "red"))) == count
    named, numbered = letters(), numerals()
    assert [next(named) for _ in range(28)][-3:] == ["z", "aa", "ab"]
    assert [next(numbered) for _ in range(12)][-3:] == ["x", "11", "12"]
