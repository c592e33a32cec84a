"""Machines and lattices of an experiment's own: alone, and beside the paper's."""

import numpy as np
import pytest
import synthetic
import world

from rgflow.config.temperatures import T_CRITICAL
from rgflow.ledger.judgement import judged
from rgflow.ledger.ledger import judge_all

SUBJECTS = ("mine", "my stack", "my single")
TWO_STEPS = ((0, 1), (0, 2))


def subject_files() -> dict[str, list]:
    """Return what a 144-64 machine on 12 x 12 has, controls included."""
    like_mine = [world.like(world.fit("x", L=12), "smoothing", "mine")]
    other_lattice = [world.like(world.fit("x", L=14), "biased_spins")]
    return {
        "samples": [world.monte_carlo(12)],
        "exact": [synthetic.exact(12)],
        "probe": [world.probe(L=12)],
        "fit": [world.fit("mine", seed, L=12) for seed in range(3)],
        "control_fit": [*like_mine, *other_lattice],
        "measure": [world.measure("mine", seed, L=12) for seed in range(3)],
        "maps": [world.rbm("mine", 0, 1, seed, side=12) for seed in range(2)],
    }


def judged_by(claims, files: dict[str, list]) -> dict:
    ledger = judge_all(claims, world.attached(files, *SUBJECTS), "mine")
    return {judgement.claim.number: judgement for judgement in ledger.judgements}


def names(judgement, *kinds: str) -> list[str]:
    return [row.reading.name for row in judgement.of_kind(*kinds)]


@pytest.fixture(scope="module")
def alone(claims):
    return judged_by(claims, subject_files())


@pytest.fixture(scope="module")
def beside(claims):
    theirs, mine = world.files(), subject_files()
    roles = {*theirs, *mine}
    return judged_by(claims, {role: [*theirs.get(role, []), *mine.get(role, [])] for role in roles})


def test_the_subject_decides_where_it_is_alone(alone) -> None:
    verdicts = {number: judgement.verdict for number, judgement in alone.items()}
    silent = {number for number, verdict in verdicts.items() if verdict == "not asked"}
    assert silent == {"C8", "C10", "C12", "C13", "C14", "C15", "C16", "C18"}
    assert verdicts["C5"] == verdicts["C6"] == "reproduced, not specific"
    assert names(alone["C6"], "subject") == ["mine, 12 × 12"]
    assert names(alone["C6"], "literal", "corrected") == []


def test_every_claim_that_is_not_asked_says_why(alone) -> None:
    assert alone["C8"].reason == "the experiment has no rg maps"
    assert alone["C12"].reason == "no machine has a sister on a smaller lattice"
    assert all(judgement.reason for judgement in alone.values())


def test_monte_carlo_thermometer_and_controls_are_those_of_the_subjects_lattice(alone) -> None:
    assert names(alone["C1"], "subject") == ["authors' estimator, 12 × 12"]
    assert names(alone["C2"], "subject") == ["authors' estimator, bond form, 12 × 12"]
    assert names(alone["C3"], "subject") == ["validation loss, 12 × 12"]
    assert names(alone["C6"], "control") == ["monte carlo, 12 × 12", "smoothing like mine, 12 × 12"]


def test_data_of_several_lattices_are_not_mixed(claims) -> None:
    """Each lattice has one file of Monte Carlo data: no seeds to average over."""
    fits = [
        world.fit(name, seed, L=L) for name, L in (("text", 10), ("mine", 12)) for seed in (0, 1)
    ]
    data = [world.fit("monte_carlo", L=10), world.fit("flows", L=12).isel(kind=[1])]
    files = {"fit": fits, "samples": [world.of(file, "monte_carlo", "") for file in data]}
    rows = judged_by(claims, files)["C6"].of_kind("control")
    assert [row.reading.name for row in rows] == ["monte carlo", "monte carlo, 12 × 12"]
    assert all(len(row.evidence.quantities) == 2 for row in rows)
    assert all(quantity.seeds == () for row in rows for quantity in row.evidence.quantities)


def test_exact_values_are_those_of_the_subjects_lattice(beside) -> None:
    at = {
        row.reading.name: row.evidence["delta_sigma"].exact
        for row in beside["C6"].of_kind("literal", "subject")
    }
    assert np.isfinite(list(at.values())).all()
    assert at["mine, 12 × 12"] != at["paper's text"]


def test_the_papers_verdicts_and_readings_stay_when_a_subject_joins(beside, planted) -> None:
    for judgement in planted[1].judgements:
        joined = beside[judgement.claim.number]
        assert (joined.verdict, joined.reason) == (judgement.verdict, judgement.reason)
        kept = [row for row in joined.rows if "12 × 12" not in row.reading.name]
        theirs = [row for row in kept if row.reading.kind != "control"]
        before = [row for row in judgement.rows if row.reading.kind != "control"]
        assert repr(theirs) == repr(before)


def test_readings_of_the_same_claim_have_names_of_their_own(beside) -> None:
    for judgement in beside.values():
        every = [row.reading.name for row in judgement.rows]
        assert len(set(every)) == len(every)


