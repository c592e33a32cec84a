"""A change reruns exactly the stages that it touches."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from checkouts import SMOKE, Checkout

pytestmark = [pytest.mark.workflow, pytest.mark.xdist_group("smoke")]

AFTER_FIGURE = {"report", "all"}
FIGURES_OF_FLOWS = {"figure_02", "figure_04", "figure_05", "figure_06", "figure_b6"}
AFTER_FIT = FIGURES_OF_FLOWS | {"ledger"} | AFTER_FIGURE


@pytest.fixture
def changed(smoke: Checkout, tmp_path: Path) -> Iterator[Checkout]:
    """The finished smoke run, to be changed: sources and configuration come back afterwards."""
    kept = tmp_path / "kept"
    for name in ("src", "config.yaml", "presets"):
        source, target = smoke.folder / name, kept / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy2(source, target)
    yield smoke
    for name in ("src", "config.yaml", "presets"):
        source, target = kept / name, smoke.folder / name
        if source.is_dir():
            shutil.rmtree(target)
            shutil.copytree(source, target)
        else:
            shutil.copy2(source, target)


FLOWS = {"flow", "measure_flow", "fit"}
CONTROLS = {"control_flow", "measure_control"}


@pytest.mark.parametrize(
    ("name", "old", "new", "reruns"),
    [
        pytest.param(
            "src/rgflow/figures/paper/figure_07.py", "_SKETCH = 6", "_SKETCH = 8", {"figure_07"},
            id="one figure's module",
        ),
        pytest.param(
            "src/rgflow/learners/flow.py",
            "range(0, len(visible), CHUNK_ROWS)", "range(0, 0 + len(visible), CHUNK_ROWS)",
            {"assess_rbm", "multiverse", *FLOWS}, id="the flow's module",
        ),
        pytest.param(
            "src/rgflow/analysis/magnetization.py",
            "place = (..., number)", "place = (Ellipsis, number)", {"fit", "multiverse"},
            id="the magnetization fit",
        ),
        pytest.param(
            "presets/smoke.yaml", "bootstrap: 20", "bootstrap: 21", {"fit"}, id="fit.bootstrap"
        ),
        pytest.param(
            "presets/smoke.yaml", "code: {updates: 200", "code: {updates: 201",
            {"train_rbm", "assess_rbm", *FLOWS, *CONTROLS}, id="one recipe",
        ),
        pytest.param(
            "presets/smoke.yaml", "text: {seeds: 2}", "text: {seeds: 2, label: another}",
            {"machines"}, id="a label",
        ),
        pytest.param(
            "src/rgflow/config/defaults.py", '"half": Recipe(visible_model="mean")',
            '"half": Recipe(visible_model="mean", l2=0.1)', set(), id="a recipe that is not used",
        ),
        pytest.param(
            "src/rgflow/models/curie_weiss/__init__.py", "T_C = 1.0", "T_C = 1.5", set(),
            id="a lattice model that is not used",
        ),
        pytest.param(
            "src/rgflow/coarse/majority.py", "def block(", "SOME = 1\n\n\ndef block(", set(),
            id="a block-spin rule that is not used",
        ),
        pytest.param(
            "src/rgflow/controls/scrambled.py", "def make(", "SOME = 1\n\n\ndef make(",
            {"scrambled_L64", "read_control", "mcrg_control"}, id="one control",
        ),
    ],
)  # fmt: skip
def test_a_change_reruns_what_it_touches(
    changed: Checkout, name: str, old: str, new: str, reruns: set[str]
) -> None:
    changed.edit(name, old, new)
    ran = set(changed.would_run(*SMOKE))
    stages = {rule for rule in ran if not rule.startswith("figure_")}
    downstream = {"ledger", "report", "all", "effective_config"}
    assert stages - downstream == {rule for rule in reruns if not rule.startswith("figure_")}
    drawn = {rule for rule in ran if rule.startswith("figure_")}
    if reruns == {"figure_07"}:
        assert drawn == {"figure_07"}
        assert "ledger" not in ran
    elif reruns & {"fit", "machines"}:
        assert drawn >= FIGURES_OF_FLOWS
        assert "ledger" in ran
    elif not reruns:
        assert not drawn
        assert "ledger" not in ran


def test_a_new_figure_redraws_no_other(changed: Checkout) -> None:
    folder = changed.folder / "src/rgflow/figures/beyond"
    source = (folder / "figure_b5.py").read_text(encoding="utf-8")
    (folder / "figure_b9.py").write_text(
        source.replace('NUMBER = "b5"', 'NUMBER = "b9"'), encoding="utf-8"
    )
    drawn = {rule for rule in changed.would_run(*SMOKE) if rule.startswith("figure_")}
    assert drawn == {"figure_b9"}


@pytest.mark.parametrize(
    ("old", "new", "adds"),
    [
        ("  lengths: [5, 26]", "  lengths: [5, 7, 26]", {"flow": 4}),
        ("{L: 9, temperatures: [2.1, 2.2", "{L: 9, temperatures: [2.0, 2.1, 2.2", {"sample": 1}),
        ("  text: {seeds: 2}", "  text: {seeds: 3}", {"train_rbm": 1, "flow": 2, "fit": 1}),
        (
            "machines:\n",
            "machines:\n  own: {layers: [100, 9], recipe: cd, seeds: 1, maps: [], controls: []}\n",
            {"train_rbm": 1, "flow": 2, "assess_rbm": 1},
        ),
    ],
    ids=["a length", "a temperature", "a seed", "a machine"],
)  # fmt: skip
def test_what_is_added_remakes_no_file(
    changed: Checkout, old: str, new: str, adds: dict[str, int]
) -> None:
    """Measures are made anew where a length joins, since they hold all lengths; no dataset is."""
    changed.edit("presets/smoke.yaml", old, new)
    jobs = changed.would_run(*SMOKE)
    datasets = ("sample", "gather", "train_probe", "train_rbm", "flow", "coarse_grain")
    assert {rule: jobs[rule] for rule in datasets if rule in jobs} == {
        rule: n for rule, n in adds.items() if rule in datasets
    }
    assert all(jobs.get(rule, 0) >= n for rule, n in adds.items())


def test_one_recipe_retrains_only_its_machines(changed: Checkout) -> None:
    changed.edit("presets/smoke.yaml", "code: {updates: 200", "code: {updates: 201")
    assert changed.would_run(*SMOKE)["train_rbm"] == 2


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("src/rgflow/models/ising/sampling.py", '"""Equilibrium', '"""Well equilibrated'),
        (
            "src/rgflow/learners/rbm/training.py",
            "MONITORED_ROWS = 1000",
            "MONITORED_ROWS = 1000  # enough",
        ),
        ("src/rgflow/figures/paper/figure_07.py", 'NUMBER = "7"', "NUMBER = '7'"),
        ("src/rgflow/cli.py", "return 130", "return 131"),
    ],
)
def test_comments_docstrings_layout_and_the_command_line_rerun_nothing(
    changed: Checkout, name: str, old: str, new: str
) -> None:
    changed.edit(name, old, new)
    assert changed.would_run(*SMOKE) == {}


def test_files_with_a_new_date_but_the_same_bytes_rerun_nothing(changed: Checkout) -> None:
    for path in (changed.folder / "results/smoke/sample").rglob("*.nc"):
        path.touch()
    assert changed.would_run(*SMOKE) == {}
