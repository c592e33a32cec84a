"""What all rules share: the plan of the experiment.

The checkout's own source is what jobs run and what the code maps hash, installed or not.
"""

import os
import sys
from pathlib import Path

HERE = Path(workflow.current_basedir.get_path_or_uri(secret_free=False)).parents[1]
sys.path.insert(0, str(HERE / "src"))

from rgflow import paths, warm
from rgflow.environment import job_environment
from rgflow.errors import ConfigError
from rgflow.plan.plan import planned

os.environ.update(job_environment(HERE / "src"))

try:
    PLAN = planned(
        config,
        HERE / "config.yaml",
        where=" + ".join(map(str, workflow.configfiles)) or "config.yaml",
        sources=[Path(file) for file in workflow.configfiles],
    )
except ConfigError as error:
    raise WorkflowError(str(error)) from None

if workflow.is_main_process:
    for line in PLAN.left_out:
        logger.info(f"Left out: {line}")

CONFIG, FILES, JOBS = PLAN.config, PLAN.files, PLAN.jobs
out, made, code = FILES.out, FILES.made, PLAN.code
log_of, timing_of = PLAN.log_of, PLAN.timing_of


def more(first):
    """Memory or time that a job asks for at first; one that was killed asks for more of it."""
    return lambda wildcards, attempt: first * attempt


wildcard_constraints:
    **PLAN.wildcards,


onstart:
    if workflow.is_main_process and workflow.local_exec:
        warm.start()
