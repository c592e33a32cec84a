"""Code maps: complete, blind to comments, sensitive to everything that runs."""

import subprocess
import sys
from pathlib import Path

import pytest

from rgflow import provenance
from rgflow.cli import VERBS, verb_module


@pytest.mark.parametrize("verb", VERBS)
def test_the_code_map_holds_every_module_that_importing_a_verb_loads(verb: str) -> None:
    script = (
        f"import sys, {verb_module(verb)}\n"
        "print(*(n for n in sys.modules if n.startswith('rgflow.')))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.split()
    assert set(loaded) <= set(provenance.code_map(verb_module(verb)))


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with rgflow's name: stage a imports b lazily, b imports c; d stands alone."""
    sources = {
        "__init__": "",
        "a": "def run():\n    from rgflow.b import f\n    return f()\n",
        "b": '"""Text."""\nfrom rgflow import c\n\n\ndef f():\n    """Say."""\n    return c.X\n',
        "c": "X = 1\n",
        "d": "X = 2\n",
    }
    for name, text in sources.items():
        (tmp_path / f"{name}.py").write_text(text)
    monkeypatch.setattr(provenance, "SOURCE", tmp_path)
    return tmp_path


def forget() -> None:
    caches = (provenance._path, provenance._tree, provenance._imports, provenance._hash)
    for known in (*caches, provenance._code_map):
        known.cache_clear()


def fresh_map() -> dict[str, str]:
    forget()
    return provenance.code_map("rgflow.a")


@pytest.mark.parametrize(
    ("module", "old", "new", "changed"),
    [
        ("c", "X = 1", "X = 3", {"rgflow.c"}),
        ("c", "X = 1", "X = 1  # one", set()),
        ("c", "X = 1", "X  =  1", set()),
        ("b", "Say.", "Say it.", set()),
        ("b", "Text.", "Other text.", set()),
        ("b", "return c.X", "return -c.X", {"rgflow.b"}),
        ("d", "X = 2", "X = 4", set()),
    ],
)
def test_only_edits_that_run_change_the_map(
    package: Path, module: str, old: str, new: str, changed: set[str]
) -> None:
    before = fresh_map()
    assert set(before) == {"rgflow.a", "rgflow.b", "rgflow.c"}
    path = package / f"{module}.py"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    after = fresh_map()
    assert {name for name in after if after[name] != before[name]} == changed
    forget()


@pytest.mark.parametrize(
    "block",
    [
        "if x:\n    {0}",
        "if x:\n    pass\nelse:\n    {0}",
        "for x in y:\n    pass\nelse:\n    {0}",
        "with x:\n    {0}",
        "try:\n    {0}\nfinally:\n    pass",
        "try:\n    pass\nexcept E:\n    {0}",
        "try:\n    pass\nexcept* E:\n    {0}",
        "try:\n    pass\nfinally:\n    {0}",
        "match x:\n    case 1:\n        {0}",
        "class A:\n    async def f(self):\n        {0}",
    ],
)
def test_imports_in_any_block_are_found(package: Path, block: str) -> None:
    (package / "a.py").write_text(block.format("import rgflow.d") + "\n")
    assert set(fresh_map()) == {"rgflow.a", "rgflow.d"}
    forget()


def test_stages_reach_the_parts_of_the_models_that_they_use_and_no_others() -> None:
    forget()
    every, ising = (
        {verb: set(provenance.code_map(verb_module(verb), models)) for verb in VERBS}
        for models in (None, ("ising",))
    )
    for verb in VERBS:
        strange = {name for name in every[verb] if name.startswith("rgflow.models.curie_weiss")}
        assert every[verb] - ising[verb] == strange
    ours = "rgflow.models.ising."
    assert {f"{ours}metropolis", f"{ours}cluster"} <= ising["sample"]
    assert "rgflow.models.curie_weiss.sampler" in every["sample"]
    for verb, foreign in {
        "sample": {"energy_levels", "symmetries", "transfer"},
        "train-rbm": {"kaufman", "energy_levels", "symmetries", "transfer", "sampling"},
        "train-probe": {"sampling", "transfer"},
        "measure": {"sampling", "transfer"},
    }.items():
        assert not {ours + name for name in foreign} & ising[verb]
    assert f"{ours}hamiltonian" in ising["train-rbm"]
    assert f"{ours}transfer" in ising["exact"]
