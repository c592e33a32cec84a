"""The collected numbers against numbers computed here, from the same files, in another way."""

import numpy as np
import pytest
import synthetic
import xarray
from numpy.testing import assert_allclose, assert_array_equal

from rgflow.analysis.exact_fits import exact_dimension
from rgflow.config.temperatures import T_CRITICAL
from rgflow.contracts.figure import FIGURE
from rgflow.figures import registry
from rgflow.figures.maps import panels_of, shown_units
from rgflow.figures.pairs import straight_line
from rgflow.figures.seeds import mean_and_error
from rgflow.store import open_dataset, write


@pytest.mark.parametrize("name", registry.names())
def test_numbers_have_names_and_units_and_survive_the_file(collected, name, tmp_path):
    _, data = collected[name]
    for variable in [*data.data_vars, *data.coords]:
        assert data[variable].attrs.get("long_name"), variable
        assert data[variable].attrs.get("units"), variable
    write(tmp_path / "figure.nc", data, FIGURE)
    kept = open_dataset(tmp_path / "figure.nc", FIGURE)
    xarray.testing.assert_equal(kept, data)
    registry.load(name).draw(kept)


def pick(files, machine, variable, **labels):
    """Values over seeds and their statuses, straight from the FIT files."""
    mine = [file for file in files if file.attrs["source"] == machine]
    kind = "mean" if machine == "text" else "sampled"
    at = {"kind": kind, "thermometer": "mlp", **labels}
    value = np.array([float(file[variable].sel(at)) for file in mine])
    status = np.array([int(file[f"{variable}_status"].sel(at)) for file in mine])
    return value, status


@pytest.mark.parametrize("machine", synthetic.MACHINES)
@pytest.mark.parametrize("variable", ["delta_m", "t_c"])
def test_figure_02_is_mean_and_error_over_seeds_with_an_answer(collected, machine, variable):
    files, data = collected["02"]
    for length in synthetic.LENGTHS:
        for window in synthetic.WINDOWS:
            value, status = pick(files["fit"], machine, variable, length=length, window=window)
            point = data.sel(machine=machine, length=length, window=window)
            good = value[status == 0]
            assert_allclose(point[f"{variable}_undetermined"], np.mean(status != 0))
            if good.size:
                assert_allclose(point[variable], np.mean(good))
            else:
                assert np.isnan(point[variable])
            if good.size > 1:
                error = np.std(good, ddof=1) / np.sqrt(good.size)
                assert_allclose(point[f"{variable}_error"], error)
            else:
                assert np.isnan(point[f"{variable}_error"])


def test_machines_come_in_the_configured_order_whatever_that_of_the_files(collected):
    files, data = collected["02"]
    turned = registry.load("02").collect({"fit": files["fit"][::-1]})
    assert tuple(turned["machine"].values) == synthetic.MACHINES
    xarray.testing.assert_equal(turned, data)


@pytest.mark.parametrize("name", ["02", "05", "06"])
def test_lengths_that_a_machine_has_not_flowed_are_no_failed_fits(collected, name):
    files, data = collected[name]
    sparse = [
        file.sel(length=[1, 26]) if file.attrs["source"] == "cd" else file for file in files["fit"]
    ]
    module = registry.load(name)
    fewer = module.collect({**files, "fit": sparse})
    prefix = {"02": "delta_m", "05": "delta_sigma", "06": "delta_epsilon"}[name]
    at = {"machine": "cd", "length": [1, 26]}
    xarray.testing.assert_equal(fewer[prefix].sel(at), data[prefix].sel(at))
    gone = fewer[[prefix, f"{prefix}_undetermined"]].sel(machine="cd", length=[2, 4, 21])
    assert np.isnan(gone.to_array()).all()
    module.draw(fewer)


def test_figure_03_losses_floor_and_guessing(collected):
    files, data = collected["03"]
    probe = files["probe"][0]
    mine = data.sel(lattice=10)
    assert_array_equal(mine["loss_validation"], probe["loss_validation"])
    assert_array_equal(mine["loss_training"], probe["loss_training"])
    assert_allclose(mine["floor"], 2.2)
    assert_allclose(mine["guessing"], np.log(60))
    assert_allclose(mine["best_epoch"], 48)


