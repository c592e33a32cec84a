"""What each key of the configuration makes run again, by the rule files' own text."""

import dag
import pytest

RANDOM = {
    "sample", "train_probe", "train_rbm", "assess_rbm", "flow", "coarse_grain", "fit",
    "correlate_rg", "correlate_rbm", "correlate_pattern", "correlate_control", "read_rg",
    "read_stack", "read_control", "control_flow", "control_machine", "mcrg", "mcrg_control",
    "multiverse",
}  # fmt: skip
TRAINED = {"train_rbm"}
TABLE = [
    ("seed", 7, RANDOM),
    ("sample.algorithm", "cluster", {"sample"}),
    ("sample.samples", 7, set()),
    ("sample.critical_samples", 7, set()),
    ("probe.hidden", 7, {"train_probe"}),
    ("probe.epochs", 7, {"train_probe"}),
    ("probe.patience", 7, {"train_probe"}),
    ("probe.batch_size", 7, {"train_probe"}),
    ("probe.learning_rate", 0.5, {"train_probe"}),
    ("probe.augment", False, {"train_probe"}),
    ("probe.validation_share", 0.5, {"train_probe"}),
    ("recipes.cd.learning_rate", 0.5, TRAINED),
    ("recipes.cd.updates", 7, {"train_rbm", "multiverse"}),
    ("recipes.cd.l1", 0.5, {"train_rbm", "multiverse"}),
    ("recipes.cd.snapshots", 9, {"train_rbm", "multiverse"}),
    ("machines.cd.label", "another", {"machines"}),
    ("machines.cd.reading", "neighbour", {"machines"}),
    ("machines.cd.held_out_share", 0.3, {"train_rbm", "assess_rbm"}),
    ("machines.cd.stream", "another", TRAINED),
    ("machines.cd.recipe", "half", TRAINED),
    ("machines.stack32.between", "mean", {"train_rbm", "correlate_rbm", "correlate_control"}),
    ("machines.stack64.between", "mean", {
        "train_rbm", "correlate_rbm", "correlate_control", "read_stack", "lattice_control",
    }),
    ("machines.stack64.controls", ["untrained"], set()),
    ("machines.stack64.inputs", ["Tc"], {"lattice_control"}),
    ("multiverse.snapshots", 3, {"multiverse"}),
    ("multiverse.learning_rates", [0.001], set()),
    ("multiverse.seeds", 2, set()),
    ("flow.lengths", [1, 4, 26], {"measure_flow"}),
    ("flow.starts_per_temperature", 7, {"starts"}),
    ("assess.chains", 7, {"assess_rbm"}),
    ("assess.steps", 7, {"assess_rbm"}),
    ("assess.settle_starts", 7, {"assess_rbm"}),
    ("assess.settle_length", 7, {"assess_rbm"}),
    ("coarse_grain.transformations", ["average"], set()),
    ("coarse_grain.jackknife_blocks", 7, {"mcrg", "mcrg_control"}),
    ("measure.blocks", 7, {"measure_flow", "measure_samples", "measure_control"}),
    ("measure.near", [2.1, 2.2, "Tc", 2.3], {
        "measure_flow", "measure_samples", "measure_control", "exact", "multiverse",
    }),
    ("fit.windows", [[2.1, 2.2, 2.3]], {"fit", "multiverse"}),
    ("fit.bootstrap", 77, {"fit"}),
    ("correlate.pattern_size", 64, {"correlate_pattern"}),
    ("correlate.checkerboards", [4], set()),
]  # fmt: skip


def nested(key: str, value: object) -> dict[str, object]:
    """Return the configuration that says one thing."""
    first, _, rest = key.partition(".")
    return {first: nested(rest, value) if rest else value}


@pytest.mark.parametrize(("key", "value", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_a_key_reruns_the_stages_of_the_table(paper, plan_of, key, value, expected) -> None:
    reruns, _ = dag.changed(paper, plan_of(**nested(key, value)))
    assert reruns == expected


def test_the_table_has_every_key_that_holds_one_value(paper) -> None:
    """Lists, grids and entries of machines are in it by example."""
    known = {key for key, _, _ in TABLE}
    missing = {
        f"{section}.{name}"
        for section in ("probe", "flow", "assess", "fit", "correlate", "sample")
        for name, value in getattr(paper.config, section).model_dump().items()
        if not isinstance(value, list | tuple) and f"{section}.{name}" not in known
    }
    assert missing == {"fit.windows"} - known


def test_the_papers_experiment_has_all_rules(paper) -> None:
    found = dag.jobs(paper)
    assert {name for name, files in found.items() if not files} == set()
    sizes = {name: len(files) for name, files in found.items()}
    assert sizes["sample"] == 162
    assert sizes["train_rbm"] == 67
    assert sizes["flow"] == 90


def test_a_new_machine_changes_no_job_of_the_others(paper, plan_of) -> None:
    machine = {"layers": [144, 64], "recipe": "cd", "seeds": 1}
    reruns, adds = dag.changed(paper, plan_of(machines={"mine": machine}))
    assert reruns == {"machines"}  # which figures and ledger read
    assert {"sample", "train_rbm", "flow", "fit", "coarse_grain"} <= adds
