"""Verbs refuse files that do not fit together: one message, exit code 1, no output."""

from pathlib import Path

import numpy as np
import pytest

from rgflow.cli import main
from rgflow.contracts.train_rbm import RBM
from rgflow.errors import DataError
from rgflow.loading.samples import read_samples
from rgflow.stages.read_temperature import _require_equal_classes
from rgflow.store import Dataset, Variable, write


def rgflow(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Samples of two sizes, and an untrained machine for 4 x 4 lattices."""
    folder = tmp_path_factory.mktemp("files")
    for L in (4, 6):
        code = rgflow(
            "sample", "-L", L, "-T", "Tc", "--samples", 40, "--root-seed", 1,
            "--output", folder / f"L{L}.nc",
        )  # fmt: skip
        assert code == 0
    starts = ("starts", "--samples", folder / "L6.nc", "--per-temperature", 5)
    assert rgflow(*starts, "--output", folder / "starts6.nc") == 0
    one = ("snapshot",)
    machine = {
        "update": Variable(one, np.array([0])),
        "weights": Variable(("snapshot", "visible", "hidden"), np.zeros((1, 16, 4))),
        "visible_bias": Variable(("snapshot", "visible"), np.zeros((1, 16))),
        "hidden_bias": Variable(("snapshot", "hidden"), np.zeros((1, 4))),
        "reconstruction_error": Variable(one, np.ones(1)),
        "singular_value": Variable(("snapshot", "mode"), np.zeros((1, 4))),
    }
    attrs = {
        "machine": "toy", "seed": np.int32(0), "layer": np.int32(1), "recipe": "{}",
        "training_size": np.int32(40),
    }  # fmt: skip
    write(folder / "rbm.nc", Dataset(machine, attrs), RBM)
    return folder


def test_gathered_samples_are_read_like_their_files(files: Path, tmp_path: Path) -> None:
    second = tmp_path / "L4_T3.nc"
    drawn = ("sample", "-L", 4, "-T", 3.0, "--samples", 30, "--root-seed", 1, "--output", second)
    assert rgflow(*drawn) == 0
    gathered = tmp_path / "gathered.nc"
    parts = (second, files / "L4.nc")
    assert rgflow("gather", "--samples", *parts, "--output", gathered) == 0
    apart, together = read_samples(parts), read_samples([gathered])
    assert [len(file["spins"]) for file in together] == [40, 30]
    for one, other in zip(apart, together, strict=True):
        np.testing.assert_array_equal(one["spins"], other["spins"])
        assert one.attrs["temperature"] == other.attrs["temperature"]
        assert one.attrs["L"] == other.attrs["L"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            "flow --machine {f}/rbm.nc --starts {f}/starts6.nc --length 1",
            "has 16 visible units, the starts have 36 spins",
            id="machine and samples of different sizes",
        ),
        pytest.param(
            "flow --machine {f}/L4.nc --starts {f}/starts6.nc --length 1",
            "comes from the stage 'sample', but one of 'train-rbm' is needed",
            id="a file of another stage",
        ),
        pytest.param(
            "train-rbm --samples {f}/L4.nc {f}/L6.nc --machine m --seed 0 --hidden 4",
            "holds lattices of L=6, the first file of L=4",
            id="samples of two sizes",
        ),
        pytest.param(
            "train-rbm --samples {f}/L4.nc --machine m --seed 0 --hidden 4 --batch-size 100",
            "100",
            id="a batch larger than the data",
        ),
        pytest.param(
            "coarse-grain --samples {f}/L6.nc --transformation average --steps 2",
            "6",
            id="a lattice that cannot be halved twice",
        ),
        pytest.param(
            "train-rbm --samples {f}/L4.nc --machine m --seed 0 --hidden 4 --batch-size 20 "
            "--learning-rate 1e9 --updates 50",
            "diverged at update",
            id="a training that diverges",
        ),
        pytest.param(
            "sample -L 1024 -T 2.0 --samples 10000000",
            "GiB",
            id="a lattice that does not fit into memory",
        ),
    ],
)
def test_refusal(
    files: Path, tmp_path: Path, arguments: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = arguments.format(f=files).split()
    output = tmp_path / "out.nc"
    assert rgflow(*words, "--root-seed", 1, "--output", output) == 1
    told = capsys.readouterr().err
    assert message in told
    assert "remedy" in told
    assert not output.exists()


def test_a_recipe_with_an_impossible_value_is_refused(
    files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("train-rbm", "--samples", files / "L4.nc", "--machine", "m", "--seed", 0)
    with pytest.raises(SystemExit) as stopped:
        rgflow(
            *words, "--hidden", 4, "--learning-rate", -1, "--root-seed", 1,
            "--output", tmp_path / "out.nc",
        )  # fmt: skip
    assert stopped.value.code == 2
    told = capsys.readouterr().err
    assert "argument --learning-rate: '-1' should be a number above 0" in told
    assert not (tmp_path / "out.nc").exists()


def test_thermometers_of_one_stack_must_know_the_same_classes() -> None:
    fine, coarse = (
        Dataset({"temperature": Variable(("temperature",), np.arange(0.0, 2.0, step))}, {})
        for step in (0.1, 0.2)
    )
    paths = [Path("L16.nc"), Path("L8.nc")]
    _require_equal_classes(paths, [fine, fine])
    with pytest.raises(DataError, match=r"L8\.nc: knows other temperature classes than L16\.nc"):
        _require_equal_classes(paths, [fine, coarse])
