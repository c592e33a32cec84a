"""What does not fit together is refused, all of it at once, with key, value and near name."""

from pathlib import Path

import pytest

from rgflow.config.experiment import read_yaml
from rgflow.errors import ConfigError
from rgflow.plan.plan import planned

PAPER = Path(__file__).parents[2] / "config.yaml"

M = {"layers": [100, 81], "recipe": "cd"}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"machines": {"m": {**M, "recipe": "txt"}}}, "machines.m.recipe: no recipe 'txt' (did"),
        ({"machines": {"m": {**M, "model": "isin"}}}, "no model 'isin' (did you mean 'ising'?)"),
        ({"machines": {"m": {**M, "layers": [99, 81], "L": 10}}}, "99 units, but L=10 needs 100"),
        ({"machines": {"m": {**M, "maps": [[2, 1]]}}}, "maps: [2, 1] is no pair of its layers"),
        ({"machines": {"m": {**M, "maps": [[0, 2]]}}}, "maps: [0, 2] is no pair of its layers"),
        ({"machines": {"m": {**M, "layers": [100, 50, 9], "maps": [[1, 2]]}}}, "is no square"),
        ({"machines": {"m": {**M, "layers": [100, 50], "inputs": ["Tc"]}}}, "square layers only"),
        ({"machines": {"m": {**M, "controls": ["smoothin"]}}}, "(did you mean 'smoothing'?)"),
        ({"machines": {"m": {**M, "variant_of": "cdd"}}}, "variant_of: no machine 'cdd' (did"),
        ({"machines": {"m": {**M, "variant_of": "m"}}}, "a machine is no partner of itself"),
        ({"machines": {"m": {**M, "variant_of": "stack64"}}}, "'stack64' has L=64, not 10"),
        ({"machines": {"stack32": {"single": "stack32_text"}}}, "a machine of one layer"),
        ({"machines": {"m": {**M, "temperatures": []}}}, "at least one temperature"),
        ({"machines": {"m": {**M, "held_out_share": 1e-5}}}, "fewer than two for evaluation"),
        ({"multiverse": {"machine": "txt"}}, "multiverse.machine: no machine 'txt' (did you mean"),
        ({"multiverse": {"machine": "stack64"}}, "'stack64' is a stack, and flows are of one"),
        ({"multiverse": {"machine": "cd_16"}}, "'cd_16' has no flow, so no thermometer reads it"),
        ({"multiverse": {"recipes": ["cdd"]}}, "multiverse.recipes: no recipe 'cdd' (did you"),
        ({"fit": {"windows": [[2.05, 2.1, 2.2]]}}, "2.05 is none of the temperature classes"),
        (
            {"machines": {"m": {**M, "layers": [1024, 100, 64], "inputs": ["Tc"]}}},
            "name all of [8, 10], which are read together",
        ),
        (
            {"coarse_grain": {"sets": [{"L": 10, "temperatures": ["Tc"], "steps": 2}]}},
            "L=10 cannot be halved 2 times",
        ),
        (
            {"sample": {"sets": [{"L": 8, "temperatures": [1.0], "samples": n} for n in (5, 6)]}},
            "L=8, T=1.0 is asked for 2 times",
        ),
        ({"coarse_grain": {"transformations": ["mean"]}}, "no block-spin rule 'mean'"),
        ({"correlate": {"checkerboards": [5]}}, "blocks of 5 do not tile a periodic board of 32"),
        ({"claims": "demellokoch"}, "no set of claims 'demellokoch' (did you mean"),
    ],
)
def test_each_mistake_is_one_line(plan_of, changes, message):
    with pytest.raises(ConfigError) as raised:
        plan_of(**changes)
    assert message in str(raised.value)
    assert "1 mistake\n" in str(raised.value)


def test_all_mistakes_are_told_at_once(plan_of):
    with pytest.raises(ConfigError, match="3 mistakes") as raised:
        plan_of(machines={"m": {**M, "recipe": "x", "maps": [[2, 1]]}}, claims="none")
    for part in ("test: ", "machines.m.recipe", "machines.m.maps", "claims: no set"):
        assert part in str(raised.value)


def test_fewer_samples_than_starts_are_said(plan_of):
    plan = plan_of(flow={"starts_per_temperature": 5000})
    assert any("flows start from the 2000 samples" in line for line in plan.left_out)
    assert not any("flows start" in line for line in plan_of().left_out)


def test_a_partner_that_was_taken_out_is_missed(plan_of):
    with pytest.raises(ConfigError, match=r"stack32.single: no machine 'single32'"):
        plan_of(machines={"single32": None})


def test_a_mistake_across_sections_is_placed_in_the_file(tmp_path):
    path = tmp_path / "my.yaml"
    path.write_text("machines:\n  m: {layers: [100, 81],\n      recipe: txt}\n")
    with pytest.raises(ConfigError) as raised:
        planned(read_yaml(path), PAPER, "my.yaml", [path])
    assert f"{path}:3:7: machines.m.recipe: no recipe 'txt'" in str(raised.value)
