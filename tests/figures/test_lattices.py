"""Machines of several lattices side by side, a machine alone, and machines of other names."""

import numpy as np
import pytest
import synthetic
import xarray
from matplotlib.colors import to_hex
from numpy.testing import assert_allclose, assert_array_equal

from rgflow.figures import registry
from rgflow.figures.ensembles import at_energy, exact_ensembles
from rgflow.figures.export import render, to_csv
from rgflow.figures.machines import main_machines
from rgflow.figures.maps import panels_of
from rgflow.figures.style import THEORY

BOTH = (*synthetic.MACHINES, synthetic.MINE)
OF_MACHINES = ["02", "04", "05", "06", "b1", "b2", "b3", "b4"]


@pytest.fixture(scope="module")
def both():
    """Files, numbers and drawing of figures of machines on 10 x 10 and on 12 x 12."""
    made = {}

    def of(name):
        if name not in made:
            files, module = synthetic.inputs(name, 2, BOTH), registry.load(name)
            data = module.collect(files)
            made[name] = files, data, module.draw(data)
        return made[name]

    return of


def titles(figure):
    found = (axes.get_title().replace("\n", " ") for axes in figure.get_axes())
    return [title for title in found if title and "Monte Carlo" not in title]


def panel(figure, title):
    return next(axes for axes in figure.get_axes() if axes.get_title().startswith(title))


@pytest.mark.parametrize("name", OF_MACHINES)
def test_headings_carry_the_size_where_sizes_differ(both, drawn, name):
    shown = titles(both(name)[2])
    assert sum("10 × 10" in title for title in shown) == len(synthetic.MACHINES)
    assert next(title for title in shown if "12 × 12" in title).startswith("my machine, 12 × 12")
    assert not any("×" in title for title in titles(drawn[name][0]))


@pytest.mark.parametrize("name", ["02", "05", "b1"])
def test_numbers_of_the_others_are_those_that_they_have_alone(both, name):
    files, data, _ = both(name)
    fewer = {
        role: [file for file in mine if file.attrs.get("L") != 12] for role, mine in files.items()
    }
    alone = registry.load(name).collect(fewer)
    xarray.testing.assert_equal(
        data.sel(machine=list(synthetic.MACHINES))[list(alone)].drop_dims(
            "lattice", errors="ignore"
        ),
        alone.drop_dims("lattice", errors="ignore"),
    )


def test_thermometers_have_a_panel_per_lattice(both):
    assert titles(both("03")[2]) == ["10 × 10 spins", "12 × 12 spins"]


def test_figure_04_has_the_exact_curve_of_each_lattice():
    files, module = synthetic.inputs("04", 1, BOTH), registry.load("04")
    for file in files["exact"]:
        file["abs_magnetization"][:] *= file.attrs["L"] / 20
    figure = module.draw(module.collect(files))
    levels = {}
    for title in ("paper's text", "my machine"):
        red = [line for line in panel(figure, title).lines if to_hex(line.get_color()) == THEORY]
        (curve,) = [line for line in red if len(line.get_xdata()) > 2]
        levels[title] = np.asarray(curve.get_ydata())
    assert_allclose(levels["my machine"], 1.2 * levels["paper's text"])


def test_figure_05_has_a_monte_carlo_panel_per_lattice(both):
    files, data, figure = both("05")
    assert [axes.get_title() for axes in figure.get_axes() if "Carlo" in axes.get_title()] == [
        "Monte Carlo, 10 × 10", "Monte Carlo, 12 × 12",
    ]  # fmt: skip
    file = next(file for file in files["samples"] if file.attrs["L"] == 12)
    at = {"length": 0, "thermometer": "start", "estimator": "open"}
    mine = file["delta_sigma"].sel(at).isel(kind=0)
    assert_array_equal(data["samples_delta_sigma"].sel(lattice=12), mine)


def test_figure_06_has_a_colour_per_lattice(both):
    _, data, figure = both("06")
    assert list(data["lattice"].values) == [12, 10, 9]
    axes = panel(figure, "Monte Carlo")
    assert len({to_hex(line.get_color()) for line in axes.lines if len(line.get_xdata()) > 2}) == 3


def test_b4_takes_the_excess_over_the_ensembles_of_the_same_lattice(both):
    files, data, figure = both("b4")
    exact = exact_ensembles(next(file for file in files["exact"] if file.attrs["L"] == 12))
    mine = data.sel(machine="mine", seed=1)
    equal = at_energy(exact, "correlation", mine["energy"].sel(start="all").values)
    assert_allclose(mine["excess"], mine["correlation"] - equal)
    assert (
        np.isfinite(mine["excess"]).sum()
        > np.isfinite(data["excess"].sel(machine="cd", seed=1)).sum()
    )
    curves = [line for line in figure.get_axes()[0].lines if to_hex(line.get_color()) == THEORY]
    assert {line.get_linestyle() for line in curves} == {"-", "--"}


