"""The verb figure: roles of machines from their own file, and one message for an unknown role."""

import csv

import pytest
import synthetic

from rgflow.cli import main
from rgflow.contracts.fit import FIT
from rgflow.contracts.machines import MACHINES
from rgflow.store import write


def machines(path, names, label="{}"):
    """Write a file of machines that are all literal readings."""
    texts = {"flow": "sampled", "reading": "literal", "single": "", "smaller": "", "variant_of": ""}
    texts |= {"model": "ising", "layers": "100-81"}
    columns = {column: [text] * len(names) for column, text in texts.items()}
    columns |= {"name": names, "label": [label.format(name) for name in names]}
    data = synthetic.keep({**columns, "L": [10] * len(names)}, {}, MACHINES)
    write(path, data, MACHINES)
    return path


@pytest.fixture
def fits(tmp_path):
    """Fits of two machines, without the roles that are attached to them."""
    paths = []
    for name in ("text", "cd"):
        file = synthetic.fit(name)
        for role in ("label", "flow", "reading", "position", "single", "smaller", "variant_of"):
            del file.attrs[role]
        paths.append(tmp_path / f"{name}.nc")
        write(paths[-1], file, FIT)
    return [str(path) for path in paths]


def labels(path):
    with path.open(encoding="utf-8") as file:
        return [row["value"] for row in csv.DictReader(file) if row["variable"] == "label"]


def test_labels_and_order_come_from_the_file_of_machines(fits, tmp_path):
    known = str(machines(tmp_path / "machines.nc", ["cd", "text"], "my {}"))
    out = tmp_path / "figure.csv"
    command = ["figure", "--number", "02", "--input", "fit", *fits, "--input", "machines", known]
    assert main([*command, "--output", str(out)]) == 0
    assert labels(out) == ["my cd", "my text"]


def test_a_machine_that_is_not_listed_is_refused(fits, tmp_path, capsys):
    known = str(machines(tmp_path / "machines.nc", ["cd"]))
    command = ["figure", "--number", "02", "--input", "fit", *fits, "--input", "machines", known]
    assert main([*command, "--output", str(tmp_path / "figure.csv")]) == 1
    assert "text" in capsys.readouterr().err
    assert main([*command[:-3], "--output", str(tmp_path / "figure.csv")]) == 1


def test_an_unknown_role_is_one_message(fits, tmp_path, capsys):
    command = ["figure", "--number", "02", "--input", "prob", *fits]
    assert main([*command, "--output", str(tmp_path / "figure.csv")]) == 1
    message = capsys.readouterr().err
    assert "nothing looks at the role 'prob'" in message
    assert "machines, fit" in message
