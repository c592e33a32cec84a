"""Every preset and target can be planned; bad configurations are refused with one message."""

from collections.abc import Callable

import pytest
from checkouts import ROOT, SMOKE, Checkout

pytestmark = pytest.mark.workflow


@pytest.fixture(scope="module")
def fresh(new_checkout: Callable[[], Checkout]) -> Checkout:
    return new_checkout()


@pytest.mark.parametrize("preset", sorted(path.stem for path in (ROOT / "presets").glob("*.yaml")))
def test_presets_can_be_planned(fresh: Checkout, preset: str) -> None:
    jobs = fresh.would_run("--quiet", "rules", "--configfile", f"presets/{preset}.yaml")
    assert jobs["figure_04"] == 1
    assert sum(jobs.values()) < 3000


@pytest.mark.parametrize(
    ("target", "makes", "leaves"),
    [
        ("figure_07", {"sample", "coarse_grain", "correlate_rg", "figure_07"}, {"train_rbm"}),
        ("figure_13", {"correlate_pattern", "figure_13"}, {"sample"}),
        ("machine_code", {"sample", "train_rbm"}, {"flow", "train_probe"}),
        ("train_probe_all", {"sample", "train_probe"}, {"train_rbm"}),
        ("results/smoke/sample/L10/Tc.nc".replace("Tc", "TTc"), {"sample"}, {"train_probe"}),
    ],
)
def test_targets_make_what_they_say_and_no_more(
    fresh: Checkout, target: str, makes: set[str], leaves: set[str]
) -> None:
    jobs = set(fresh.would_run(target, *SMOKE))
    assert makes <= jobs
    assert not leaves & jobs


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("sede=1", "there is no such key (did you mean 'seed'?)"),
        ("seed=-1", "seed: should be greater than or equal to 0 (given: -1)"),
        ("name=a/b", "name: should match pattern"),
    ],
)
def test_a_bad_configuration_is_one_message(fresh: Checkout, setting: str, message: str) -> None:
    text = fresh.snakemake("--dry-run", "--config", setting, check=False)
    assert message in text
    assert "Traceback" not in text


def test_an_unknown_temperature_is_one_message(fresh: Checkout) -> None:
    text = fresh.snakemake("-n", "results/default/sample/L10/T7.5.nc", check=False)
    assert "7.5" in text
    assert "Traceback" not in text
