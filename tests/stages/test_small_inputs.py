"""Inputs at the edge of what a verb can use: an answer that says so, never a traceback."""

from pathlib import Path

import numpy as np
import pytest

from rgflow.cli import main
from rgflow.contracts.fit import FIT
from rgflow.contracts.starts import STARTS
from rgflow.stats.estimate import TOO_FEW
from rgflow.store import read


def rgflow(*words: object) -> int:
    return main([str(word) for word in words])


def samples(folder: Path, L: int, number: int = 40) -> list[Path]:
    paths = [folder / f"T{T}.nc" for T in ("2.0", "2.2", "2.3")]
    for path in paths:
        drawn = ("sample", "-L", L, "-T", path.stem[1:], "--samples", number, "--root-seed", 1)
        assert rgflow(*drawn, "--output", path) == 0
    return paths


@pytest.mark.parametrize(("L", "fails"), [(2, True), (3, False), (4, False)])
def test_lattices_without_enough_distances_have_no_fit(tmp_path: Path, L: int, fails: bool) -> None:
    measured, fitted = tmp_path / "measured.nc", tmp_path / "fit.nc"
    near = ("--near", 2.0, 2.2, "--blocks", 4, "--output", measured)
    assert rgflow("measure", "--samples", *samples(tmp_path, L), *near) == 0
    windows = ("--windows", "2.0,2.2,2.3", "--root-seed", 1, "--output", fitted)
    assert rgflow("fit", "--measured", measured, *windows) == 0
    status = read(fitted, FIT)["delta_sigma_status"]
    assert (status == TOO_FEW).all() == fails


def test_starts_say_where_there_are_fewer_than_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("starts", "--samples", *samples(tmp_path, 4, 40), "--output", tmp_path / "starts.nc")
    assert rgflow(*asked, "--per-temperature", 41) == 0
    assert capsys.readouterr().err.count("all 40 configurations, there are no more") == 3
    np.testing.assert_array_equal(
        np.unique(read(tmp_path / "starts.nc", STARTS)["temperature"], return_counts=True)[1], 40
    )
    assert rgflow(*asked, "--per-temperature", 40) == 0
    assert "no more" not in capsys.readouterr().err