def test_a_single_layer_has_what_it_can_have(alone) -> None:
    (row,) = alone["C9"].of_kind("subject")
    assert {quantity.key for quantity in row.evidence.quantities} == {"one_spot_single"}
    assert "units with exactly one spot, stack: there is none" in row.reason
    (row,) = alone["C11"].of_kind("subject")
    assert {quantity.key for quantity in row.evidence.quantities} == {
        "straightness",
        "overlap_share",
    }
    assert alone["C9"].verdict == alone["C11"].verdict == "undetermined"


def test_a_stack_on_another_lattice_is_compared_with_block_spins_there(claims) -> None:
    stack = [world.rbm("my stack", *step, seed, side=16) for step in TWO_STEPS for seed in range(2)]
    files = {
        "maps": [*stack, *[world.rbm("my single", 0, 1, seed, side=16) for seed in range(2)]],
        "rg": [*(world.rg(*step, L=16) for step in (*TWO_STEPS, (1, 2))), world.rg(0, 1, L=64)],
        "spins": [world.spins(16), world.spins(64)],
    }
    machines = world.machines(*SUBJECTS, **{"my stack": {"single": "my single"}})
    found = {
        claim.number: judged(claim, dict(world.attach(files, machines))) for claim in claims.claims
    }
    assert names(found["C8"], "subject") == ["block spin by average, 16 × 16"]
    assert len(found["C8"].rows) == 1
    # The map above the first block spins of 16 x 16 is on 8 x 8, and belongs to 16 x 16.
    assert names(found["C10"], "subject") == ["block spin by average, 16 × 16"]
    assert len(found["C10"].of_kind("subject")[0].evidence.quantities) == 3
    assert names(found["C9"], "subject") == ["my stack, 16 × 16"]
    assert len(found["C9"].rows[0].evidence.quantities) == 4
    assert len(found["C11"].rows[0].evidence.quantities) == 8
    assert names(found["C18"], "subject") == ["torus diagonal (L/2, L/2), 16 × 16"]


def test_a_stack_of_two_layers_has_no_third_to_cool(claims) -> None:
    reads = [
        world.read("my stack", T, [4.0, 4.0], machine="my stack") for T in (2.0, T_CRITICAL, 3.0)
    ]
    found = judged_by(claims, {"read_stack": reads})
    assert names(found["C15"], "subject") == ["my stack"]
    assert found["C16"].reason == "no stack of three layers is given lattices above T_c"


def test_a_number_that_is_not_there_is_said_not_raised(claims) -> None:
    """No class 2.3, no window, no thermometer: undetermined, with the reason."""
    files = subject_files()
    files["fit"] = [file.isel(near_temperature=slice(0, 3)) for file in files["fit"]]
    files["measure"] = [file.isel(thermometer=[0]) for file in files["measure"]]
    found = judged_by(claims, files)
    assert found["C6"].verdict == "undetermined"
    assert "has no near_temperature 2.3" in found["C6"].of_kind("subject")[0].reason
    assert "has no thermometer mlp" in found["C4"].of_kind("subject")[0].reason


def test_machines_of_another_model_are_not_judged(claims) -> None:
    files = subject_files()
    machines = world.machines(*SUBJECTS, mine={"model": "curie-weiss"})
    (c5,) = [claim for claim in claims.claims if claim.number == "C5"]
    found = judged(c5, dict(world.attach({"fit": files["fit"]}, machines)))
    assert found.reason == "no machine of the experiment has a flow to read"


def test_two_machines_with_one_label_have_their_names_behind(claims) -> None:
    files = {"fit": [world.fit(name, L=12) for name in ("mine", "my stack")]}
    same = {name: {"label": "RBM"} for name in ("mine", "my stack")}
    inputs = dict(world.attach(files, world.machines(*SUBJECTS, **same)))
    (c6,) = [claim for claim in claims.claims if claim.number == "C6"]
    assert names(judged(c6, inputs), "subject") == [
        "RBM (mine), 12 × 12",
        "RBM (my stack), 12 × 12",
    ]


def test_renaming_every_machine_changes_nothing_but_the_names(planted, claims) -> None:
    new = {name: f"m{number}" for number, name in enumerate(world.LISTED)}
    files = world.files()
    for role in files.values():
        for file in role:
            file.attrs |= {
                key: new.get(file.attrs[key], file.attrs[key])
                for key in ("machine", "source")
                if key in file.attrs
            }
    machines = world.machines()
    for column in ("name", "single", "smaller", "variant_of"):
        machines[column].values[:] = [new.get(name, name) for name in machines[column].values]
    renamed = judge_all(claims, dict(world.attach(files, machines)), "default")
    for before, after in zip(planted[1].judgements, renamed.judgements, strict=True):
        assert (before.verdict, before.reason) == (after.verdict, after.reason)
        for row, other in zip(before.rows, after.rows, strict=True):
            assert row.reading.name == other.reading.name
            assert repr(row.evidence) == repr(other.evidence)
