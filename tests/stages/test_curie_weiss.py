"""Curie-Weiss through the stages: samples train a machine, flows are measured in its own terms."""

from pathlib import Path

import numpy as np
import pytest

from rgflow.cli import main
from rgflow.contracts.assess_rbm import ASSESS
from rgflow.contracts.coarse_grain import COARSE
from rgflow.contracts.exact import EXACT
from rgflow.contracts.flow import FLOW
from rgflow.contracts.gather import GATHER
from rgflow.contracts.measure import MEASURE
from rgflow.contracts.read_temperature import READ
from rgflow.contracts.sample import SAMPLE
from rgflow.contracts.starts import STARTS
from rgflow.contracts.train_probe import PROBE
from rgflow.models.base.law import law
from rgflow.models.curie_weiss.hamiltonian import energy
from rgflow.models.curie_weiss.sampler import sample
from rgflow.rng import generator
from rgflow.store import read

LABELS = ("0.5", "Tc", "2.0", "4.0")
MODEL = law("curie_weiss")


def rgflow(words: str, **paths: Path) -> int:
    return main(words.format(**paths).split())


def draw(folder: Path, label: str, L: int = 4, model: str = "curie_weiss") -> None:
    """Draw samples into the folder of their model."""
    words = f"sample --model {model} -L {L} -T {label} --samples 400 --root-seed 3 --output {{f}}"
    assert rgflow(words, f=folder / f"{model}{L}" / f"T{label}.nc") == 0


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Samples, thermometer, starts, machine and flow of Curie-Weiss; samples of Ising."""
    f = tmp_path_factory.mktemp("curie_weiss")
    for label in LABELS:
        draw(f, label)
        draw(f, label, L=2)
        draw(f, label, model="ising")
    files = {L: " ".join(f"{{f}}/curie_weiss{L}/T{label}.nc" for label in LABELS) for L in (2, 4)}
    ising = files[4].replace("curie_weiss", "ising")
    for words in (
        f"gather --samples {files[4]} --output {{f}}/gather.nc",
        f"train-probe --samples {files[4]} --epochs 5 --root-seed 3 --output {{f}}/probe4.nc",
        f"train-probe --samples {files[2]} --epochs 5 --root-seed 3 --output {{f}}/probe2.nc",
        f"train-probe --samples {ising} --epochs 2 --root-seed 3 --output {{f}}/ising.nc",
        "starts --samples {f}/gather.nc --per-temperature 50 --output {f}/starts.nc",
        "train-rbm --samples {f}/gather.nc --machine m --stream m --seed 0 --hidden 6 --updates 60 "
        "--batch-size 50 --learning-rate 0.01 --root-seed 3 --output {f}/rbm.nc",
        "flow --machine {f}/rbm.nc --starts {f}/starts.nc --length 2 --root-seed 3 "
        "--output {f}/flow.nc",
        "coarse-grain --samples {f}/curie_weiss4/TTc.nc --transformation average --steps 1 "
        "--root-seed 3 --output {f}/coarse.nc",
    ):
        assert rgflow(words, f=f) == 0, words
    return f


def test_files_carry_the_model(made: Path) -> None:
    for name, contract in {
        "curie_weiss4/TTc": SAMPLE, "gather": GATHER, "probe4": PROBE, "starts": STARTS,
        "flow": FLOW, "coarse": COARSE,
    }.items():  # fmt: skip
        assert read(made / f"{name}.nc", contract).attrs["model"] == "curie_weiss", name
    assert read(made / "ising4/TTc.nc", SAMPLE).attrs["model"] == "ising"


def test_tc_is_the_model_s_and_the_stream_carries_its_name(made: Path) -> None:
    file = read(made / "curie_weiss4/TTc.nc", SAMPLE)
    assert file.attrs["temperature"] == 1.0
    rng = generator(3, "sample", "curie_weiss", 4, "Tc")
    np.testing.assert_array_equal(file["spins"], sample(4, 1.0, 400, rng).spins)


def test_flows_are_measured_with_the_model_s_energy(made: Path, tmp_path: Path) -> None:
    out = tmp_path / "measure.nc"
    words = "measure --flows {f}/flow.nc --thermometer {f}/probe4.nc --near Tc --output {o}"
    assert rgflow(words, f=made, o=out) == 0
    file, flow = read(out, MEASURE), read(made / "flow.nc", FLOW)
    assert file.attrs["model"] == "curie_weiss"
    np.testing.assert_array_equal(file["near_temperature"], [1.0])
    for row, kind in enumerate(("mean", "sampled")):
        u = energy(flow[kind]).mean() / 16
        assert file["mean_energy"][row, 0] == pytest.approx(u, rel=1e-12)
        T = file["energy_temperature"][row, 0]
        assert np.isnan(T) or MODEL.energy_per_site(4, T) == pytest.approx(u, rel=1e-8)
    assert np.isfinite(file["energy_temperature"]).any()
    total = file["sum_energy"][1, 0, 0].sum() / file["count"][1, 0, 0].sum()
    assert total == pytest.approx(file["mean_energy"][1, 0], rel=1e-12)


def test_block_spins_are_read_with_the_model_s_energy(made: Path, tmp_path: Path) -> None:
    out = tmp_path / "read.nc"
    words = (
        "read-temperature --root-seed 3 --lattices {f}/curie_weiss4/TTc.nc {f}/coarse.nc "
        "--thermometers {f}/probe4.nc {f}/probe2.nc --output {o}"
    )
    assert rgflow(words, f=made, o=out) == 0
    file = read(out, READ)
    assert file.attrs["model"] == "curie_weiss"
    lattices = [read(made / "curie_weiss4/TTc.nc", SAMPLE), read(made / "coarse.nc", COARSE)]
    expected = [energy(one["spins"]).mean() / one["spins"][0].size for one in lattices]
    np.testing.assert_allclose(file["mean_energy"], expected, rtol=1e-12)


def test_a_machine_is_assessed_against_the_model_s_law(made: Path, tmp_path: Path) -> None:
    out = tmp_path / "assess.nc"
    words = (
        "assess-rbm --machine {f}/rbm.nc --samples {f}/gather.nc --thermometer {f}/probe4.nc "
        "--root-seed 3 --settle-length 3 --settle-starts 100 --output {o}"
    )
    assert rgflow(words, f=made, o=out) == 0
    file = read(out, ASSESS)
    assert file.attrs["model"] == "curie_weiss"
    # the entropy of the data by the law of M, summed over all M
    p = np.mean([np.exp(_log_law(float(T))) for T in (0.5, 1.0, 2.0, 4.0)], axis=0)
    exact = -np.sum(p * np.log(p) * np.exp(_log_count()))
    assert abs(float(file["entropy"]) - exact) < 5 * float(file["entropy_error"])


def _log_count() -> np.ndarray:
    from rgflow.models.curie_weiss.states import log_degeneracy

    return log_degeneracy(16)


def _log_law(T: float) -> np.ndarray:
    """Return ln p of one configuration with k of 16 spins up."""
    M = 2.0 * np.arange(17) - 16
    return M**2 / (32 * T) - MODEL.log_partition(4, T)


def test_exact_values(tmp_path: Path) -> None:
    out = tmp_path / "exact.nc"
    words = (
        "exact --model curie_weiss -L 6 --temperatures 0 0.5 Tc --two-point-temperatures Tc 2.0 "
        "--output {o}"
    )
    assert rgflow(words, o=out) == 0
    file = read(out, EXACT)
    assert (file.attrs["model"], file.attrs["L"]) == ("curie_weiss", 6)
    np.testing.assert_array_equal(file["temperature"], [0, 0.5, 1])
    np.testing.assert_array_equal(file["energy"], MODEL.energy_per_site(6, [0, 0.5, 1]))
    np.testing.assert_allclose(
        file["structure_factor"][:, 0, 0], 36 * file["magnetization_squared"], rtol=1e-12
    )


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(
            "gather --samples {f}/ising4/TTc.nc {f}/curie_weiss4/TTc.nc", id="samples of two models"
        ),
        pytest.param(
            "measure --flows {f}/flow.nc --thermometer {f}/ising.nc --near 2.0", id="flow"
        ),
        pytest.param(
            "measure --samples {f}/ising4/TTc.nc --thermometer {f}/probe4.nc --near 2.0",
            id="samples and thermometer",
        ),
        pytest.param(
            "read-temperature --root-seed 3 --lattices {f}/curie_weiss4/TTc.nc {f}/coarse.nc "
            "--thermometers {f}/ising.nc",
            id="lattices and thermometer",
        ),
        pytest.param(
            "assess-rbm --machine {f}/rbm.nc --samples {f}/gather.nc --thermometer {f}/ising.nc "
            "--root-seed 3",
            id="data and thermometer",
        ),
    ],
)
def test_models_are_not_mixed(
    made: Path, tmp_path: Path, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.nc"
    assert rgflow(words + " --output {o}", f=made, o=out) == 1
    told = capsys.readouterr().err
    assert "is of the lattice model '" in told
    assert "remedy: give files of one lattice model" in told
    assert not out.exists()
