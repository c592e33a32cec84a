"""A change reruns exactly the stages that it touches."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import SMOKE, Checkout

pytestmark = [pytest.mark.workflow, pytest.mark.xdist_group("smoke")]

AFTER_FIGURE = {"report", "all"}
FIGURES_OF_FLOWS = {"figure_02", "figure_04", "figure_05", "figure_06", "figure_b6"}
AFTER_FIT = FIGURES_OF_FLOWS | {"claims"} | AFTER_FIGURE


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


@pytest.mark.parametrize(
    ("name", "old", "new", "reruns"),
    [
        pytest.param(
            "src/rgflow/figures/figure_07.py", "_SKETCH = 6", "_SKETCH = 8", {"figure_07"},
            id="one figure's module",
        ),
        pytest.param(
            "src/rgflow/rbm/flow.py", "CHUNK_ROWS = 4096", "CHUNK_ROWS = 2048",
            {
                "train_rbm", "assess_rbm", "flow", "measure_flow", "fit", "correlate_rg",
                "correlate_rbm", "correlate_pattern", "read_rg", "read_stack", "smoothing",
                "biased_spins", "measure_control", "untrained", "correlate_control", "scrambled",
                "gauge_fixed", "read_control",
            },
            id="the flow's module",
        ),
        pytest.param(
            "src/rgflow/fit/magnetization.py",
            "place = (..., number)", "place = (Ellipsis, number)", {"fit"},
            id="the magnetization fit",
        ),
        pytest.param(
            "presets/smoke.yaml", "bootstrap: 20", "bootstrap: 21", {"fit"}, id="fit.bootstrap"
        ),
        pytest.param(
            "presets/smoke.yaml", "code: {updates: 200", "code: {updates: 201",
            {
                "train_rbm", "assess_rbm", "flow", "measure_flow", "fit", "smoothing",
                "measure_control",
            },
            id="one recipe",
        ),
    ],
)  # fmt: skip
def test_a_change_reruns_what_it_touches(
    changed: Checkout, name: str, old: str, new: str, reruns: set[str]
) -> None:
    changed.edit(name, old, new)
    ran = set(changed.would_run(*SMOKE))
    stages = {rule for rule in ran if not rule.startswith("figure_")}
    downstream = {"claims", "report", "all", "effective_config"}
    assert stages - downstream == {rule for rule in reruns if not rule.startswith("figure_")}
    drawn = {rule for rule in ran if rule.startswith("figure_")}
    if reruns == {"figure_07"}:
        assert drawn == {"figure_07"}
        assert "claims" not in ran
    else:
        assert drawn >= FIGURES_OF_FLOWS


def test_one_recipe_retrains_only_its_machines(changed: Checkout) -> None:
    changed.edit("presets/smoke.yaml", "code: {updates: 200", "code: {updates: 201")
    assert changed.would_run(*SMOKE)["train_rbm"] == 2


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("src/rgflow/ising/sampling.py", '"""Equilibrium', '"""Well equilibrated'),
        ("src/rgflow/rbm/training.py", "MONITORED_ROWS = 1000", "MONITORED_ROWS = 1000  # enough"),
        ("src/rgflow/figures/figure_07.py", 'NUMBER = "7"', "NUMBER = '7'"),
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
