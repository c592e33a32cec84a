"""The smoke preset end to end: every output, every contract, the same bytes on one core."""

import shutil
from collections.abc import Callable
from itertools import product

import pytest
from checkouts import SMOKE, Checkout
from snakemake.utils import min_version  # noqa: F401  (fails early where Snakemake is missing)

from rgflow import paths
from rgflow.contracts.coarse_grain import COARSE
from rgflow.contracts.correlate import CORRELATE
from rgflow.contracts.exact import EXACT
from rgflow.contracts.figure import FIGURE
from rgflow.contracts.fit import FIT
from rgflow.contracts.flow import FLOW
from rgflow.contracts.measure import MEASURE
from rgflow.contracts.read_temperature import READ
from rgflow.contracts.sample import SAMPLE
from rgflow.contracts.train_probe import PROBE
from rgflow.contracts.train_rbm import RBM
from rgflow.figures.registry import names
from rgflow.ledger.declared import names_of_sets
from rgflow.store import read

pytestmark = [pytest.mark.workflow, pytest.mark.xdist_group("smoke")]

CONTRACTS = (
    SAMPLE, EXACT, PROBE, RBM, FLOW, COARSE, MEASURE, FIT, CORRELATE, READ, FIGURE,
)  # fmt: skip


def test_rule_all_makes_every_figure_the_ledger_and_the_report(smoke: Checkout) -> None:
    results = smoke.folder / "results/smoke"
    for number in names():
        for suffix in paths.FIGURE_SUFFIXES:
            assert (results / f"figure/figure_{number}.{suffix}").stat().st_size > 0
    for name, suffix in product(names_of_sets(), paths.LEDGER_SUFFIXES):
        assert (results / f"{paths.LEDGER.format(claim_set=name)}.{suffix}").stat().st_size > 0
    report = (results / "report.html").read_text()
    assert report.count("figure_") >= len(names())


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.stage)
def test_every_file_keeps_its_contract(smoke: Checkout, contract: object) -> None:
    folder = smoke.folder / "results/smoke" / contract.stage  # type: ignore[attr-defined]
    files = sorted(folder.rglob("*.nc"))
    assert files
    for path in files:
        read(path, contract)  # type: ignore[arg-type]


def test_a_second_run_has_nothing_to_do(smoke: Checkout) -> None:
    assert smoke.would_run(*SMOKE) == {}


def test_one_core_gives_the_same_bytes_as_two(
    smoke: Checkout, new_checkout: Callable[[], Checkout]
) -> None:
    alone = new_checkout()
    alone.snakemake("--cores", "1", *SMOKE)
    ours, theirs = smoke.results(), alone.results()
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []
    shutil.rmtree(alone.folder)
