"""Reruns as narrow as promised: which stages an edit of a module makes run again.

Figures and the ledger read what every stage makes, and no rule runs `certify` and `doctor`: they
are left out here; what they import reruns no stage.
"""

from collections import defaultdict
from pathlib import Path

import pytest

from rgflow.cli import VERBS, verb_module
from rgflow.coarse.registry import RULES
from rgflow.controls.registry import CONTROLS
from rgflow.provenance import code_map

READERS = ("figure", "claims", "certify", "doctor")
STAGES = tuple(verb for verb in VERBS if verb not in READERS)
ROOMS = ("learners", "observables", "thermometers", "controls", "coarse", "analysis")

TABLE = Path(__file__).with_name("reruns.txt")
"""Which verbs run again after an edit of which modules; `make reruns` writes it anew."""

CONTROL_MODULES = {
    "biased_spins": "",
    "untrained": "",
    "smoothing": "",
    "scrambled": "coarse.average coarse.blocks",
    "gauge_fixed": "learners.base learners.stack learners.threads observables.hidden_visible",
}
"""What each control takes in beside its own module and what all have in common."""

RULE_MODULES = {
    "average": "coarse.average coarse.blocks",
    "rescaled": "coarse.average coarse.blocks coarse.rescaled",
    "majority": "coarse.blocks coarse.majority",
    "decimation": "coarse.decimation",
}


def modules(name: str) -> set[str]:
    """Return the modules of the rooms in a code map, without ``rgflow.``."""
    found = {module.removeprefix("rgflow.") for module in code_map(name)}
    return {module for module in found if "." in module and module.split(".")[0] in ROOMS}


def rerun_table() -> str:
    """Return, for every module in a code map, the verbs that run again after an edit of it."""
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for verb in STAGES:
        for module in code_map(verb_module(verb)):
            holders[module.removeprefix("rgflow.")].append(verb)
    edits: defaultdict[str, list[str]] = defaultdict(list)
    for module, verbs in sorted(holders.items()):
        edits[" ".join(verbs)].append(module)
    order = sorted(edits, key=lambda verbs: (verbs.count(" "), verbs))
    blocks = ("\n    ".join([verbs, *edits[verbs]]) + "\n" for verbs in order)
    return "\n".join(blocks)


def test_an_edit_reruns_the_stages_of_the_table() -> None:
    assert rerun_table() == TABLE.read_text(encoding="utf-8"), "`make reruns` writes the table anew"


@pytest.mark.parametrize("verb", STAGES)
def test_no_stage_holds_figures_verdicts_or_the_configurations_defaults(verb: str) -> None:
    held = code_map(verb_module(verb))
    rooms = ("figures", "claims", "ledger", "plan")
    config = ("config.defaults", "config.model", "config.sections", "config.references")
    forbidden = tuple(f"rgflow.{name}" for name in (*rooms, *config))
    assert [module for module in held if module.startswith(forbidden)] == []
    others = {verb_module(other) for other in VERBS} - {verb_module(verb)}
    assert others.isdisjoint(held)


@pytest.mark.parametrize("name", CONTROLS.names())
def test_a_control_holds_its_own_module_and_what_it_works_with(name: str) -> None:
    shared = {"controls.base", "learners.rbm", "learners.rbm.model", "learners.units"}
    expected = shared | {f"controls.{name}"} | set(CONTROL_MODULES[name].split())
    assert modules(CONTROLS.module(name)) == expected


@pytest.mark.parametrize("name", RULES.names())
def test_a_rule_holds_its_own_module_and_what_it_works_with(name: str) -> None:
    assert modules(RULES.module(name)) == set(RULE_MODULES[name].split())


if __name__ == "__main__":
    TABLE.write_text(rerun_table(), encoding="utf-8")
