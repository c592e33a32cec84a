"""The stage multiverse: its file number by number from the library, and what it refuses."""

from pathlib import Path

import numpy as np
import pytest

from rgflow.analysis.measured import Ensembles, measured
from rgflow.analysis.scaling import delta_sigma
from rgflow.cli import main
from rgflow.config.recipes import Recipe
from rgflow.contracts.multiverse import MULTIVERSE
from rgflow.contracts.train_probe import PROBE
from rgflow.learners.flow import flow
from rgflow.learners.rbm.training import train
from rgflow.loading.samples import read_samples, read_starts, visible_units
from rgflow.loading.thermometers import read_classes
from rgflow.models.base.law import law
from rgflow.observables.ensemble import Axes
from rgflow.rng import generator
from rgflow.store import Dataset, read

CLASSES = (2.0, 2.2, 2.4)
RECIPE = {"learning-rate": 0.05, "updates": 100, "batch-size": 20, "snapshots": 4}


def rgflow(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Samples on 4 x 4, starts, and two thermometers of different seeds."""
    made = tmp_path_factory.mktemp("multiverse")
    for T in CLASSES:
        out = made / f"T{T}.nc"
        draw = ("sample", "-L", 4, "-T", T, "--samples", 200, "--root-seed", 1, "--output", out)
        assert rgflow(*draw) == 0
    files = [made / f"T{T}.nc" for T in CLASSES]
    starts = ("starts", "--samples", *files, "--per-temperature", 50)
    assert rgflow(*starts, "--output", made / "starts.nc") == 0
    for seed in (1, 2):
        probe = ("train-probe", "--samples", *files, "--epochs", 5, "--root-seed", seed)
        assert rgflow(*probe, "--output", made / f"probe{seed}.nc") == 0
    return made


def multiverse(folder: Path, out: Path, *changes: object, **recipe: object) -> int:
    options = [f"--{name}={value}" for name, value in (RECIPE | recipe).items()]
    return rgflow(
        "multiverse", "--samples", *(folder / f"T{T}.nc" for T in CLASSES),
        "--starts", folder / "starts.nc",
        "--thermometers", folder / "probe1.nc", folder / "probe2.nc",
        "--machine", "mine", "--choice", "one", "--varied-recipe", "cd", "--seed", 0,
        "--hidden", 5, "--held-out-share", 0.1, *options, "--last", 2, "--length", 3,
        "--near", *CLASSES, "--windows", "2.0,2.2,2.4", "--root-seed", 7, *changes,
        "--output", out,
    )  # fmt: skip


@pytest.fixture(scope="module")
def file(folder: Path) -> Dataset:
    assert multiverse(folder, folder / "one.nc") == 0
    return read(folder / "one.nc", MULTIVERSE)


@pytest.fixture(scope="module")
def ends(folder: Path) -> dict[tuple[str, int], np.ndarray]:
    """Where the flows end, by kind and place of the snapshot, from library calls."""
    samples = read_samples([folder / f"T{T}.nc" for T in CLASSES])
    recipe = Recipe(learning_rate=0.05, updates=100, batch_size=20, snapshots=4)
    rng = generator(7, "multiverse", "one", 0)
    training = train(visible_units(samples, 0.1), 5, recipe, rng)
    rows = read_starts(folder / "starts.nc")["spins"].reshape(-1, 16)
    return {
        (kind, place): flow(
            training.machine(place - 2), rows, 3, kind,
            lambda step: generator(7, "multiverse", "one", 0, "flow", step),
        ).reshape(-1, 4, 4)
        for kind in ("mean", "sampled")
        for place in (0, 1)
    }  # fmt: skip


def test_the_axes_name_flows_lengths_of_training_and_thermometers(file: Dataset) -> None:
    assert file["kind"].tolist() == ["mean", "sampled"]
    assert file["update"].tolist() == [10, 100]
    assert file["thermometer"].tolist() == ["exact", "mlp0", "mlp1"]
    assert file["window"].tolist() == ["2.0, 2.2, 2.4"]
    assert file.attrs["diverged"] == 0
    assert (file.attrs["machine"], file.attrs["varied_recipe"]) == ("mine", "cd")


def test_the_mean_class_is_that_of_each_thermometer(
    folder: Path, file: Dataset, ends: dict[tuple[str, int], np.ndarray]
) -> None:
    for (kind, place), spins in ends.items():
        row = ("mean", "sampled").index(kind)
        for number, seed in enumerate((1, 2)):
            by = read_classes(read(folder / f"probe{seed}.nc", PROBE), spins)
            expected = np.array(CLASSES)[by["mlp"]].mean()
            assert file["mean_class"][row, place, 1 + number] == pytest.approx(expected, abs=1e-12)
            exact = np.array(CLASSES)[by["exact"]].mean()
            assert file["mean_class"][row, place, 0] == pytest.approx(exact, abs=1e-12)
    assert not np.array_equal(file["mean_class"][..., 1], file["mean_class"][..., 2])


def test_the_energy_is_by_start_temperature(
    folder: Path, file: Dataset, ends: dict[tuple[str, int], np.ndarray]
) -> None:
    started = read_starts(folder / "starts.nc")["temperature"]
    for (kind, place), spins in ends.items():
        energy = law("ising").energy(spins) / 16
        expected = [energy[started == T].mean() for T in CLASSES]
        row = ("mean", "sampled").index(kind)
        np.testing.assert_allclose(file["energy"][row, place], expected, rtol=1e-12)


def test_the_fits_are_those_of_the_stage_fit(
    folder: Path, file: Dataset, ends: dict[tuple[str, int], np.ndarray]
) -> None:
    starts = read_starts(folder / "starts.nc")
    probe = read(folder / "probe2.nc", PROBE)
    axes = Axes(np.array(CLASSES), np.array(CLASSES), 2, 4)
    ensembles = Ensembles(
        ("sampled",), (100,), [ends["sampled", 1]], starts["temperature"], {}, "", "ising"
    )

    def read_as(spins: np.ndarray) -> dict[str, np.ndarray]:
        return {"mlp": np.array(CLASSES)[read_classes(probe, spins)["mlp"]]}

    expected = delta_sigma(measured(ensembles, axes, read_as), np.ones((1, 2)))["delta_sigma"]
    # sums of the same terms in another order of rows
    np.testing.assert_allclose(file["delta_sigma"][1, 1, 2], expected[0, 0, 1], rtol=0, atol=1e-12)
    assert np.isfinite(expected[0, 0, 1]).any()


def test_equal_jobs_give_equal_bytes_and_other_seeds_and_choices_others(
    folder: Path, file: Dataset, tmp_path: Path
) -> None:
    del file
    assert multiverse(folder, tmp_path / "again.nc") == 0
    first = (folder / "one.nc").read_bytes()
    assert (tmp_path / "again.nc").read_bytes() == first
    for name, changes in {"seed": ("--seed", 1), "choice": ("--choice", "two")}.items():
        assert multiverse(folder, tmp_path / f"{name}.nc", *changes) == 0
        other, known = (
            read(tmp_path / f"{name}.nc", MULTIVERSE),
            read(folder / "one.nc", MULTIVERSE),
        )
        assert not np.array_equal(other["energy"], known["energy"])


def test_the_untrained_machine_is_no_length_of_training(folder: Path, tmp_path: Path) -> None:
    assert multiverse(folder, tmp_path / "two.nc", snapshots=2) == 0
    file = read(tmp_path / "two.nc", MULTIVERSE)
    assert file["update"].tolist() == [100]
    np.testing.assert_array_equal(
        file["energy"][:, 0], read(folder / "one.nc", MULTIVERSE)["energy"][:, 1]
    )


def test_a_training_that_diverges_leaves_no_number(folder: Path, tmp_path: Path) -> None:
    assert multiverse(folder, tmp_path / "out.nc", **{"learning-rate": 100.0}) == 0
    file = read(tmp_path / "out.nc", MULTIVERSE)
    assert file.attrs["diverged"] == 1
    assert file["update"].tolist() == [10, 100]
    for name in ("energy", "mean_class", "delta_sigma", "delta_epsilon", "delta_m", "t_c"):
        assert np.isnan(file[name]).all(), name


def test_thermometers_of_other_classes_are_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hot = ("-L", 4, "-T", 2.6, "--samples", 200, "--root-seed", 1)
    assert rgflow("sample", *hot, "--output", tmp_path / "hot.nc") == 0
    others = [*(folder / f"T{T}.nc" for T in CLASSES[:2]), tmp_path / "hot.nc"]
    probe = ("train-probe", "--samples", *others, "--epochs", 2, "--root-seed", 1)
    assert rgflow(*probe, "--output", tmp_path / "others.nc") == 0
    changes = ("--thermometers", folder / "probe1.nc", tmp_path / "others.nc")
    assert multiverse(folder, tmp_path / "out.nc", *changes) == 1
    assert "other classes than the first" in capsys.readouterr().err
    assert not (tmp_path / "out.nc").exists()
