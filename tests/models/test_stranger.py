"""A model that a stranger brings in one module is sampled and gets a thermometer."""

import shutil
from pathlib import Path

import numpy as np
import pytest

import rgflow.models
from rgflow import lattice_models
from rgflow.cli import main
from rgflow.contracts.sample import SAMPLE
from rgflow.contracts.train_probe import PROBE
from rgflow.loading.thermometers import read_classes
from rgflow.store import read


@pytest.fixture
def _toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The module toy.py put into the folder of models."""
    folder = tmp_path / "models"
    folder.mkdir()
    shutil.copy(Path(__file__).with_name("toy.py"), folder)
    monkeypatch.setattr(lattice_models, "FOLDERS", [*lattice_models.FOLDERS, folder])
    monkeypatch.setattr(rgflow.models, "__path__", [*rgflow.models.__path__, str(folder)])


@pytest.mark.usefixtures("_toy")
def test_a_model_in_one_module(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "toy" in lattice_models.names()
    files = []
    for T in ("0", "Tc", "1.5", "6.0"):
        files.append(str(tmp_path / f"T{T}.nc"))
        words = f"sample --model toy -L 6 -T {T} --samples 2000 --root-seed 1"
        assert main([*words.split(), "--output", files[-1]]) == 0
    critical = read(Path(files[1]), SAMPLE)
    assert (critical.attrs["model"], critical.attrs["temperature"]) == ("toy", 0.5)
    probe = tmp_path / "probe.nc"
    words = ("train-probe", "--epochs", "30", "--root-seed", "1", "--samples", *files)
    assert main([*words, "--output", str(probe)]) == 0
    thermometer = read(probe, PROBE)
    assert thermometer.attrs["model"] == "toy"
    floor, n = float(thermometer["exact_floor"]), int(thermometer.attrs["validation_size"])
    assert 0.1 < floor < np.log(4)
    # exact loss on the data within 5 of its standard errors; the perceptron loses more
    error = float(thermometer["exact_floor_error"])
    assert abs(float(thermometer["exact_loss_validation"]) - floor) < 5 * error
    assert thermometer["loss_validation"].min() > floor - 5 * error
    assert n == 3200
    hot = read_classes(thermometer, read(Path(files[3]), SAMPLE)["spins"])
    assert np.mean(hot["exact"] == 3) > 0.7
    words = "exact --model toy -L 6 --temperatures 1.0 --two-point-temperatures 1.0 --output"
    assert main([*words.split(), str(tmp_path / "exact.nc")]) == 1
    assert "the model 'toy' lacks LARGEST_SIZE, exact_energy_two_point" in capsys.readouterr().err
