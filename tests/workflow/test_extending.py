"""The examples of docs/extending.md, run as a stranger would: one module each, found and used."""

import csv
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from checkouts import ROOT, Checkout

from rgflow.plan.plan import planned

BLOCK = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)
TINY = """\
name: tiny
alone: true
temperature_grid: {first: 1.9, last: 2.6, step: 0.1}
sample: {samples: 60, critical_samples: 60}
probe: {epochs: 2}
assess: {chains: 5, steps: 5, settle_starts: 20, settle_length: 2}
flow: {lengths: [1, 2], starts_per_temperature: 20}
fit: {bootstrap: 10}
measure: {blocks: 2}
coarse_grain: {transformations: [average, corner]}
recipes: {cd: {updates: 50, batch_size: 20, snapshots: 2}}
machines:
  own: {layers: [64, 16], recipe: cd, temperatures: grid, seeds: 2}
"""


def examples() -> list[tuple[str, str, str]]:
    """Return (language, file, text) of every block of code."""
    return BLOCK.findall((ROOT / "docs/extending.md").read_text(encoding="utf-8"))


def test_configurations_can_be_planned() -> None:
    names = []
    for language, name, text in examples():
        if language == "yaml":
            plan = planned(yaml.safe_load(text), ROOT / "config.yaml", name)
            names.append(name)
            assert plan.products.figures
    assert names == ["mine.yaml", "beside.yaml"]


def test_scripts_run(tmp_path: Path) -> None:
    scripts = [text for language, name, text in examples() if language == "python" and not name]
    assert len(scripts) == 1
    subprocess.run([sys.executable, "-c", scripts[0]], cwd=tmp_path, check=True)
    assert (tmp_path / "layer1.nc").is_file()


@pytest.mark.workflow
def test_a_stranger_adds_a_rule_a_control_a_figure_and_a_claim(
    new_checkout: Callable[[], Checkout],
) -> None:
    checkout = new_checkout()
    added = [name for language, name, _ in examples() if language == "python" and name]
    assert len(added) == 4
    for _, name, text in examples():
        if name in added:
            (checkout.folder / name).write_text(text, encoding="utf-8")
    (checkout.folder / "tiny.yaml").write_text(TINY)
    checkout.snakemake("--cores", "2", "--configfile", "tiny.yaml")
    results = checkout.folder / "results/tiny"
    assert (results / "report.html").stat().st_size > 0
    assert (results / "figure/figure_mine.png").stat().st_size > 0
    assert list((results / "coarse-grain/corner").rglob("*.nc"))
    assert list((results / "fit/control/flipped").rglob("*.nc"))
    with (results / "claims/demellokoch2020/ledger.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    (own,) = [row for row in rows if row["claim"] == "C19"]
    assert own["verdict"] == "reproduced"
    assert float(own["value"]) == 8 * 20
    assert any(row["reading"].startswith("flipped") for row in rows)
    verdicts = {row["claim"]: row["verdict"] for row in rows}
    assert verdicts["C12"] == "not asked"
