"""The verb: from files to the four forms of the ledger."""

import pytest
import synthetic

from rgflow.cli import main
from rgflow.contracts.claims import LEDGER
from rgflow.contracts.fit import FIT
from rgflow.store import open_dataset, write


def test_the_ledger_is_written_in_every_form(tmp_path) -> None:
    samples = [tmp_path / "9.nc", tmp_path / "10.nc"]
    for path, L in zip(samples, (9, 10), strict=True):
        write(path, synthetic.fit("monte_carlo", L=L), FIT)
    names = ("ledger.nc", "ledger.csv", "ledger.md", "ledger.html", "reproducing.md", "findings.md")
    files = [tmp_path / name for name in names]
    arguments = ["claims", "--input", "samples", *map(str, samples), "--output", *map(str, files)]
    assert main(arguments) == 0
    assert all(file.is_file() for file in files)
    ledger = open_dataset(files[0], LEDGER)
    assert ledger["claim"].values.tolist() == [f"C{number}" for number in range(1, 19)]
    first = [file.read_bytes() for file in files]
    assert main(arguments) == 0
    assert [file.read_bytes() for file in files] == first


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--input", "smaples", "x.nc", "--output", "ledger.nc"], "no claim looks at the role"),
        (["--output", "ledger.pdf"], "no page of the ledger is called 'ledger.pdf'"),
    ],
)
def test_mistakes_are_told_in_one_message(arguments, message, capfd) -> None:
    assert main(["claims", *arguments]) == 1
    assert message in capfd.readouterr().err
