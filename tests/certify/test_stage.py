"""The verbs certify and exact as users call them."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from wrong_samplers import metropolis

from rgflow.cli import main
from rgflow.models.ising.exact_samples import draw, row_tables
from rgflow.models.ising.transfer import exact_moments


def call(*arguments: object) -> int:
    try:
        return main([str(one) for one in arguments])
    except SystemExit as stopped:
        return int(stopped.code or 0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    spins = np.empty((400, 6, 6), np.int8)
    draw(row_tables(6, 2.3), spins, np.random.default_rng(0))
    path = tmp_path / "configurations.npy"
    np.save(path, (spins.reshape(400, -1) + 1) // 2)
    return path


def test_a_right_file(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("certify", file, "--temperature", 2.3, "--output", tmp_path / "out") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "right at T = 2.3"
    assert any(line.startswith("|m|") and "transfer matrix" in line for line in lines)
    record = json.loads((tmp_path / "out" / "certificate.json").read_text())
    assert record["rgflow_certificate"] == 1
    assert record["outcome"] == "right"
    assert record["values"] == "0 and 1, converted to -1 and +1"
    assert {one["name"] for one in record["law"]["scores"]} >= {"energy", "abs_m", "wave"}
    assert len(record["sha256"]) == 64


def test_the_page_stands_alone(file: Path, tmp_path: Path) -> None:
    assert call("certify", file, "-T", 2.6, "--output", tmp_path / "out") == 1
    page = (tmp_path / "out" / "index.html").read_text()
    assert "fits, 2.6 does not" in page
    assert page.count("<svg") == 4
    assert page.count('aria-label="') == 4
    outside = re.findall(r'(?:src|href)="(?!#)[^"]*"', page)
    assert outside == []
    assert len(page) < 1_000_000


def test_exit_codes(file: Path, tmp_path: Path) -> None:
    assert call("certify", file) == 0
    assert call("certify", tmp_path / "none.npy") == 2
    assert call("certify", file, "-T", 0) == 2
    assert call("certify", file, "--chains", 7) == 2


def test_chains_option(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spins = metropolis(6, 2.3, 300, np.random.default_rng(0), chains=2, shared=True, cold=False)
    path = tmp_path / "a.npy"
    np.save(path, spins.reshape(600, 6, 6))
    assert call("certify", path, "-T", 2.3, "--chains", 2) == 1
    assert "not independent" in capsys.readouterr().out.splitlines()[0]


def test_our_own_samples(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.nc"
    drawn = ("-L", 8, "-T", 2.5, "--samples", 3000, "--root-seed", 1)
    assert call("sample", *drawn, "--output", path) == 0
    assert call("certify", path) == 0
    assert "right at T = 2.5" in capsys.readouterr().out


def test_exact_values_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("exact", "-L", 6, "-T", 2.3, "--json") == 0
    values = json.loads(capsys.readouterr().out)["values"]
    assert values["binder"]["value"] == pytest.approx(exact_moments(6, 2.3).binder)
    assert values["correlation_1"]["value"] == pytest.approx(-values["energy"]["value"] / 2)
    assert {"abs_m", "m2", "specific_heat", "structure_1"} <= set(values)
    assert call("exact", "-L", 40, "-T", 2.0) == 0
    large = capsys.readouterr().out
    assert "Yang 1952" in large
    assert "no theory at this size for m², U4, S(k)" in large
    assert call("exact", "-L", 24, "-T", "Tc") == 0
    assert "conformal theory" in capsys.readouterr().out


def test_limits_of_large_lattices_keep_their_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Taken at L = 10 instead, where the truth is known."""
    from rgflow.certify import exact_values

    monkeypatch.setattr(exact_values, "LARGEST", 9)
    for T, names in ((1.6, ["abs_m"]), (exact_values.T_CRITICAL, ["m2", "binder"])):
        truth = exact_moments(10, T)._asdict() | {"binder": exact_moments(10, T).binder}
        found = {one.name: one for one in exact_values.exact_values(10, T)}
        for name in names:
            assert abs(found[name].value - truth[name]) < found[name].error


def test_exact_has_two_forms_and_no_mixture(tmp_path: Path) -> None:
    assert call("exact", "-L", 6) == 1
    assert call("exact", "-L", 6, "-T", 2.0, "--output", tmp_path / "a.nc") == 1
    file = ("--temperatures", 2.0, 2.5, "--two-point-temperatures", 2.0)
    assert call("exact", "-L", 6, *file, "--output", tmp_path / "a.nc") == 0
    assert (tmp_path / "a.nc").is_file()
