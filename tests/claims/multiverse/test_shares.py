"""Shares of specifications: the paper's rules on plain numbers, by hand and on planted files."""

from itertools import product

import numpy as np
import pytest
import synthetic
import xarray

from rgflow.claims.demellokoch2020.settling import COLD, HOT
from rgflow.claims.multiverse import holding
from rgflow.config.temperatures import T_CRITICAL
from rgflow.ledger.claim_set import load
from rgflow.ledger.judgement import judged
from rgflow.models.base.law import law

CLAIMS = {claim.number: claim for claim in load("multiverse").claims}
U_C = float(law("ising").energy_per_site(10, np.array([T_CRITICAL]))[0])
"""Exact energy per site of the 10 x 10 torus at T_c."""
GOOD = {"mean_class": T_CRITICAL, "energy": U_C, "delta_m": 0.125, "t_c": T_CRITICAL}
"""Numbers for which C4 and C5 hold."""


def near(values: dict[float, float]) -> np.ndarray:
    """Return numbers by class, 9 where none is given, with axes behind for estimators."""
    found = np.full(len(synthetic.NEAR), 9.0)
    for temperature, value in values.items():
        found[np.abs(synthetic.NEAR - temperature).argmin()] = value
    return found[:, None]


SPIN = near({2.2: 0.1, 2.3: 0.15})
"""Numbers for which C6 holds."""


@pytest.mark.parametrize(
    ("numbers", "holds"),
    [
        ({}, True),
        ({"mean_class": T_CRITICAL + 0.099}, True),
        ({"mean_class": T_CRITICAL + 0.101}, False),
        ({"mean_class": np.nan}, False),
        ({"energy": U_C + 0.3}, False),
        ({"energy": 0.1}, False),
    ],
)
def test_settling_holds_by_the_papers_rule(numbers: dict[str, float], holds: bool) -> None:
    file = synthetic.specification(**{**GOOD, **numbers})
    found = holding.settling(file)
    assert found.shape == (2, 2, 3)
    assert (found == holds).all()


def test_settling_looks_at_cold_and_at_hot_starts() -> None:
    T = synthetic.CLASSES
    for span in (COLD, HOT):
        inside = (span[0] <= T) & (span[1] >= T)
        file = synthetic.specification(**{**GOOD, "energy": np.where(inside, -1.0, U_C)})
        assert not holding.settling(file).any()
    elsewhere = (COLD[1] < T) & (HOT[0] > T)
    file = synthetic.specification(**{**GOOD, "energy": np.where(elsewhere, -1.0, U_C)})
    assert holding.settling(file).all()


@pytest.mark.parametrize(
    ("claim", "numbers", "holds"),
    [
        ("C5", {"delta_m": 0.137}, True),
        ("C5", {"delta_m": 0.138}, False),
        ("C5", {"t_c": T_CRITICAL - 0.101}, False),
        ("C6", {"delta_sigma": SPIN}, True),
        ("C6", {"delta_sigma": near({2.2: 0.13, 2.3: 0.15})}, False),
        ("C6", {"delta_sigma": near({2.2: 0.1, 2.3: 0.12})}, False),
        ("C7", {"delta_epsilon": 1.11}, True),
        ("C7", {"delta_epsilon": near({2.1: 1.2, 2.2: 1.09, 2.3: 1.2})[..., None]}, False),
    ],
)
def test_dimensions_hold_by_the_papers_rules(
    claim: str, numbers: dict[str, np.ndarray], holds: bool
) -> None:
    file = synthetic.specification(**{**GOOD, **numbers})
    axes = {"C5": (2,), "C6": (3,), "C7": (3, 2)}[claim]
    found = holding.dimensions(claim, file)
    assert found.shape == (2, 2, 3, *axes)
    assert (found == holds).all()


def test_a_class_that_the_experiment_has_not_is_no_agreement() -> None:
    file = synthetic.specification(delta_epsilon=1.2).sel(near_temperature=[2.2, 2.3])
    assert not holding.dimensions("C7", file).any()


