"""Experiments of a user's own: alone, beside the paper's, from other folders, as a module."""

from collections.abc import Callable
from pathlib import Path

import pytest
from checkouts import Checkout

pytestmark = pytest.mark.workflow

MACHINE = """\
machines:
  m12: {layers: [144, 64], recipe: cd, seeds: 2, temperatures: {first: 1.5, last: 3.5, step: 0.1}}
"""


@pytest.fixture(scope="module")
def checkout(new_checkout: Callable[[], Checkout]) -> Checkout:
    made = new_checkout()
    (made.folder / "mine.yaml").write_text(f"name: mine\nalone: true\n{MACHINE}")
    (made.folder / "beside.yaml").write_text(f"name: beside\n{MACHINE}")
    return made


def test_a_machine_alone_makes_nothing_of_the_papers(checkout: Checkout) -> None:
    text = checkout.snakemake("--dry-run", "--configfile", "mine.yaml")
    assert "results/mine/train-rbm/m12/seed1/layer1.nc" in text
    for name in ("text", "code", "stack64", "L10", "L32"):
        assert f"/{name}/" not in text
    assert "claim C12: the experiment has no" in text or "C12" in text


def test_beside_the_papers_every_job_of_the_papers_stays_as_it_is(checkout: Checkout) -> None:
    paper = checkout.would_run("--config", "name=beside")
    both = checkout.would_run("--configfile", "beside.yaml")
    assert {rule: n for rule, n in paper.items() if both.get(rule, 0) < n} == {}
    assert both["train_rbm"] == paper["train_rbm"] + 2


@pytest.mark.parametrize("how", ["--directory", "working folder"])
def test_results_may_be_elsewhere(checkout: Checkout, tmp_path: Path, how: str) -> None:
    """The report's second Snakemake finds the Snakefile, and the results lie where they should."""
    (tmp_path / "tiny.yaml").write_text("name: tiny\nalone: true\n")
    arguments = ["--cores", "1", "--configfile", str(tmp_path / "tiny.yaml")]
    target = ["results/tiny/correlate/pattern/noise.nc"]
    if how == "--directory":
        checkout.snakemake(*target, *arguments, "--directory", str(tmp_path))
    else:
        snakefile = str(checkout.folder / "Snakefile")
        Checkout.run_in(tmp_path, *target, *arguments, "--snakefile", snakefile)
    assert (tmp_path / target[0]).is_file()
    assert not (checkout.folder / target[0]).exists()


def test_the_workflow_is_a_module_of_another(checkout: Checkout, tmp_path: Path) -> None:
    (tmp_path / "Snakefile").write_text(
        f'module rgflow:\n    snakefile: "{checkout.folder}/Snakefile"\n    config: config\n\n'
        "use rule * from rgflow as rg_*\n\n"
        "rule mine:\n    default_target: True\n    input: rules.rg_figure_13.output\n"
    )
    text = Checkout.run_in(tmp_path, "--dry-run", "--config", "name=module")
    assert "rg_correlate_pattern" in text
    assert "results/module/figure/figure_13.png" in text
