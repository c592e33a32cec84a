"""Jobs in the environment of a stranger: any locale, any matplotlib backend, no home."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from rgflow.cache_folder import first_writable, own_folders
from rgflow.cli import VERBS, main
from rgflow.environment import job_environment

ROOT = Path(__file__).parents[2]
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""A locale that is not UTF-8 and that is there on every machine."""


def python(program: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], env=os.environ | environment, capture_output=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def rgflow(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rgflow", *words], env=os.environ | environment,
        capture_output=True, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip


def calls_without_encoding(source: Path) -> Iterator[str]:
    """Yield the calls that would read or write text in the locale's encoding."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        words = {keyword.arg for keyword in node.keywords}
        modes = [str(arg.value) for arg in node.args if isinstance(arg, ast.Constant)]
        binary = name == "open" and any("b" in mode for mode in modes)
        textual = name in ("read_text", "write_text", "open", "FileHandler") and not binary
        of_text = name in ("run", "Popen", "check_output") and "text" in words
        if (textual or of_text) and "encoding" not in words:
            yield f"{source}:{node.lineno}: {ast.unparse(node)[:60]}"


def test_no_text_is_read_or_written_in_the_encoding_of_a_locale() -> None:
    found = [line for path in (ROOT / "src").rglob("*.py") for line in calls_without_encoding(path)]
    assert found == []


def test_a_call_without_encoding_would_be_found(tmp_path: Path) -> None:
    source = tmp_path / "x.py"
    source.write_text("p.read_text()\np.open('rb')\nopen(p)\nrun(text=True)\np.open('a')\n")
    assert len(list(calls_without_encoding(source))) == 4


def test_code_maps_do_not_depend_on_the_locale() -> None:
    program = "from rgflow.provenance import code_map; print(code_map('rgflow.stages.claims'))"
    assert python(program, **ASCII) == python(program)


def test_a_path_with_an_umlaut_works_in_a_locale_without_it(tmp_path: Path) -> None:
    folder = tmp_path / "Schlüssel äöü"
    done = rgflow(
        "exact", "-L", "4", "--temperatures", "1", "--two-point-temperatures", "1",
        "--output", str(folder / "out.nc"), "--log", str(folder / "log"), **ASCII,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert {path.name for path in folder.iterdir()} == {"out.nc", "log"}


@pytest.mark.parametrize("verb", VERBS)
def test_help_is_plain_ascii(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([verb, "--help"])
    capsys.readouterr().out.encode("ascii")


@pytest.mark.parametrize("backend", ["module://matplotlib_inline.backend_inline", "TkAgg", "none"])
def test_figures_are_drawn_whatever_the_backend_of_the_shell(backend: str) -> None:
    done = rgflow("figure", "--help", MPLBACKEND=backend)
    assert done.returncode == 0, done.stderr


def test_jobs_draw_into_files_and_speak_utf_8() -> None:
    environment = job_environment(ROOT / "src", {"MPLBACKEND": "TkAgg", "LANG": "de_DE.ISO-8859-1"})
    assert environment["MPLBACKEND"] == "Agg"
    assert environment["PYTHONUTF8"] == "1"


def test_matplotlib_gets_a_folder_where_the_home_cannot_be_written(tmp_path: Path) -> None:
    nowhere = {"HOME": os.devnull, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    environment = job_environment(ROOT / "src", nowhere)
    assert environment["MPLCONFIGDIR"] == str(tmp_path / "cache" / "rgflow" / "matplotlib")
    assert "MPLCONFIGDIR" not in job_environment(ROOT / "src", {"HOME": str(tmp_path)})
    chosen = job_environment(ROOT / "src", {**nowhere, "MPLCONFIGDIR": "mine"})
    assert "MPLCONFIGDIR" not in chosen


def test_a_shared_temporary_folder_of_somebody_else_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (mine,) = own_folders({})
    assert mine == tmp_path / f"rgflow-{os.getuid()}"
    assert mine.stat().st_mode & 0o777 == 0o700
    mine.chmod(0o777)
    assert list(own_folders({})) == []
    mine.rmdir()
    (tmp_path / "other").mkdir()
    mine.symlink_to(tmp_path / "other")
    assert list(own_folders({})) == []


def test_without_any_temporary_folder_the_others_are_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none() -> NoReturn:
        raise FileNotFoundError("No usable temporary directory found")

    monkeypatch.setattr("tempfile.gettempdir", none)
    assert list(own_folders({"HOME": str(tmp_path)})) == [tmp_path / ".cache" / "rgflow"]


def test_the_first_folder_that_can_be_written_is_taken(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    good, later = tmp_path / "a" / "b", tmp_path / "c"
    assert first_writable([tmp_path / "file" / "x", good, later]) == good
    assert not later.exists()
    assert first_writable([tmp_path / "file"]) is None


def test_a_missing_library_gives_one_message(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def missing(_: str) -> None:
        raise ModuleNotFoundError("No module named 'netCDF4'", name="netCDF4")

    monkeypatch.setattr("importlib.import_module", missing)
    assert main(["sample"]) == 1
    assert "No module named 'netCDF4'\n  remedy: make the environment anew" in caplog.text