def test_joint_is_all_four_of_the_same_reading() -> None:
    rng = np.random.default_rng(3)
    settled, m = rng.random((2, 2, 3)) < 0.5, rng.random((2, 2, 3, 2)) < 0.5
    spin, energy = rng.random((2, 2, 3, 3)) < 0.5, rng.random((2, 2, 3, 3, 2)) < 0.5
    found = holding.joint(settled, m, spin, energy)
    assert found.shape == (2, 2, 3, 2, 3, 2)
    for k, u, t, w, e, f in product(*map(range, found.shape)):
        expected = settled[k, u, t] and m[k, u, t, w] and spin[k, u, t, e] and energy[k, u, t, e, f]
        assert found[k, u, t, w, e, f] == expected


def planted(share: float, count: int = 8) -> list[xarray.Dataset]:
    """Return machines of which this share shows everything, and the others nothing."""
    good = {**GOOD, "delta_sigma": SPIN, "delta_epsilon": 1.5}
    bad = {**GOOD, "delta_sigma": 0.3, "delta_epsilon": 1.0, "mean_class": 4.0, "delta_m": 0.3}
    return [
        synthetic.specification("cd" if place % 2 else "text", seed=place, **numbers)
        for place, numbers in enumerate(
            good if place < share * count else bad for place in range(count)
        )
    ]


@pytest.mark.parametrize("number", sorted(CLAIMS))
@pytest.mark.parametrize(
    ("share", "verdict"), [(1.0, "reproduced"), (0.5, "undetermined"), (0.0, "not reproduced")]
)
def test_the_share_decides(number: str, share: float, verdict: str) -> None:
    judgement = judged(CLAIMS[number], {"machines_of_choices": planted(share)})
    (row,) = judgement.deciding
    assert row.evidence["share"].value == pytest.approx(share)
    assert judgement.verdict == verdict
    recipes = [row.reading.choices.get("recipe") for row in judgement.of_kind("neighbour")]
    assert recipes == ["text", "cd"]


def test_a_recipes_share_is_of_its_machines_alone() -> None:
    files = [
        synthetic.specification("text", seed=0, **GOOD),
        *(synthetic.specification("cd", seed=seed, delta_m=0.3) for seed in range(3)),
    ]
    rows = judged(CLAIMS["S5"], {"machines_of_choices": files}).rows
    shares = {row.reading.name: row.evidence["share"].value for row in rows}
    assert shares == {
        "all specifications": 0.25,
        "all specifications; recipe text": 1.0,
        "all specifications; recipe cd": 0.0,
    }


def control_fit(seed: int, **numbers: float) -> xarray.Dataset:
    """Return fits of a control whose numbers have one value everywhere."""
    file = synthetic.fit("smoothing_text", L=10, control="smoothing").copy()
    file.attrs["seed"] = seed
    for name, value in numbers.items():
        file[name] = xarray.full_like(file[name], value)
        file[f"{name}_status"] = xarray.zeros_like(file[f"{name}_status"])
    return file


def test_a_control_that_does_as_well_makes_it_unspecific() -> None:
    machines = planted(1.0)
    right, wrong = {"delta_m": 0.125, "t_c": T_CRITICAL}, {"delta_m": 0.3, "t_c": T_CRITICAL}
    for numbers, verdict in ((right, "reproduced, not specific"), (wrong, "reproduced")):
        controls = [control_fit(seed, **numbers) for seed in range(5)]
        inputs = {"machines_of_choices": machines, "control_fit": controls}
        judgement = judged(CLAIMS["S5"], inputs)
        (row,) = judgement.of_kind("control")
        assert row.evidence["share"].value == (verdict != "reproduced")
        assert judgement.verdict == verdict


def test_a_failed_fit_of_a_control_is_no_agreement() -> None:
    control = control_fit(0, delta_m=0.125, t_c=T_CRITICAL)
    control["delta_m_status"][:] = 2
    assert not holding.dimensions_of_data("C5", control).any()


def test_the_start_temperature_is_no_thermometer_of_a_control() -> None:
    control = control_fit(0, delta_m=0.125, t_c=T_CRITICAL)
    names = [str(name) for name in control["thermometer"].values]
    assert holding.dimensions_of_data("C5", control).shape[0] == len(names) - 1
