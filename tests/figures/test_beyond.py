"""The figures beyond the paper: their numbers, computed here in another way, and their marks."""

import json

import numpy as np
import pytest
import synthetic
from matplotlib.colors import to_hex
from numpy.testing import assert_allclose, assert_array_equal

from rgflow.analysis.exact_fits import exact_magnetization_fit
from rgflow.config.temperatures import T_CRITICAL
from rgflow.figures import registry
from rgflow.figures.ensembles import at_energy
from rgflow.figures.style import ORANGE, THEORY
from rgflow.models.ising.kaufman import energy_per_site
from rgflow.models.ising.transfer import exact_moments, exact_two_point


def of(files, machine, attribute="machine"):
    return [file for file in files if file.attrs[attribute] == machine]


def red_levels(axes, direction):
    """Places of the red lines across the axes."""
    red = [line for line in axes.lines if to_hex(line.get_color()) == THEORY]
    lines = [np.ravel(getattr(line, f"get_{direction}data")()) for line in red]
    return [float(values[0]) for values in lines if len(values) == 2 and values[0] == values[1]]


@pytest.mark.parametrize("machine", ["code", "cd"])
def test_b1_settling_and_divergence_of_every_snapshot(collected, machine):
    files, data = collected["b1"]
    mine = of(files["assess"], machine)
    point = data.sel(machine=machine)
    rate = json.loads(mine[0].attrs["recipe"])["learning_rate"]
    assert_allclose(point["training"], rate * mine[0]["update"].values)
    for file in mine:
        one = point.sel(seed=int(file.attrs["seed"]))
        assert_array_equal(one["settled"].sel(thermometer="energy"), file["settled_temperature"])
        for name in ("mlp", "exact"):
            count = file["settled_count"].sel(thermometer=name).values
            mean = [np.average(synthetic.CLASSES, weights=row) for row in count]
            assert_allclose(one["settled"].sel(thermometer=name), mean)
    each = np.array([file["kl_divergence"].values for file in mine])
    assert_allclose(point["kl_mean"], each.mean(axis=0))
    assert_allclose(point["kl_error"], each.std(axis=0, ddof=1) / np.sqrt(len(mine)))


def test_b1_an_energy_without_a_temperature_is_a_triangle_not_a_point(drawn):
    figure, data = drawn["b1"]
    upper = next(axes for axes in figure.get_axes() if axes.get_title().startswith("paper's text"))
    triangles = [line for line in upper.lines if line.get_marker() == "^"]
    made = data["training"].sel(machine="text").values
    assert_allclose(np.concatenate([line.get_xdata() for line in triangles]), made[1:2])
    points = [line for line in upper.lines if line.get_marker() == "o"]
    assert sorted(len(line.get_xdata()) for line in points) == [4, 5, 5]
    assert red_levels(upper, "y") == [T_CRITICAL]


def test_b1_the_untrained_machine_has_no_place_on_a_logarithmic_axis(drawn):
    figure, data = drawn["b1"]
    assert_array_equal(data["training"].isel(snapshot=0), 0.0)
    curves = [line for axes in figure.get_axes() for line in axes.lines if line.get_marker() == "o"]
    assert len(curves) == 6 * 4
    assert all((np.asarray(line.get_xdata()) > 0).all() for line in curves)


def test_b2_couplings_of_the_last_snapshot_and_of_neighbours(collected, drawn):
    files, data = collected["b2"]
    mine = of(files["assess"], "half")
    last = np.array([file["coupling"].values[-1] for file in mine])
    point = data.sel(machine="half")
    assert_allclose(point["profile"], last.mean(axis=0))
    assert_allclose(point["profile_error"], last.std(axis=0, ddof=1) / np.sqrt(len(mine)))
    first = np.array([file["coupling"].values[:, 0] for file in mine])
    assert_allclose(point["neighbour_mean"], first.mean(axis=0))
    figure, _ = drawn["b2"]
    levels = [red_levels(axes, "y") for axes in figure.get_axes()]
    assert_allclose(sorted(np.concatenate(levels)), [0.0] * 6 + [np.log(1 + np.sqrt(2)) / 2] * 6)


