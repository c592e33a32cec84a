"""What all rules share: the checked configuration, paths, labels and code maps.

The checkout's own source is what jobs run and what the code maps hash, installed or not.
"""

import gc
import json
import math
import os
import re
import sys
from pathlib import Path

SOURCE = Path(workflow.basedir) / "src"
sys.path.insert(0, str(SOURCE))

from rgflow import paths
from rgflow.cli import verb_module
from rgflow.coarse.registry import RULES
from rgflow.config import temperatures
from rgflow.config.load import load
from rgflow.controls.registry import CONTROLS
from rgflow.environment import job_environment
from rgflow.errors import ConfigError
from rgflow.provenance import code_map

os.environ.update(job_environment(SOURCE))
# jobs stay: looking among them for garbage was an eighth of a dry run
gc.set_threshold(100_000)

try:
    CONFIG = load(config, where=" + ".join(map(str, workflow.configfiles)))
except ConfigError as error:
    raise WorkflowError(str(error)) from None

GRID = CONFIG.temperature_grid.values()
DATA = CONFIG.training_data()
SAMPLES = {(L, temperatures.label(T)): n for (L, T), n in CONFIG.samples().items()}


wildcard_constraints:
    L=r"\d+",
    T="|".join(re.escape(label) for label in sorted({T for _, T in SAMPLES})),
    data="|".join(DATA),
    machine="|".join(CONFIG.machines),
    transformation="|".join(CONFIG.coarse_grain.transformations),
    seed=r"\d+",
    layer=r"\d+",
    length=r"\d+",
    steps=r"\d+",
    lower=r"\d+",
    upper=r"\d+",
    pattern=r"noise|checkerboard\d+",
    control=r"\w+",


def out(pattern):
    """Result file of a pattern of rgflow.paths, wildcards left in."""
    return paths.results(CONFIG.name, pattern)


def made(pattern, /, **wildcards):
    """Result files of a pattern, for all combinations of the given wildcards."""
    return expand(out(pattern), **wildcards)


def log_of(pattern):
    """Log file of a pattern."""
    return paths.log(CONFIG.name, pattern)


def timing_of(pattern):
    """Table of time and memory of a pattern."""
    return paths.benchmark(CONFIG.name, pattern)


def code(verb):
    """{module: hash} of all code that a verb runs: an edit reruns just the stages it touches."""
    return code_map(verb_module(verb))


def control_code(name):
    """Code map of one control: that of the stage, and that of the control's module."""
    return code("control") | code_map(CONTROLS.module(name))


def gathered(L, wanted):
    """The file with the samples of one size at some temperatures: gathered if they are several."""
    if len(wanted) == 1:
        return made(paths.SAMPLE, L=L, T=temperatures.labels(wanted))
    name = next(name for name, data in DATA.items() if data == (L, tuple(wanted)))
    return made(paths.GATHER, data=name)


def training_samples(machine):
    """Samples that a machine is trained on."""
    spec = CONFIG.machines[machine]
    return gathered(spec.L, CONFIG.temperatures_of(spec.temperatures))


def machine_layers(machine, seed, count=None):
    """Trained layers of a machine from the input upwards, the first `count` or all."""
    total = len(CONFIG.machines[machine].layers) - 1
    layers = range(1, (total if count is None else count) + 1)
    return made(paths.RBM, machine=machine, seed=seed, layer=layers)


def seeds(machine):
    """Seeds of a machine."""
    return range(CONFIG.machines[machine].seeds)
