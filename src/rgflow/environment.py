"""The environment of jobs: which Python, which source, which BLAS kernels."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from rgflow.learners.rbm.blas import core_type_environment


def job_environment(source: Path, environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the variables that jobs get on top of the environment in force.

    Jobs run the interpreter that runs Snakemake, also when no environment is activated, and the
    source beside the Snakefile, whose code maps decide what reruns, also when another rgflow is
    installed.

    Parameters
    ----------
    source : Path
        Folder that holds the package.
    environment : mapping
        Environment in force.
    """
    programs = [str(Path(sys.executable).parent), environment.get("PATH", "")]
    modules = [str(source), environment.get("PYTHONPATH", "")]
    return {
        "PATH": os.pathsep.join(filter(None, programs)),
        "PYTHONPATH": os.pathsep.join(filter(None, modules)),
        **core_type_environment(environment),
    }
