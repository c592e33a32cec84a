"""The drawings: axes, labels, theory lines, marks for fits without an answer."""

import matplotlib
import numpy as np
import pytest
import synthetic
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D

from rgflow.config.temperatures import T_CRITICAL
from rgflow.figures import registry
from rgflow.figures.style import THEORY


def levels(axes, direction):
    """Values of the red lines that cross the whole axes, along y or x."""
    red = [line for line in axes.lines if to_hex(line.get_color()) == THEORY]
    data = [np.ravel(getattr(line, f"get_{direction}data")()) for line in red]
    return {float(values[0]) for values in data if len(set(values)) == 1 and len(values) == 2}


def visible_axes(figure):
    return [axes for axes in figure.get_axes() if axes.axison and axes.get_visible()]


@pytest.mark.parametrize("name", registry.names())
def test_every_figure_fits_a_page_and_states_the_papers_claim(drawn, name):
    figure, _ = drawn[name]
    width, height = figure.get_size_inches()
    assert width in (3.4, 7.0)
    assert height <= 9.0
    note = figure.get_supxlabel()
    expected = "Beyond the paper" if name.startswith(("b", "s")) else "Paper"
    assert note.startswith(expected) or name == "01"


@pytest.mark.parametrize("name", ["02", "04", "05", "06"])
def test_one_panel_per_machine_literal_readings_first(drawn, name):
    figure, _ = drawn[name]
    titles = [axes.get_title() for axes in visible_axes(figure) if axes.get_title()]
    machines = [title for title in titles if "Monte Carlo" not in title]
    assert len(machines) == 6
    assert machines[0] == "paper's text, mean flow"
    assert machines[1] == "authors' code, sampled flow"


@pytest.mark.parametrize(
    ("name", "levels_expected"),
    [("02", {0.125, T_CRITICAL}), ("05", {0.125}), ("06", {1.0})],
)
def test_theory_lines_on_every_panel(drawn, name, levels_expected):
    figure, _ = drawn[name]
    assert all(levels(axes, "y") for axes in visible_axes(figure))
    assert set.union(*(levels(axes, "y") for axes in visible_axes(figure))) == levels_expected


@pytest.mark.parametrize("name", ["05", "06"])
def test_monte_carlo_panel_has_a_cross_hair_and_the_exact_line(drawn, name):
    figure, data = drawn[name]
    (axes,) = [a for a in visible_axes(figure) if "Monte Carlo" in a.get_title()]
    assert levels(axes, "x") == {T_CRITICAL}
    assert axes.get_xlabel() == "temperature T ($J/k_B$)"
    variable = next(str(v) for v in data if str(v).endswith("_exact"))
    lines = [
        line for line in axes.lines if line.get_linestyle() == "-" and len(line.get_xdata()) > 2
    ]
    assert len(lines) == data.sizes["lattice"]
    np.testing.assert_allclose(lines[0].get_ydata(), data[variable][0])


def test_points_are_the_collected_means_and_fits_without_answer_are_no_points(drawn):
    _, data = drawn["02"]
    changed = data.copy(deep=True)
    at = {"machine": "code", "length": 4, "window": synthetic.WINDOWS[1]}
    for variable in ("delta_m", "delta_m_error", "delta_m_single"):
        changed[variable].loc[at] = np.nan
    changed["delta_m_undetermined"].loc[at] = 1.0
    figure = registry.load("02").draw(changed)
    axes = next(a for a in visible_axes(figure) if a.get_title().startswith("authors' code"))
    mine = changed.sel(machine="code", window=synthetic.WINDOWS[1])
    points = [
        (x, y)
        for container in axes.containers
        if to_hex(container.lines[0].get_color()) == "#000000"
        for x, y in zip(*container.lines[0].get_data(), strict=True)
    ]
    shown = np.array(sorted(points))
    finite = np.isfinite(mine["delta_m"].values)
    np.testing.assert_allclose(shown[:, 0] - 0.2, mine["length"].values[finite])
    np.testing.assert_allclose(shown[:, 1], mine["delta_m"].values[finite])
    crosses = [line for line in axes.lines if line.get_marker() == "x"]
    assert 4.2 in np.concatenate([line.get_xdata() for line in crosses])


def test_an_open_point_stands_for_some_seeds_without_an_answer(drawn):
    figure, data = drawn["05"]
    axes = next(a for a in visible_axes(figure) if a.get_title().startswith("paper's text"))
    faces = {
        to_hex(container.lines[0].get_markerfacecolor()): container.lines[0].get_xdata().size
        for container in axes.containers
        if to_hex(container.lines[0].get_color()) == "#000000"
    }
    share = data["delta_sigma_undetermined"].sel({"machine": "text", "class": 2.3}).values
    assert faces["#ffffff"] == np.sum((share > 0) & (share < 1)) > 0
    assert faces["#000000"] == np.sum(share == 0)


@pytest.mark.parametrize("name", ["02", "03", "04", "05", "06", "09", "10", "12", "13"])
def test_axes_are_labelled_with_symbol_and_unit(drawn, name):
    figure, _ = drawn[name]
    labels = {axes.get_xlabel() for axes in visible_axes(figure)} - {""}
    assert labels
    dimensionless = {"flow length n", "epoch"}
    assert all("(" in label or label in dimensionless for label in labels)
    assert {axes.get_ylabel() for axes in visible_axes(figure)} - {""}


def test_maps_are_divided_by_their_peaks(drawn):
    figure, data = drawn["08"]
    images = [axes.images[0] for axes in visible_axes(figure) if axes.images]
    assert len(images) == 64
    assert all(np.isclose(image.get_array().max(), 1.0) for image in images)
    np.testing.assert_allclose(
        images[0].get_array(), data["map_a_i"][0] / float(data["peak_a_i"][0])
    )


def test_histograms_have_marks_and_lines(drawn):
    figure, data = drawn["14"]
    rows = [axes for axes in visible_axes(figure) if axes.patches]
    assert len(rows) == 16
    doubled = rows[1]
    assert levels(doubled, "x") == {2 * T_CRITICAL}
    mean = float(data["mean_class"].sel(panel="rg", layer=1, thermometer="mlp"))
    dotted = [line for line in doubled.lines if line.get_linestyle() == ":"]
    assert [line.get_xdata()[0] for line in dotted] == [mean]
    heights = [patch.get_height() for patch in doubled.patches]
    np.testing.assert_allclose(heights, data["share"].sel(panel="rg", layer=1, thermometer="mlp"))


def test_a_layer_without_thermometer_says_so():
    files = synthetic.inputs("14")
    for file in [*files["rg"], *files["stack"]]:
        file["count"].loc[{"layer": 0}] = 0
    module = registry.load("14")
    figure = module.draw(module.collect(files))
    texts = [text.get_text() for axes in figure.get_axes() for text in axes.texts]
    assert texts.count("no MLP thermometer") == 4


def test_drawing_leaves_the_users_settings_alone(drawn):
    module, (_, data) = registry.load("03"), drawn["03"]
    before = dict(matplotlib.rcParams)
    with matplotlib.rc_context({"font.size": 30, "lines.linewidth": 9}):
        figure = module.draw(data)
    (axes, *_) = figure.get_axes()
    assert axes.xaxis.label.get_size() == 8
    assert all(isinstance(line, Line2D) and line.get_linewidth() <= 1 for line in axes.lines)
    assert dict(matplotlib.rcParams) == before
