"""A planted change moves the verdicts that it must, and no others."""

from collections.abc import Callable

import numpy as np
import pytest
import world

from rgflow.config.temperatures import T_CRITICAL
from rgflow.ledger.judgement import VERDICTS, judged
from rgflow.ledger.ledger import Ledger, judge_all

YES, UNSPECIFIC, NO, OPEN, SILENT = VERDICTS
Files = dict[str, list]
STEPS = ((0, 1), (0, 2))


def verdicts(judgements) -> dict[str, str]:
    if isinstance(judgements, Ledger):
        judgements = judgements.judgements
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


def stack(name: str = "stack32") -> list:
    return [world.rbm(name, *step, seed) for step in STEPS for seed in range(3)]


def rg_maps_as_stack() -> list:
    files = [world.rg(*layers) for layers in STEPS for _ in range(3)]
    for number, file in enumerate(files):
        world.of(file, "stack32").attrs["seed"] = number % 3
    return files


def noise_as(name: str, steps: tuple = STEPS, side: int = 32) -> list:
    return [world.noise(name, *layers, seed, side) for layers in steps for seed in range(3)]


def untrained() -> list:
    layers = [("stack32", *step) for step in (*STEPS, (1, 2))]
    files = [world.rbm(*one, 0) for one in [*layers, ("single32", 0, 1)]]
    return [world.like(file, "untrained", file.attrs["machine"]) for file in files]


def smoothing(build, **planted: float) -> list:
    files = [build("smoothing", seed, **planted) for seed in world.SEEDS]
    return [world.like(file, "smoothing", "text") for file in files]


def maps(stacks=None, singles=None, deep=None) -> Files:
    parts = (stacks or stack(), singles or world.singles("single32"), deep or world.deep())
    return {"maps": [file for part in parts for file in part]}


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
        lambda: maps(rg_maps_as_stack()),
        {"C11": NO, "C12": NO},
    ),
    "noise in place of the stack's maps": (
        lambda: maps(noise_as("stack32")),
        {"C9": NO, "C11": NO},
    ),
    "noise in place of the single machine's maps": (
        lambda: maps(singles=noise_as("single32", ((0, 1),))),
        {"C9": NO},
    ),
    "the stack by the text's recipe without spots": (
        lambda: maps(
            [*stack(), *noise_as("stack32_text")],
            [*world.singles("single32"), *world.singles("single32_text")],
        ),
        {"C9": NO, "C11": NO},
    ),
    "noise in place of the deep maps": (
        lambda: maps(deep=noise_as("stack64", ((0, 1),), 64)),
        {"C12": NO},
    ),
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
            "control_read": [
                world.like(world.read("scrambled", T, [4.0, 4.0, 4.0]), "scrambled")
                for T in (2.0, T_CRITICAL)
            ]
        },
        {"C15": UNSPECIFIC},
    ),
    "Monte Carlo data that sorting gives the exponents of flows": (
        lambda: {"samples": [world.sorted_by_thermometer(L) for L in (9, 10)]},
        {"C5": UNSPECIFIC, "C6": UNSPECIFIC},
    ),
    "smoothing with the exponents of flows": (
        lambda: {"control_fit": smoothing(world.fit)},
        {"C5": UNSPECIFIC, "C6": UNSPECIFIC, "C7": UNSPECIFIC},
    ),
    "smoothing with another exponent": (
        lambda: {"control_fit": smoothing(world.fit, delta_m=0.3)},
        {"C6": UNSPECIFIC, "C7": UNSPECIFIC},
    ),
    "smoothing that settles at T_c": (
        lambda: {"control_measure": smoothing(world.measure)},
        {"C4": UNSPECIFIC},
    ),
    "ordered spins": (lambda: {"spins": correlated_spins()}, {"C18": NO}),
}


def test_all_hold_in_the_planted_world(planted) -> None:
    assert verdicts(planted[1]) == {f"C{number}": YES for number in range(1, 19)}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_moves_only_what_it_must(change, planted, claims) -> None:
    inputs, before = planted
    build, moved = CHANGES[change]
    files = world.attached(build())
    touched = [claim for claim in claims.claims if set(files) & set(claim.needs)]
    after = verdicts([judged(claim, {**inputs, **files}) for claim in touched])
    assert {**verdicts(before), **after} == {**verdicts(before), **moved}


def test_a_claim_sees_only_the_roles_that_it_declares(planted) -> None:
    inputs, before = planted
    for judgement in before.judgements:
        claim = judgement.claim
        own = {role: files for role, files in inputs.items() if role in claim.needs}
        assert repr(judged(claim, own)) == repr(judgement)


def test_nothing_is_asked_without_files(claims) -> None:
    found = verdicts(judge_all(claims, {}))
    assert found == {f"C{number}": YES if number == 17 else SILENT for number in range(1, 19)}


def test_without_optional_files_nothing_is_contradicted(planted, claims) -> None:
    """C9 and C11 compare with RG: that part of their rules stays open without its maps."""
    for claim in claims.claims:
        needed = {role: planted[0][role] for role in claim.needs if role not in claim.optional}
        expected = OPEN if claim.number in ("C9", "C11") else YES
        assert judged(claim, needed).verdict == expected
