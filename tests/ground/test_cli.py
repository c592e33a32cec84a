"""The command line: fast help, one message an error, nothing left behind."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import xarray

from rgflow.cli import VERBS, main


def rgflow(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rgflow", *arguments], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([verb, "--help"])
    assert stopped.value.code == 0
    assert VERBS[verb].lower() in " ".join(capsys.readouterr().out.lower().split())


def test_listing_the_verbs_imports_nothing_heavy() -> None:
    script = (
        "import sys, contextlib, io\nfrom rgflow.cli import main\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):\n"
        "    main(['--help'])\n"
        "print(*({'numpy', 'numba', 'xarray', 'scipy'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def foreign(path: Path) -> Path:
    xarray.Dataset({"spins": ("n", [1])}).to_netcdf(path)
    return path


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda folder: folder / "missing.nc", "does not exist"),
        (lambda folder: foreign(folder / "foreign.nc"), "not a file of rgflow"),
    ],
)
def test_a_bad_input_file_gives_one_message_and_no_output(
    tmp_path: Path, make: object, message: str
) -> None:
    given = make(tmp_path)  # type: ignore[operator]
    output = tmp_path / "out.nc"
    done = rgflow(
        "coarse-grain", "--samples", str(given), "--transformation", "average", "--steps", "1",
        "--root-seed", "1", "--output", str(output), "--log", str(tmp_path / "log"),
    )  # fmt: skip
    assert done.returncode == 1
    assert message in done.stderr
    assert str(given) in done.stderr
    assert "Traceback" not in done.stderr
    assert not output.exists()
    assert message in (tmp_path / "log").read_text()


@pytest.mark.parametrize(("output", "code"), [("out.nc", 0), ("file/out.nc", 1)])
def test_a_log_starts_with_who_ran_what_and_ends_with_what_was_loaded(
    tmp_path: Path, output: str, code: int
) -> None:
    (tmp_path / "file").touch()
    log = tmp_path / "logs" / "log"
    done = rgflow(
        "exact", "-L", "4", "--temperatures", "1", "--two-point-temperatures", "1",
        "--output", str(tmp_path / output), "--log", str(log),
    )  # fmt: skip
    assert done.returncode == code
    first, *messages, last = log.read_text().splitlines()
    start, end = json.loads(first), json.loads(last)
    assert "exact -L 4 --temperatures 1" in start["command"]
    assert end["ended"] >= start["started"]
    assert end["numpy"] == np.__version__
    assert "matplotlib" not in end
    assert any("remedy" in line for line in messages) == (code != 0)


def test_a_log_that_cannot_be_written_gives_one_message(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    log = tmp_path / "file" / "log"
    done = rgflow(
        "exact", "-L", "4", "--temperatures", "1", "--two-point-temperatures", "1",
        "--output", str(tmp_path / "out.nc"), "--log", str(log),
    )  # fmt: skip
    assert done.returncode == 1
    assert "log file cannot be written" in done.stderr
    assert str(log.parent) in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out.nc").exists()


@pytest.mark.parametrize("T", ["-2", "nan", "hot"])
def test_an_impossible_temperature_is_refused(tmp_path: Path, T: str) -> None:
    done = rgflow(
        "sample", "-L", "4", "-T", T, "--samples", "5", "--root-seed", "1",
        "--output", str(tmp_path / "out.nc"),
    )  # fmt: skip
    assert done.returncode == 2
    assert "temperature" in done.stderr
    assert T in done.stderr
    assert list(tmp_path.iterdir()) == []
