"""The stage mcrg: what its file holds, of spins and of real values, and what it refuses."""

from pathlib import Path

import numpy as np
import pytest

from rgflow.cli import main
from rgflow.contracts.coarse_grain import COARSE
from rgflow.contracts.mcrg import MCRG
from rgflow.contracts.sample import SAMPLE
from rgflow.models.ising import T_C
from rgflow.observables.lattice_operators import EVEN, ODD, operator_sums
from rgflow.observables.mcrg import leading
from rgflow.store import Dataset, read, write


def rgflow(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Samples on 8 x 8 and their lattices after one and two steps; a control of them."""
    made = tmp_path_factory.mktemp("mcrg")
    draw = ("sample", "-L", 8, "-T", "Tc", "--root-seed", 1, "--samples")
    assert rgflow(*draw, 300, "--output", made / "samples.nc") == 0
    assert rgflow(*draw, 200, "--output", made / "fewer.nc") == 0
    for rule in ("majority", "average"):
        for steps in (1, 2):
            code = rgflow(
                "coarse-grain", "--samples", made / "samples.nc", "--transformation", rule,
                "--steps", steps, "--root-seed", 1, "--output", made / f"{rule}{steps}.nc",
            )  # fmt: skip
            assert code == 0
    control = ("control", "--control", "scrambled", "--samples", made / "samples.nc")
    outputs = (made / "scrambled1.nc", made / "scrambled2.nc")
    assert rgflow(*control, "--root-seed", 1, "--output", *outputs) == 0
    return made


def mcrg(folder: Path, fine: str, coarse: str, out: Path, blocks: int = 10) -> int:
    return rgflow(
        "mcrg", "--lattices", folder / f"{fine}.nc", folder / f"{coarse}.nc",
        "--blocks", blocks, "--root-seed", 1, "--output", out,
    )  # fmt: skip


def result(folder: Path, fine: str, coarse: str, out: Path) -> Dataset:
    assert mcrg(folder, fine, coarse, out) == 0
    return read(out, MCRG)


def spins(path: Path) -> np.ndarray:
    return read(path, SAMPLE if path.stem == "samples" else COARSE)["spins"]


def test_numbers_of_spins_are_those_of_the_library_in_both_forms(
    folder: Path, tmp_path: Path
) -> None:
    file = result(folder, "samples", "majority1", tmp_path / "out.nc")
    fine, coarse = (operator_sums(spins(folder / f"{n}.nc")) for n in ("samples", "majority1"))
    even, odd = slice(0, len(EVEN)), slice(len(EVEN), None)
    expected = leading(coarse[:, even], fine[:, even], 2, 10)
    np.testing.assert_array_equal(file["thermal_eigenvalue"], [expected.eigenvalue.value] * 2)
    np.testing.assert_array_equal(file["y_t_error"], [expected.exponent.standard_error] * 2)
    expected = leading(coarse[:, odd], fine[:, odd], 2, 10)
    np.testing.assert_array_equal(file["y_h"], [expected.exponent.value] * 2)
    np.testing.assert_array_equal(
        file["magnetic_eigenvalue_error"], [expected.eigenvalue.standard_error] * 2
    )
    assert file["form"].tolist() == ["field", "sign"]
    assert file["even"].tolist() == list(EVEN)
    assert file["odd"].tolist() == list(ODD)
    expected_attrs = {
        "source": "majority", "machine": "", "control": "", "seed": 0, "L": 8, "coarse_L": 4,
        "lower": 0, "upper": 1, "configurations": 300, "blocks": 10,
    }  # fmt: skip
    assert {name: file.attrs[name] for name in expected_attrs} == expected_attrs
    assert file.attrs["temperature"] == pytest.approx(T_C, abs=1e-6)


def test_signs_of_real_values_are_those_of_a_block_and_zeros_are_drawn(
    folder: Path, tmp_path: Path
) -> None:
    file = result(folder, "samples", "average1", tmp_path / "out.nc")
    np.testing.assert_allclose(file["y_h"][0], 2.0, atol=1e-5)  # true of all linear rules
    assert (np.abs(file["y_h"][1] - 2.0) > 1e-3).all()
    # the sign of an average is a majority, with other coins for its ties
    majority = result(folder, "samples", "majority1", tmp_path / "majority.nc")
    for name in ("y_t", "y_h"):
        sigma = np.hypot(file[f"{name}_error"][1, 0], majority[f"{name}_error"][1, 0])
        assert 0 < abs(file[name][1, 0] - majority[name][1, 0]) < 4 * sigma
    assert mcrg(folder, "samples", "average1", tmp_path / "again.nc") == 0
    assert (tmp_path / "again.nc").read_bytes() == (tmp_path / "out.nc").read_bytes()


def test_both_lattices_are_taken_by_their_signs(folder: Path, tmp_path: Path) -> None:
    file = result(folder, "average1", "average2", tmp_path / "out.nc")
    rng, signs = np.random.default_rng(0), []
    for name in ("average1", "average2"):
        lattices = np.sign(spins(folder / f"{name}.nc"))
        signs.append(np.where(lattices == 0, rng.choice([-1, 1], lattices.shape), lattices))
    fine, coarse = (operator_sums(lattices)[:, len(EVEN) :] for lattices in signs)
    expected = leading(coarse, fine, 2, 10).eigenvalue.value[0]
    assert file["magnetic_eigenvalue"][1, 0] == pytest.approx(expected, rel=0.03)
    mixed = leading(coarse, operator_sums(spins(folder / "average1.nc"))[:, len(EVEN) :], 2, 10)
    assert mixed.eigenvalue.value[0] < 0.93 * expected


def test_numbers_without_an_answer_are_written(folder: Path, tmp_path: Path) -> None:
    hopeless = tmp_path / "flipped.nc"
    file = read(folder / "majority1.nc", COARSE)
    flipped = {"spins": file.variables["spins"]._replace(values=-file["spins"])}
    write(hopeless, Dataset(flipped, file.attrs), COARSE)
    out = tmp_path / "out.nc"
    lattices = ("--lattices", folder / "samples.nc", hopeless)
    assert rgflow("mcrg", *lattices, "--blocks", 10, "--root-seed", 1, "--output", out) == 0
    assert np.isnan(read(out, MCRG)["y_h"]).all()


def test_steps_follow_one_another_and_controls_keep_their_identity(
    folder: Path, tmp_path: Path
) -> None:
    file = result(folder, "majority1", "majority2", tmp_path / "out.nc")
    assert (file.attrs["lower"], file.attrs["upper"]) == (1, 2)
    assert (file.attrs["L"], file.attrs["coarse_L"]) == (4, 2)
    assert np.isnan(file["y_t"][:, -1]).all()  # third neighbours on 2 x 2 are the sites themselves
    control = result(folder, "samples", "scrambled1", tmp_path / "control.nc")
    assert control.attrs["source"] == control.attrs["control"] == "scrambled"
    # signs flipped at random leave of the magnetization what they happen to leave
    away = np.abs(control["magnetic_eigenvalue"][:, 0] - 2 ** (15 / 8))
    assert (away > 5 * control["magnetic_eigenvalue_error"][:, 0]).all()


@pytest.mark.parametrize(
    ("fine", "coarse", "message"),
    [
        ("fewer", "majority1", "300 configurations that began at L=8"),
        ("majority2", "majority1", "not smaller than the fine ones of side 2"),
        ("samples", "samples", "one of 'coarse-grain' is needed"),
    ],
)
def test_lattices_that_are_no_step_apart_are_refused(
    folder: Path, tmp_path: Path, fine: str, coarse: str, message: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    assert mcrg(folder, fine, coarse, tmp_path / "out.nc") == 1
    assert message in capsys.readouterr().err
    assert not (tmp_path / "out.nc").exists()