def test_b6_puts_controls_below_the_machines_of_their_lattice(both):
    files, data, figure = both("b6")
    assert list(data["size"].values) == [10] * 9 + [12] * 4
    assert list(data["control"].values) == [0] * 6 + [1] * 3 + [0] + [1] * 3
    assert list(data["source"].values[-3:]) == [
        "monte_carlo 12",
        "smoothing_mine 12",
        "biased_spins 12",
    ]
    labels = [text.get_text() for text in figure.get_axes()[0].get_yticklabels()]
    assert labels[9] == "my machine, 12 × 12"
    assert labels[11] == "smoothing like my machine, 12 × 12"
    dashed = [
        segment[:, 1].tolist()
        for collection in figure.get_axes()[0].collections
        for segment in collection.get_segments()
        if collection.get_linestyle()[0][1] is not None
    ]
    assert dashed == [[-0.6, 8.6], [8.4, 12.6]]
    control = files["control"][1]
    at = {"length": 26, "thermometer": "mlp", "near_temperature": 2.3, "estimator": "open"}
    value = float(control["delta_sigma"].sel(at).sel(kind="sampled"))
    point = data.sel(source="smoothing_mine 12", near_temperature=2.3)
    assert_allclose(point["delta_sigma"], value)


@pytest.mark.parametrize(
    ("name", "panels"),
    [("07", ["a"]), ("08", ["a"]), ("11", ["a", "c"])],
)
def test_maps_of_a_machine_alone(name, panels):
    module = registry.load(name)
    data = module.collect(synthetic.inputs(name, 2, [synthetic.MINE]))
    assert panels_of(data) == panels
    assert data[f"map_{panels[-1]}"].attrs["visible"] == 144
    assert render(module.draw(data), "png")


@pytest.mark.parametrize("name", [name for name in registry.names() if name != "b7"])
def test_every_figure_of_a_machine_alone_can_be_drawn(name):
    module = registry.load(name)
    data = module.collect(synthetic.inputs(name, 1, [synthetic.MINE]))
    module.draw(data)
    if "reading" in data and "machine" in data.dims:
        assert main_machines(data) == ["mine"]


def test_a_subject_has_a_panel_beside_the_stack_and_a_row_of_temperatures(both):
    _, data, figure = both("08")
    assert panels_of(data) == ["a_i", "a_ii", "a_iii", "b", "c"]
    headings = [axes.get_title(loc="left") for axes in figure.get_axes()]
    assert "(c) my machine, 144 → 64" in headings
    assert "Machines: CD-1 with L1 decay, my machine." in figure.get_supxlabel()
    _, data, figure = both("14")
    assert list(data["letter"].values) == ["a", "b-i", "b-ii", "b-iii", "c-i", "c-ii", "c-iii"]
    headings = [axes.get_title(loc="left") for axes in figure.get_axes()]
    assert "(c-i) my machine, input at $T = 2$" in headings


def test_the_single_machine_is_the_partner_that_the_stack_names():
    files = synthetic.inputs("08", 1)["maps"]
    for file in files:
        file.attrs["single"] = {"stack32": "stack64"}.get(file.attrs["machine"], "")
    data = registry.load("08").collect({"maps": files})
    assert data["map_b"].attrs["visible"] == 4096


def test_the_step_is_of_the_machine_with_a_smaller_sister_else_of_the_largest():
    files, module = synthetic.inputs("11", 1), registry.load("11")
    for file in files["rbm"]:
        file.attrs["smaller"] = "x" if file.attrs["machine"] == "single32" else ""
    assert module.collect(files)["map_c"].attrs["source"] == "single32"
    for file in files["rbm"]:
        file.attrs["smaller"] = ""
    assert module.collect(files)["map_c"].attrs["source"] == "stack64"


@pytest.mark.parametrize("name", ["02", "04", "b6"])
def test_all_windows_are_drawn_in_colours_of_their_own(name):
    files, module = synthetic.inputs(name, 1), registry.load(name)
    for role in {"fit", "samples", "control"} & set(files):
        files[role] = [
            xarray.concat(
                [file, file.isel(window=[0]).assign_coords(window=["2.2 2.3 2.4"])],
                "window", data_vars="minimal",
            )
            for file in files[role]
        ]  # fmt: skip
    data = module.collect(files)
    figure = module.draw(data)
    if name == "b6":
        assert [axes.get_visible() for axes in figure.get_axes()[6:]] == [False, True, True]
        return
    (legend,) = figure.legends
    handles = zip(legend.get_texts(), legend.legend_handles, strict=True)
    colours = [handle.get_color() for text, handle in handles if "classes" in text.get_text()]
    assert len(set(colours)) == len(colours) == 3


def test_figure_04_is_at_the_longest_length_that_all_machines_have():
    files = synthetic.inputs("04", 1)
    for role in ("fit", "measure"):
        files[role] = [
            file.sel(length=[1, 7, 16]) if file.attrs["machine"] == "pcd" else file
            for file in files[role]
        ]
    module = registry.load("04")
    data = module.collect(files)
    assert set(data["length"].values) == {16}
    texts = {text.get_text() for axes in module.draw(data).get_axes() for text in axes.texts}
    assert texts == {"n = 16"}


OTHER = {name: f"x{number}x" for number, name in enumerate(synthetic.LABELS)}
"""Other names for all machines."""


def renamed(file):
    named = {key: file.attrs[key] for key in ("machine", "single", "smaller", "variant_of")
             if file.attrs.get(key)}  # fmt: skip
    if not file.attrs.get("machine"):
        return file
    prefix = file.attrs["source"].removesuffix(file.attrs["machine"])
    return file.assign_attrs(
        {key: OTHER[name] for key, name in named.items()},
        source=prefix + OTHER[file.attrs["machine"]],
    )


@pytest.mark.parametrize("name", registry.names())
def test_other_names_of_machines_change_names_only(collected, name):
    files, data = collected[name]
    other = {role: [renamed(file) for file in mine] for role, mine in files.items()}
    table = to_csv(registry.load(name).collect(other))
    for old, new in OTHER.items():
        table = table.replace(new, old)
    assert table == to_csv(data)
