"""A name decides nothing: all machines renamed give the same numbers, verdicts and figures."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from checkouts import Checkout

pytestmark = pytest.mark.workflow

TINY = """\
name: {name}
alone: true
temperature_grid: {{first: 1.9, last: 2.6, step: 0.1}}
sample: {{samples: 60, critical_samples: 60}}
probe: {{epochs: 2}}
assess: {{chains: 5, steps: 5, settle_starts: 20, settle_length: 2}}
flow: {{lengths: [1, 2], starts_per_temperature: 20}}
fit: {{bootstrap: 10}}
measure: {{blocks: 2}}
coarse_grain: {{jackknife_blocks: 5}}
recipes: {{cd: {{updates: 50, batch_size: 20, snapshots: 2}}}}
machines:
  {a}: {{layers: [64, 16], recipe: cd, seeds: 2, label: one, reading: literal, flow: mean}}
  {b}: {{layers: [64, 9], recipe: cd, seeds: 1, label: other, reading: neighbour, variant_of: {a}}}
  {c}: {{layers: [256, 64, 16], recipe: cd, seeds: 2, temperatures: [Tc], label: deep, single: {d}}}
  {d}: {{layers: [256, 16], recipe: cd, seeds: 2, temperatures: [Tc], label: flat, flow: none}}
"""
NAMES = {"a": "text", "b": "cd_16", "c": "stack32", "d": "single32"}
OTHER = {"a": "zz", "b": "m1", "c": "code", "d": "stack64"}
"""Names that once meant something, given to others."""


def numbers(checkout: Checkout, name: str, names: dict[str, str]) -> dict[str, str]:
    """Return all tables and the ledger, with the machines' names put back."""
    back = {new: key for key, new in names.items()}
    pattern = re.compile(rf"(?<![A-Za-z0-9])({'|'.join(back)})(?![A-Za-z0-9])")
    folder: Path = checkout.folder / "results" / name
    texts = {}
    for path in sorted([*folder.glob("figure/*.csv"), *folder.glob("claims/*/ledger.csv")]):
        text = path.read_text(encoding="utf-8").replace(f"\n{name},", "\nexperiment,")
        texts[str(path.relative_to(folder))] = pattern.sub(
            lambda found: f"machine {back[found[0]]}", text
        )
    return texts


def test_renamed_machines_change_names_only(new_checkout: Callable[[], Checkout]) -> None:
    checkout = new_checkout()
    made = []
    for name, names in (("first", NAMES), ("second", OTHER)):
        (checkout.folder / f"{name}.yaml").write_text(TINY.format(name=name, **names))
        checkout.snakemake("claims", "figures", "--cores", "2", "--configfile", f"{name}.yaml")
        made.append(numbers(checkout, name, names))
    first, second = made
    assert first.keys() == second.keys()
    assert len(first) > 15
    assert [name for name in first if first[name] != second[name]] == []
