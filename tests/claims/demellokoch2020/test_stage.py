"""The verb: from files to all forms of the ledger."""

import json

import pytest
import world

from rgflow.cli import main
from rgflow.contracts.claims import LEDGER
from rgflow.contracts.fit import FIT
from rgflow.contracts.machines import MACHINES
from rgflow.store import open_dataset, write

SET = ["claims", "--set", "demellokoch2020"]
PAGES = (
    "ledger.nc", "ledger.csv", "ledger.json", "ledger.md", "ledger.html", "reproducing.md",
    "findings.md",
)  # fmt: skip


@pytest.fixture
def given(tmp_path):
    """Options that name Monte Carlo fits, the fits of a machine, and the machines."""
    files = {
        "samples": [world.monte_carlo(9), world.monte_carlo(10)],
        "fit": [world.fit("mine", seed) for seed in range(2)],
    }
    options = []
    for role, datasets in files.items():
        paths = [tmp_path / f"{role}{number}.nc" for number in range(len(datasets))]
        for path, dataset in zip(paths, datasets, strict=True):
            write(path, dataset, FIT)
        options += ["--input", role, *map(str, paths)]
    write(tmp_path / "machines.nc", world.machines("mine"), MACHINES)
    return [*options, "--input", "machines", str(tmp_path / "machines.nc")]


def test_the_ledger_is_written_in_every_form(tmp_path, given) -> None:
    files = [tmp_path / name for name in PAGES]
    arguments = [*SET, *given, "--output", *map(str, files)]
    assert main(arguments) == 0
    assert all(file.is_file() for file in files)
    ledger = open_dataset(files[0], LEDGER)
    assert ledger["claim"].values.tolist() == [f"C{number}" for number in range(1, 19)]
    first = [file.read_bytes() for file in files]
    assert main(arguments) == 0
    assert [file.read_bytes() for file in files] == first
    document = json.loads(files[2].read_text(encoding="utf-8"))
    (c5,) = [claim for claim in document["claims"] if claim["claim"] == "C5"]
    assert c5["rows"][0]["choices"]["machine"] == "mine"
    assert c5["rows"][0]["kind"] == "subject"


def test_a_damaged_file_stops_the_job(tmp_path, given, capfd) -> None:
    (tmp_path / "samples0.nc").write_bytes(b"half a file")
    assert main([*SET, *given, "--output", str(tmp_path / "ledger.csv")]) == 1
    assert "samples0.nc: is no NetCDF file" in capfd.readouterr().err
    assert not (tmp_path / "ledger.csv").exists()


def test_a_foreign_file_stops_the_job(tmp_path, given, capfd) -> None:
    given[given.index("samples") + 1] = str(tmp_path / "machines.nc")
    assert main([*SET, *given, "--output", str(tmp_path / "ledger.csv")]) == 1
    assert "comes from the stage 'machines'" in capfd.readouterr().err


def test_a_machine_that_is_not_listed_stops_the_job(tmp_path, given, capfd) -> None:
    write(tmp_path / "machines.nc", world.machines("yours"), MACHINES)
    assert main([*SET, *given, "--output", str(tmp_path / "ledger.csv")]) == 1
    assert "is of the machine 'mine', which is not among the machines" in capfd.readouterr().err


def test_only_figures_that_are_drawn_are_linked(tmp_path, given) -> None:
    page = tmp_path / "ledger.html"
    assert main([*SET, *given, "--figures", "05", "--output", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    assert "figure_05.png" in text
    assert "figure_06.png" not in text
    assert "figure_06 " not in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--input", "smaples", "x.nc", "--output", "ledger.nc"], "nothing looks at the role"),
        (["--output", "ledger.pdf"], "no page of the ledger is called 'ledger.pdf'"),
        (["--set", "nobody1999", "--output", "ledger.nc"], "there is no claim set 'nobody1999'"),
        (["--input", "machines", "a.nc", "--output", "ledger.nc"], "a.nc: the file does not exist"),
    ],
)
def test_mistakes_are_told_in_one_message(arguments, message, capfd) -> None:
    assert main([*SET, *arguments]) == 1
    assert message in capfd.readouterr().err
