"""Finding models by name: what is there, what is declared, what is missing."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from rgflow import lattice_models
from rgflow.errors import ParameterError
from rgflow.models.base import exact, hamiltonian, law, sampler

ACCESS = {
    "hamiltonian": hamiltonian.hamiltonian,
    "law": law.law,
    "sampler": sampler.sampler,
    "exact": exact.exact,
}


@pytest.mark.parametrize("name", lattice_models.names())
@pytest.mark.parametrize("part", lattice_models.PARTS)
def test_every_model_offers_all_parts(name: str, part: str) -> None:
    assert ACCESS[part](name)


def test_names_and_critical_points_are_known_without_numpy() -> None:
    program = (
        "import sys; from rgflow.lattice_models import names, critical_point; "
        "print(names(), [critical_point(name).T_C for name in names()]); "
        "assert not {'numpy', 'rgflow.models'} & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "('curie_weiss', 'ising') [1.0, 2.269185314213022]"


def test_critical_points() -> None:
    assert lattice_models.critical_point("ising")[1:] == (1 / 8, 1.0, 1 / 8)
    assert lattice_models.critical_point("curie_weiss")[1:] == (None, None, 0.5)


def test_streams_of_the_first_model_carry_no_name() -> None:
    assert lattice_models.stream("ising") == ()
    assert lattice_models.stream("curie_weiss") == ("curie_weiss",)


def test_an_unknown_model_is_refused_with_a_near_name() -> None:
    with pytest.raises(ParameterError, match=r"no lattice model 'isng' \(did you mean 'ising'\?\)"):
        law.law("isng")
    for name in ("base", "__init__", "../config", ""):
        with pytest.raises(ParameterError, match="choose one of curie_weiss, ising"):
            lattice_models.critical_point(name)


def test_what_a_model_lacks_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import rgflow.models

    (tmp_path / "half.py").write_text("T_C = 1.0\nBETA = None\n\ndef energy(spins): ...\n")
    monkeypatch.setattr(lattice_models, "FOLDERS", [tmp_path])
    monkeypatch.setattr(rgflow.models, "__path__", [str(tmp_path)])
    with pytest.raises(ParameterError, match="'half' lacks ground_energy"):
        hamiltonian.hamiltonian("half")
    with pytest.raises(ParameterError, match=r"COLD, energy_distribution, .*, specific_heat"):
        law.law("half")
    with pytest.raises(ParameterError, match="does not declare DELTA_SIGMA, DELTA_EPSILON"):
        lattice_models.critical_point("half")


@pytest.mark.parametrize("name", lattice_models.names())
def test_declared_constants_are_plain_numbers(name: str) -> None:
    source = lattice_models._source(name).read_text(encoding="utf-8")
    values = {
        node.targets[0].id: node.value
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign)
    }
    for key in lattice_models.CriticalPoint._fields:
        ast.literal_eval(values[key])
