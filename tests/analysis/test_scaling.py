"""Fits where there is next to nothing to fit."""

from pathlib import Path

import numpy as np

from rgflow.cli import main
from rgflow.contracts.fit import FIT, STATUSES
from rgflow.store import read


def run(*words: object) -> None:
    assert main([str(word) for word in words]) == 0


def test_two_by_two_sites_have_too_few_distances(tmp_path: Path) -> None:
    files = [tmp_path / f"T{T}.nc" for T in ("1.5", "Tc")]
    seed = ("--root-seed", 1)
    for path in files:
        words = ("-L", 2, "-T", path.stem[1:], "--samples", 40, *seed)
        run("sample", *words, "--output", path)
    measured, fitted = tmp_path / "measured.nc", tmp_path / "fitted.nc"
    run("measure", "--samples", *files, "--near", "Tc", "--blocks", 4, "--output", measured)
    windows = ("--windows", "1.5,2.0,Tc", "--bootstrap", 10)
    run("fit", "--measured", measured, *windows, *seed, "--output", fitted)
    fit = read(fitted, FIT)
    for name in ("delta_sigma", "delta_epsilon"):
        assert {STATUSES[status] for status in fit[f"{name}_status"].ravel()} == {"too_few"}
        assert np.isnan(fit[name]).all()
