"""Sample files that hold what cannot be are refused, with all reasons in one message."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from rgflow.cli import main
from rgflow.contracts.gather import GATHER
from rgflow.contracts.sample import SAMPLE
from rgflow.contracts.starts import STARTS
from rgflow.errors import DataError
from rgflow.loading.samples import read_samples, read_starts
from rgflow.models.base.hamiltonian import hamiltonian
from rgflow.rng import generator
from rgflow.store import Dataset, Variable, write

N, L = 12, 4


def spins(n: int = N, shape: tuple[int, int] = (L, L)) -> np.ndarray:
    return generator(1, "spins").choice(np.array([-1, 1], np.int8), (n, *shape))


def samples(values: np.ndarray, model: str = "ising", **changes: object) -> Dataset:
    """A sample file of given spins that is right but for the changes."""
    attrs = {name: kind(1) for name, kind in SAMPLE.attributes.items()}
    attrs |= {"L": L, "temperature": 2.3, "model": model, "algorithm": "mine"}
    known = {
        "spins": Variable(("sample", "y", "x"), values),
        "magnetization": Variable(("sample",), values.sum(axis=(1, 2), dtype=np.int32)),
    }
    if "energy" not in changes:
        # rectangles and 0/1 spins have an energy too, though no model's
        square = values if values.shape[1] == values.shape[2] else values[:, :L, :L]
        energy = hamiltonian(model).energy(square)
        known["energy"] = Variable(("sample",), np.asarray(energy, np.float64))
    for name, value in changes.items():
        if name in SAMPLE.fields:
            known[name] = Variable(SAMPLE.fields[name].dims, np.asarray(value))
        else:
            attrs[name] = value
    return Dataset(known, attrs)


def refusal(path: Path, dataset: Dataset, contract=SAMPLE, reader: Callable | None = None) -> str:
    """What a reader says of a file that was written with the documented call."""
    write(path, dataset, contract)
    with pytest.raises(DataError) as refused:
        (reader or (lambda one: read_samples([one])))(path)
    assert str(path) in str(refused.value)
    assert "remedy" in str(refused.value)
    return refused.value.what


def test_right_files_are_read(tmp_path: Path) -> None:
    for model in ("ising", "curie_weiss"):
        path = tmp_path / f"{model}.nc"
        write(path, samples(spins(), model), SAMPLE)
        assert read_samples([path])[0].attrs["model"] == model


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({"L": 5}, "4 x 4 sites, but attribute 'L' is 5", id="wrong L"),
        pytest.param(
            {"temperature": -3.0},
            "is -3.0, not finite and >= 0",
            id="T < 0",
        ),
        pytest.param({"temperature": float("nan")}, "'temperature' is nan", id="T not a number"),
        pytest.param({"temperature": float("inf")}, "'temperature' is inf", id="T infinite"),
        pytest.param(
            {"energy": np.zeros(N)}, r"\d+ of 12 values of 'energy' are not those", id="energies"
        ),
        pytest.param(
            {"magnetization": np.full(N, 99)}, "12 of 12 values of 'magnetization'", id="sums"
        ),
        pytest.param(
            {"model": "potts", "energy": np.zeros(N)},
            "'model' is 'potts', known are curie_weiss, ising",
        ),
    ],
)
def test_one_wrong_thing(tmp_path: Path, changes: dict[str, object], reason: str) -> None:
    found = refusal(tmp_path / "x.nc", samples(spins(), **changes))
    assert re.search(reason, found)
    assert ";" not in found


def test_spins_that_are_no_spins(tmp_path: Path) -> None:
    halves = (1 + spins()) // 2
    assert f"{N * L * L - halves.sum()} of 192 spins are not +1 or -1" in refusal(
        tmp_path / "x.nc", samples(halves)
    )
    with pytest.raises(DataError, match="'spins' holds 127, above 1"):
        write(tmp_path / "x.nc", samples(np.full((N, L, L), 127, np.int8)), SAMPLE)


def test_rectangles(tmp_path: Path) -> None:
    assert "4 x 6 sites, but attribute 'L' is 4" in refusal(
        tmp_path / "x.nc", samples(spins(shape=(4, 6)))
    )


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (np.full((N, L, L), 0.7), "'spins' holds 0.7, which int8 cannot"),
        (np.full((N, L, L), 257), "'spins' holds 257, which int8 cannot"),
        (np.full((N, L, L), np.nan), "'spins' holds nan, which int8 cannot"),
    ],
)
def test_writing_does_not_cut_values_to_fit(
    tmp_path: Path, values: np.ndarray, reason: str
) -> None:
    path = tmp_path / "x.nc"
    with pytest.raises(DataError, match=re.escape(reason)):
        write(path, samples(spins(), spins=values), SAMPLE)
    assert not path.exists()
    write(path, samples(spins(), spins=spins().astype(np.float64)), SAMPLE)
    read_samples([path])


def test_energies_of_another_model_are_not_those_of_the_spins(tmp_path: Path) -> None:
    mine = samples(spins(), "curie_weiss").variables["energy"].values
    assert "values of 'energy'" in refusal(tmp_path / "x.nc", samples(spins(), energy=mine))


def test_all_reasons_come_at_once(tmp_path: Path) -> None:
    wrong = samples(
        spins(), temperature=-3.0, L=9, energy=np.zeros(N), magnetization=np.full(N, 99)
    )
    found = refusal(tmp_path / "x.nc", wrong)
    for reason in ("'temperature' is -3", "'L' is 9", "'energy'", "'magnetization'"):
        assert reason in found
    assert found.count(";") == 3


def test_layout_and_content_are_told_together(tmp_path: Path) -> None:
    wrong = samples(spins(), temperature=-3.0)
    del wrong.attrs["burn_in"]
    path = tmp_path / "x.nc"
    with pytest.raises(DataError, match="attribute 'burn_in' is None"):
        write(path, wrong, SAMPLE)
    loose = {key: kind for key, kind in SAMPLE.attributes.items() if key != "burn_in"}
    object.__setattr__(lenient := SAMPLE.without(), "attributes", loose)
    write(path, wrong, lenient)
    with pytest.raises(DataError, match=r"'burn_in' is None, expected int; .*'temperature' is -3"):
        read_samples([path])


def several(temperature: np.ndarray, values: np.ndarray, contract) -> Dataset:
    (along, *_), *_ = (field.dims for field in contract.fields.values())
    return Dataset(
        {
            "spins": Variable((along, "y", "x"), values),
            "temperature": Variable((along,), temperature),
        },
        {"L": L, "model": "ising"},
    )


@pytest.mark.parametrize(
    ("contract", "reader"), [(GATHER, lambda path: read_samples([path])), (STARTS, read_starts)]
)
def test_files_of_several_temperatures(tmp_path: Path, contract, reader: Callable) -> None:
    rising = np.repeat([1.0, 2.0, 3.0], 4)
    path = tmp_path / "x.nc"
    write(path, several(rising, spins(), contract), contract)
    assert reader(path)
    assert "not in rising order" in refusal(
        path, several(rising[::-1].copy(), spins(), contract), contract, reader
    )
    zero = spins()
    zero[3, 1, 1] = 0
    assert "1 of 192 spins are not +1 or -1" in refusal(
        path, several(rising, zero, contract), contract, reader
    )


def test_a_temperature_other_than_the_name_says(tmp_path: Path) -> None:
    write(tmp_path / "T2.3.nc", samples(spins()), SAMPLE)
    read_samples([tmp_path / "T2.3.nc"])
    critical = samples(spins(), "curie_weiss", temperature=1.0)
    write(tmp_path / "TTc.nc", critical, SAMPLE)
    read_samples([tmp_path / "TTc.nc"])
    write(tmp_path / "Twisted.nc", samples(spins()), SAMPLE)
    read_samples([tmp_path / "Twisted.nc"])
    said = refusal(tmp_path / "T2.5.nc", samples(spins()))
    assert said == "attribute 'temperature' is 2.3, but the file is called T2.5"
    assert "called TTc" in refusal(tmp_path / "TTc.nc", samples(spins()))


def test_an_empty_file(tmp_path: Path) -> None:
    assert "no configuration" in refusal(tmp_path / "x.nc", samples(spins(0)))


def test_verbs_refuse_a_wrong_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, output = tmp_path / "x.nc", tmp_path / "out.nc"
    write(path, samples((1 + spins()) // 2), SAMPLE)
    words = ("gather", "--samples", str(path), "--output", str(output))
    assert main(list(words)) == 1
    assert "spins are not +1 or -1" in capsys.readouterr().err
    assert not output.exists()
