"""Reruns as narrow as promised: which stages an edit of a module makes run again.

Figures and the ledger read what every stage makes, and no rule runs `certify` and `doctor`: they
are left out here; what they import reruns no stage.
"""

from collections import defaultdict

import pytest

from rgflow.cli import VERBS, verb_module
from rgflow.coarse.registry import RULES
from rgflow.controls.registry import CONTROLS
from rgflow.provenance import code_map

READERS = ("figure", "claims", "certify", "doctor")
STAGES = tuple(verb for verb in VERBS if verb not in READERS)
ROOMS = ("learners", "observables", "thermometers", "controls", "coarse", "analysis")

RERUNS = {
    "train-rbm": """learners.rbm.batches learners.rbm.gradient learners.rbm.kernels
        learners.rbm.optimizer learners.rbm.products learners.rbm.run learners.rbm.signed_rows
        learners.rbm.signs learners.rbm.statistics learners.rbm.training""",
    "assess-rbm": """learners.rbm.annealing learners.rbm.couplings learners.rbm.data_law
        learners.rbm.likelihood""",
    "assess-rbm flow": "learners.flow",
    "train-rbm correlate read-temperature": "learners.stack",
    "train-rbm control": "learners.rbm.spectrum",
    "train-rbm assess-rbm flow correlate read-temperature": "learners.base learners.threads",
    "train-rbm assess-rbm flow correlate read-temperature control": """learners.rbm
        learners.rbm.model learners.units""",
    "measure mcrg": "observables.bit_kernels",
    "mcrg": "observables.lattice_operators observables.mcrg observables.row_kernels",
    "measure": """observables.bit_planes observables.classes
        observables.ensemble observables.pair_sums observables.two_point""",
    "measure correlate": "observables.geometry observables.operators",
    "measure fit": "observables.sums",
    "fit": """observables.correlator analysis.columns analysis.magnetization analysis.scaling""",
    "correlate": "observables.hidden_visible observables.pair_distance observables.patterns",
    "assess-rbm measure read-temperature": "thermometers.energy",
    "train-probe": "thermometers.training",
    "train-probe assess-rbm measure read-temperature": "thermometers.exact thermometers.mlp",
    "coarse-grain": "coarse.blocking coarse.registry",
    "control": "controls.base controls.registry",
}
"""Verbs that run again after an edit: modules."""

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


def test_an_edit_reruns_the_stages_of_the_table() -> None:
    holders = defaultdict(list)
    for verb in STAGES:
        for module in modules(verb_module(verb)):
            holders[module].append(verb)
    found = {module: " ".join(verbs) for module, verbs in holders.items()}
    expected = {module: verbs for verbs, text in RERUNS.items() for module in text.split()}
    assert found == expected


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