def test_figure_04_magnetization_of_classes_and_fits_of_seeds(collected):
    files, data = collected["04"]
    for machine in ("text", "cd"):
        kind = "mean" if machine == "text" else "sampled"
        at = {"kind": kind, "length": 26, "thermometer": "mlp", "temperature": 2.2}
        mine = [file.sel(at) for file in files["measure"] if file.attrs["source"] == machine]
        m = [float(file["sum_abs_m"].sum()) / float(file["count"].sum()) for file in mine]
        point = data.sel(machine=machine, temperature=2.2)
        assert_allclose(point["magnetization"], np.mean(m))
        assert_allclose(point["magnetization_error"], np.std(m, ddof=1) / np.sqrt(len(m)))
        value, status = pick(files["fit"], machine, "t_c", length=26, window="2.1 2.2 2.3")
        _, other = pick(files["fit"], machine, "delta_m", length=26, window="2.1 2.2 2.3")
        kept = np.where((status == 0) & (other == 0), value, np.nan)
        assert_allclose(data["t_c"].sel(machine=machine, window="2.1 2.2 2.3"), kept)
    assert_allclose(data["empty"].sel(temperature=2.6), 1.0)
    assert_allclose(data["empty"].sel(temperature=1.9), 2 / 3)
    exact = next(file for file in files["exact"] if file.attrs["L"] == 10)
    assert list(data["lattice"].values) == [10]
    assert_array_equal(data["magnetization_exact"][0], exact["abs_magnetization"])


@pytest.mark.parametrize(
    ("name", "variable", "form"), [("05", "delta_sigma", {}), ("06", "delta_epsilon", "bond")]
)
def test_figures_05_and_06_flows_and_samples(collected, name, variable, form):
    files, data = collected[name]
    form = {"epsilon_form": form} if form else {}
    place = {"near_temperature": 2.3, "estimator": "open", **form}
    value, status = pick(files["fit"], "half", variable, length=7, **place)
    point = data.sel({"machine": "half", "length": 7, "class": 2.3})
    assert_allclose(point[variable], np.mean(value[status == 0]))
    ten = next(file for file in files["samples"] if file.attrs["L"] == 10)
    at = {"kind": "monte_carlo", "length": 0, "thermometer": "start", **place}
    sample = data.sel(lattice=10, near_temperature=2.3)
    assert_allclose(sample[f"samples_{variable}"], ten[variable].sel(at))
    assert_allclose(sample[f"samples_{variable}_error"], ten[f"{variable}_bootstrap"].sel(at))


def test_exact_line_is_the_power_law_of_the_open_estimator():
    """The mean over all pairs by brute force; a pure power law comes back as it is."""
    L, Delta = 6, 0.2
    file = synthetic.exact(L).copy(deep=True)
    generator = np.random.default_rng(5)
    half = generator.uniform(0.4, 0.6, (L, L))
    table = half + np.roll(half[::-1, ::-1], 1, axis=(0, 1))
    file["spin_two_point"][0] = table
    sums, pairs = {}, {}
    sites = [(y, x) for y in range(L) for x in range(L)]
    for y, x in sites:
        for y2, x2 in sites:
            squared = (y - y2) ** 2 + (x - x2) ** 2
            if 0 < squared < (L / 2) ** 2:
                value = table[(y2 - y) % L, (x2 - x) % L]
                sums[squared] = sums.get(squared, 0.0) + value
                pairs[squared] = pairs.get(squared, 0) + 1
    r = np.sqrt(sorted(sums))
    mean = np.array([sums[key] / pairs[key] for key in sorted(sums)])
    grid = np.linspace(-1, 3, 400001)
    shape = r[:, None] ** (-2 * grid)
    overlap = mean @ shape
    best = grid[np.argmax(overlap**2 / (shape**2).sum(axis=0))]
    assert_allclose(exact_dimension(file, "spin")[0], best, atol=2e-5)

    step = np.minimum(np.arange(L), L - np.arange(L))
    r = np.hypot(step[:, None], step)
    r[0, 0] = 1.0
    file["spin_two_point"][:] = 0.9 * r ** (-2 * Delta)
    file["bond_two_point"][:] = 0.81 + 0.3 * r ** (-2 * 1.1)
    # Only displacements that do not wrap within r < L/2 enter, where torus and open agree.
    assert_allclose(exact_dimension(file, "spin"), Delta, atol=1e-6)
    assert_allclose(exact_dimension(file, "bond"), 1.1, atol=1e-6)


def test_exact_line_is_empty_where_the_lattice_is_too_large():
    file = synthetic.exact(10).isel(temperature_two_point=slice(0))
    assert exact_dimension(file, "spin").sizes == {"near_temperature": 0}


PANELS = {"07": ["a", "b", "c"], "08": ["a_i", "a_ii", "a_iii", "b"], "11": ["a", "c"]}


@pytest.mark.parametrize("name", PANELS)
def test_maps_are_those_of_evenly_spread_units_of_the_lowest_seed(collected, name):
    files, data = collected[name]
    every = [file for role in files.values() for file in role if file.attrs["seed"] == 0]
    assert panels_of(data) == PANELS[name]
    for variable in [str(v) for v in data if str(v).startswith("map_")]:
        panel = variable.removeprefix("map_")
        units = data[f"unit_{panel}"].values
        source = data[variable].attrs["source"]
        shape = data[variable].shape[1:]
        hidden = data[variable].attrs["hidden"]
        (file,) = [
            f for f in every
            if f.attrs["source"] == source and f["map"].shape == (hidden, *shape)
        ]  # fmt: skip
        assert_array_equal(data[variable], file["map"].values[units])
        for values, peak in zip(data[variable].values, data[f"peak_{panel}"].values, strict=True):
            assert abs(peak) == np.abs(values).max()
            assert peak in values