def test_b3_random_weights_end_at_the_edges(collected):
    """A Gaussian matrix of 100 x 81 leaves the asymptotic edges by a few percent at most."""
    files, data = collected["b3"]
    for machine in synthetic.MACHINES:
        point = data.sel(machine=machine)
        scale = json.loads(of(files["rbm"], machine)[0].attrs["recipe"])["init_scale"]
        assert_allclose(point["edge"], scale * np.array([1.0, 19.0]))
        before = point["singular_value"].isel(snapshot=0)
        assert_allclose(before[0], point["edge"].sel(side="upper"), rtol=0.06)
        assert before[-1] > 0.2 * point["edge"].sel(side="lower")
    spectra = [file["singular_value"].values for file in of(files["rbm"], "pcd")]
    assert_allclose(data["singular_value"].sel(machine="pcd"), np.mean(spectra, axis=0))


def test_b4_moments_of_all_and_of_cold_and_hot_starts(collected):
    files, data = collected["b4"]
    for machine, kind in (("text", "mean"), ("half", "sampled")):
        file = of(files["measure"], machine, "source")[1]
        sums = file.sel(kind=kind, length=26, thermometer="start")
        T = synthetic.CLASSES
        for start, chosen in (("all", T >= 0), ("cold", T <= 1.0), ("hot", T >= 4.0)):
            point = data.sel(machine=machine, seed=1, start=start)
            if start == "hot":
                assert np.isnan(point["energy"])
                continue
            total = {name: float(sums[name].values[chosen].sum()) for name in
                     ("count", "sum_energy", "sum_abs_m", "sum_m2", "sum_m4")}  # fmt: skip
            n = total["count"]
            assert_allclose(point["energy"], total["sum_energy"] / n)
            assert_allclose(point["abs_m"], total["sum_abs_m"] / n)
            ratio = (total["sum_m4"] / n) / (total["sum_m2"] / n) ** 2
            assert_allclose(point["binder"], 1 - ratio / 3)
        curve = sums["spin_correlation"].values
        assert_allclose(data["correlation"].sel(machine=machine, seed=1), curve[:12])
    equal = at_energy(data.sel(lattice=10), "correlation", data["energy"].sel(start="all").values)
    assert_allclose(data["excess"], data["correlation"].values - equal, atol=1e-14)


def test_b4_exact_curves_pass_through_exact_values_between_their_nodes(true_ensembles):
    for T in (1.9, 2.6, 3.6):
        energy = float(energy_per_site(10, T))
        moments = exact_moments(10, T)
        assert_allclose(at_energy(true_ensembles, "abs_m", energy), moments.abs_m, atol=0.004)
        assert_allclose(at_energy(true_ensembles, "binder", energy), moments.binder, atol=0.006)
        neighbour = at_energy(true_ensembles, "correlation", energy)[0]
        assert_allclose(neighbour, exact_two_point(10, T)[0, 1], atol=1e-6)
        assert_allclose(neighbour, -energy / 2, atol=1e-6)
    assert np.isnan(at_energy(true_ensembles, "abs_m", 0.1))


@pytest.fixture(scope="module")
def true_ensembles():
    """Exact curves from an EXACT file with true values, as the workflow has them."""
    from rgflow.figures.ensembles import exact_ensembles

    near = np.array([2.0, 2.3, 2.5])
    file = synthetic.exact(10).isel(temperature_two_point=[0, 4, 6]).copy(deep=True)
    moments = [exact_moments(10, T) for T in near]
    file["abs_magnetization"][:] = [m.abs_m for m in moments]
    file["binder"][:] = [m.binder for m in moments]
    file["spin_two_point"][:] = [exact_two_point(10, T) for T in near]
    return exact_ensembles(file)


def test_b4_a_lattice_without_exact_moments_says_so():
    module, files = registry.load("b4"), synthetic.inputs("b4", seeds=2)
    files["exact"] = [file.isel(temperature_two_point=[]) for file in files["exact"]]
    data = module.collect(files)
    assert np.isnan(data["excess"]).all()
    texts = [text.get_text() for axes in module.draw(data).get_axes() for text in axes.texts]
    assert texts == ["no exact ensemble"] * 6


