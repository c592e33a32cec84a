"""A planted change moves the verdicts that it must, and no others."""

from collections.abc import Callable

import numpy as np
import pytest
import world

from rgflow.claims.demellokoch2020.registry import CLAIMS
from rgflow.config.temperatures import T_CRITICAL
from rgflow.ledger.claim import judged
from rgflow.ledger.ledger import judge_all

YES, UNSPECIFIC, NO, OPEN = (
    "reproduced",
    "reproduced, not specific",
    "not reproduced",
    "undetermined",
)
Files = dict[str, list]
STEPS = ((0, 1), (0, 2))
SINGLES = ("single32", "single32_text")


def verdicts(judgements: list) -> dict[str, str]:
    return {judgement.claim.number: judgement.verdict for judgement in judgements}


def flows(**planted: float) -> list:
    return [world.fit(name, seed, **planted) for name in world.MACHINES for seed in world.SEEDS]


def settled(temperature: float) -> list:
    pairs = [(name, seed) for name in world.MACHINES for seed in world.SEEDS]
    return [world.measure(name, seed, temperature) for name, seed in pairs]


def empty_classes() -> list:
    files = flows()
    for file in files:
        file["delta_sigma_status"][:] = 1
    return files


def scattered_seeds() -> list:
    return [
        world.fit(name, seed, delta_epsilon=1.0 + 0.3 * (seed - 2))
        for name in world.MACHINES
        for seed in world.SEEDS
    ]


def rg_maps_as_stack() -> list:
    files = [world.rg(*layers) for layers in STEPS for _ in range(3)]
    for number, file in enumerate(files):
        file.attrs |= {"source": "stack32", "seed": number % 3}
    return files


def noise_as(source: str, side: int = 32) -> list:
    steps = STEPS if source.startswith("stack32") else ((0, 1),)
    return [world.noise(source, *layers, seed, side) for layers in steps for seed in range(3)]


def untrained() -> list:
    layers = [("untrained_stack32", *step) for step in (*STEPS, (1, 2))]
    return [world.rbm(*one, 0) for one in [*layers, ("untrained_single32", 0, 1)]]


def correlated_spins() -> list:
    file = world.spins()
    file["spins"][:] = np.where(np.arange(400) % 2, 1, -1)[:, None, None]
    return [file]


# Change of some roles; the verdicts that it must move, and to what.
CHANGES: dict[str, tuple[Callable[[], Files], dict[str, str]]] = {
    "a dimension that falls with temperature": (
        lambda: {"samples": [world.monte_carlo(L, slope=-0.3) for L in (9, 10)]},
        {"C1": NO},
    ),
    "Monte Carlo energy dimension 1.5": (
        lambda: {"samples": [world.monte_carlo(L, delta_epsilon=1.5) for L in (9, 10)]},
        {"C2": NO},
    ),
    "a loss at half of guessing": (lambda: {"probe": [world.probe(2.0)]}, {"C3": NO}),
    "flows that settle at T = 2.65": (lambda: {"measure": settled(2.65)}, {"C4": NO}),
    "flows with another exponent": (lambda: {"fit": flows(delta_m=0.2)}, {"C5": NO}),
    "flows with another T_c": (lambda: {"fit": flows(t_c=2.45)}, {"C5": NO}),
    "flows below 1/16 in class 2.2": (lambda: {"fit": flows(slope=1.2)}, {"C6": NO}),
    "critical data in place of flows": (lambda: {"fit": flows(delta_epsilon=1.0)}, {"C7": NO}),
    "seeds on both sides of 1": (lambda: {"fit": scattered_seeds()}, {"C7": OPEN}),
    "empty classes": (lambda: {"fit": empty_classes()}, {"C6": OPEN}),
    # C12 compares the deep machine with the stack, whose fall is now the clearer one.
    "RG maps in place of the stack's": (
        lambda: {"stack": rg_maps_as_stack()},
        {"C11": NO, "C12": NO},
    ),
    "noise in place of the stack's maps": (
        lambda: {"stack": noise_as("stack32")},
        {"C9": NO, "C11": NO},
    ),
    "noise in place of the single machine's maps": (
        lambda: {"single": noise_as("single32")},
        {"C9": NO},
    ),
    "the stack by the text's recipe without spots": (
        lambda: {
            "stack": [
                *(world.rbm("stack32", *step, seed) for step in STEPS for seed in range(3)),
                *noise_as("stack32_text"),
            ],
            "single": [world.rbm(name, 0, 1, s) for name in SINGLES for s in range(3)],
        },
        {"C9": NO, "C11": NO},
    ),
    "noise in place of the deep maps": (lambda: {"deep": noise_as("stack64", 64)}, {"C12": NO}),
    "untrained machines with such maps": (
        lambda: {"control_maps": untrained()},
        {"C9": UNSPECIFIC, "C10": UNSPECIFIC, "C11": UNSPECIFIC},
    ),
    "a trend in the noise": (
        lambda: {"noise": [world.noise_with_trend()]},
        {"C13": NO},
    ),
    "RG that keeps its temperature": (
        lambda: {"read_rg": [world.read("average", T_CRITICAL, [T_CRITICAL] * 3)]},
        {"C14": NO},
    ),
    "a stack whose hot input cools at layer 2": (
        lambda: {"read_stack": world.stack_temperatures((4.0, 4.0, 4.3))},
        {"C16": NO},
    ),
    "scrambled lattices that look like the stack": (
        lambda: {
            "control_read": [world.read("scrambled", T, [4.0, 4.0, 4.0]) for T in (2.0, T_CRITICAL)]
        },
        {"C15": UNSPECIFIC},
    ),
    "Monte Carlo data that sorting gives the exponents of flows": (
        lambda: {"samples": [world.sorted_by_thermometer(L) for L in (9, 10)]},
        {"C5": UNSPECIFIC, "C6": UNSPECIFIC},
    ),
    "smoothing with the exponents of flows": (
        lambda: {"control_fit": [world.fit("smoothing", seed) for seed in world.SEEDS]},
        {"C5": UNSPECIFIC, "C6": UNSPECIFIC, "C7": UNSPECIFIC},
    ),
    "smoothing with another exponent": (
        lambda: {"control_fit": [world.fit("smoothing", s, delta_m=0.3) for s in world.SEEDS]},
        {"C6": UNSPECIFIC, "C7": UNSPECIFIC},
    ),
    "smoothing that settles at T_c": (
        lambda: {"control_measure": [world.measure("smoothing", s) for s in world.SEEDS]},
        {"C4": UNSPECIFIC},
    ),
    "ordered spins": (lambda: {"spins": correlated_spins()}, {"C18": NO}),
}


def test_all_hold_in_the_planted_world(planted) -> None:
    assert verdicts(planted[1]) == {f"C{number}": YES for number in range(1, 19)}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_moves_only_what_it_must(change, planted) -> None:
    inputs, before = planted
    build, moved = CHANGES[change]
    files = build()
    touched = [claim for claim in CLAIMS if set(files) & set(claim.roles)]
    after = verdicts([judged(claim, {**inputs, **files}) for claim in touched])
    assert {**verdicts(before), **after} == {**verdicts(before), **moved}


def test_a_claim_sees_only_the_roles_that_it_declares(planted) -> None:
    inputs, before = planted
    for judgement in before:
        claim = judgement.claim
        own = {role: files for role, files in inputs.items() if role in claim.roles}
        assert repr(judged(claim, own)) == repr(judgement)


def test_nothing_is_decided_without_files() -> None:
    found = verdicts(judge_all({}))
    assert found == {f"C{number}": YES if number == 17 else OPEN for number in range(1, 19)}