def test_shown_units_are_spread_over_the_lattice_and_over_the_index():
    units = np.array(shown_units(256))
    assert_array_equal(np.unique(units // 16), [2, 6, 10, 14])
    assert_array_equal(np.unique(units % 16), [2, 6, 10, 14])
    assert shown_units(9) == list(range(9))
    odd = np.array(shown_units(200))
    assert len(set(odd)) == 16
    assert_array_equal(np.unique(np.diff(odd)), [12, 13])


@pytest.mark.parametrize("name", ["09", "10", "11", "12", "13"])
def test_pair_curves_are_means_over_seeds_without_d_zero(collected, name):
    files, data = collected[name]
    panels = [str(v).removeprefix("raw_") for v in data if str(v).startswith("raw_")
              and str(v).count("_") == 1]  # fmt: skip
    assert panels
    every = [file for role in files.values() for file in role]
    for panel in panels:
        distance = data[f"distance_{panel}"].values
        assert distance.min() >= 1.0
        groups = {}
        for file in every:
            key = tuple(file.attrs[name] for name in ("source", "L", "lower", "upper"))
            groups.setdefault(key, []).append(file["pair_correlation"].values[1:])
        means = [np.mean(group, axis=0) for group in groups.values()]
        assert any(
            m.shape == distance.shape and np.allclose(m, data[f"raw_{panel}"]) for m in means
        )
        if f"connected_{panel}" not in data:
            continue
        slope, intercept = np.polynomial.polynomial.polyfit(
            distance, data[f"connected_{panel}"].values, 1
        )[::-1]
        assert_allclose(data[f"connected_{panel}_slope"], slope)
        assert_allclose(data[f"connected_{panel}_intercept"], intercept)


def test_error_of_pair_curves_is_split_into_level_and_shape(collected):
    files, data = collected["10"]
    alone = [file for file in files["maps"] if file.attrs["machine"] == "single32"]
    single = np.array([file["pair_correlation"].values[1:] for file in alone])
    level = single.mean(axis=1)
    n = len(single)
    assert_allclose(data["raw_d_shift"], level.std(ddof=1) / np.sqrt(n))
    shape = single - level[:, None]
    assert_allclose(data["raw_d_error"], shape.std(axis=0, ddof=1) / np.sqrt(n), atol=1e-15)


def test_straight_line_share_of_variance():
    x = np.arange(5.0)
    assert straight_line(x, 3 - 2 * x) == pytest.approx((3.0, -2.0, 1.0))
    y = np.array([1.0, -1.0, 0.0, -1.0, 1.0])
    assert straight_line(x, y) == pytest.approx((0.0, 0.0, 0.0))


def test_figure_13_orders_boards_by_block(collected):
    _, data = collected["13"]
    assert [data[f"map_{panel}"].attrs["block"] for panel in "ace"] == [4, 8, 16]


def test_figure_14_shares_means_and_panels(collected):
    files, data = collected["14"]
    assert list(data["panel"].values) == ["rg", "stack 1", "stack 2", "stack 3"]
    assert list(data["letter"].values) == ["a", "b-i", "b-ii", "b-iii"]
    assert list(data["label"].values) == ["RG steps", *["CD-1 with L1 decay"] * 3]
    assert_allclose(data["input_temperature"], [T_CRITICAL, 2.0, T_CRITICAL, 3.0])
    mine = [file for file in files["stack"] if file.attrs["input_temperature"] == 3.0]
    counts = np.array([file["count"].sel(layer=1, thermometer="mlp") for file in mine], float)
    shares = counts / counts.sum(axis=1, keepdims=True)
    point = data.sel(panel="stack 3", layer=1, thermometer="mlp")
    assert_allclose(point["share"], shares.mean(axis=0))
    assert_allclose(point["mean_class"], shares.mean(axis=0) @ synthetic.CLASSES)
    assert_allclose(point["share_error"], shares.std(axis=0, ddof=1) / np.sqrt(len(mine)))


def test_mean_and_error_leave_missing_seeds_out():
    values = xarray.DataArray([[1.0, 3.0, np.nan], [np.nan, 2.0, np.nan]], dims=("x", "seed"))
    mean, error = mean_and_error(values)
    assert_allclose(mean, [2.0, 2.0])
    assert_allclose(error, [1.0, np.nan])