def test_b5_distance_from_the_critical_temperature(collected, drawn):
    files, data = collected["b5"]
    assert list(data["transformation"].values) == ["average", "decimation"]  # as the files come
    file = next(f for f in files["rg"] if f.attrs["source"] == "decimation"
                and f.attrs["input_temperature"] == 3.0)  # fmt: skip
    mine = data.sel(transformation="decimation", input_temperature=3.0)
    assert_allclose(mine["distance"].sel(layer=0), 3.0 - T_CRITICAL)
    weights = file["count"].sel(layer=2, thermometer="mlp")
    mean = np.average(synthetic.CLASSES, weights=weights)
    assert_allclose(mine["distance"].sel(layer=2, thermometer="mlp"), mean - T_CRITICAL)
    by_energy = file["energy_temperature"].sel(layer=1) - T_CRITICAL
    assert_allclose(mine["distance"].sel(layer=1, thermometer="energy"), by_energy)
    assert_allclose(mine["expected"], (3.0 - T_CRITICAL) * np.array([1, 2, 4, 8]))
    assert float(data["hottest"]) == synthetic.CLASSES[-1]
    figure, _ = drawn["b5"]
    assert all(red_levels(axes, "y") == [0.0] for axes in figure.get_axes())


def test_b6_controls_stand_beside_machines_in_their_own_colour(collected, drawn):
    files, data = collected["b6"]
    assert list(data["control"].values) == [0] * 6 + [1] * 3
    smoothing = of(files["control"], "smoothing_text", "source")[0]
    labels = dict(zip(data["source"].values, data["label"].values, strict=True))
    assert labels["text"] == "paper's text"
    assert labels["smoothing_text"] == "smoothing like paper's text"
    assert labels["biased_spins"] == "biased spins"
    at = {"length": 26, "thermometer": "mlp", "near_temperature": 2.3, "estimator": "open"}
    point = data.sel(source="smoothing_text", near_temperature=2.3)
    assert_allclose(point["delta_sigma"], smoothing["delta_sigma"].sel(kind="mean", **at))
    error = smoothing["delta_sigma_bootstrap"].sel(kind="mean", **at)
    assert_allclose(point["delta_sigma_error"], error)
    sampled = of(files["fit"], "cd", "source")
    values = np.array([float(f["delta_sigma"].sel(kind="sampled", **at)) for f in sampled])
    assert_allclose(data["delta_sigma"].sel(source="cd", near_temperature=2.3), np.nanmean(values))
    exact = next(file for file in files["exact"] if file.attrs["L"] == 10)
    fitted = exact_magnetization_fit(exact, [2.1, 2.2, 2.3])
    window = data.sel(window="2.1 2.2 2.3", lattice=10)
    assert_allclose([window["delta_m_exact"], window["t_c_exact"]], fitted)
    figure, _ = drawn["b6"]
    axes = figure.get_axes()[0]
    places = {
        to_hex(box.lines[0].get_color()): set(box.lines[0].get_ydata())
        for box in axes.containers
        if len(box.lines[0].get_ydata())
    }
    assert places[ORANGE] <= {6.0, 7.0, 8.0}
    assert places["#000000"] <= {0.0, 1.0, 2.0, 3.0, 4.0, 5.0}
    assert red_levels(axes, "x") == [0.125]


def test_b7_machines_of_both_scans_in_rising_order(collected, drawn):
    files, data = collected["b7"]
    assert sorted(data["machine"].values) == ["cd", "cd_16", "cd_196", "cd_critical", "cd_hot"]
    assert list(data["member"].sel(machine="cd").values) == [1, 1]
    hot = of(files["assess"], "cd_hot")[0]
    point = data.sel(machine="cd_hot", seed=0, thermometer="energy")
    assert_array_equal(point["settled"][:5], hot["settled_temperature"])
    assert (float(point["coldest"]), float(point["hottest"])) == (2.3, 5.9)
    figure, _ = drawn["b7"]
    left, right = figure.get_axes()[:2]
    labels = [[text.get_text() for text in axes.get_legend().get_texts()] for axes in (left, right)]
    assert labels == [["16", "81", "196"], ["$T_c$ alone", "0 to 5.9", "2.3 to 5.9"]]
    assert all(red_levels(axes, "y") == [T_CRITICAL] for axes in figure.get_axes())
    thin = [line for line in left.lines if line.get_alpha()]
    assert sum(np.isfinite(np.asarray(line.get_ydata(), float)).any() for line in thin) == 4
