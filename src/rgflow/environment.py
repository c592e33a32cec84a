"""The environment of jobs: which Python, which source, which BLAS kernels, which encoding."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from rgflow.cache_folder import first_writable, own_folders
from rgflow.learners.rbm.blas import core_type_environment


def job_environment(source: Path, environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the variables that jobs get on top of the environment in force.

    Jobs run the interpreter that runs Snakemake, also when no environment is activated, and the
    source beside the Snakefile, whose code maps decide what reruns, also when another rgflow is
    installed. They read and write UTF-8 in every locale, and draw into files only. The report's
    second Snakemake finds the Snakefile by a variable: a parameter would rerun what has moved.

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
        "PYTHONUTF8": "1",
        "RGFLOW_SNAKEFILE": str(source.parent / "Snakefile"),
        "MPLBACKEND": "Agg",
        **_matplotlib_folder(environment),
        **core_type_environment(environment),
    }


def _matplotlib_folder(environment: Mapping[str, str]) -> dict[str, str]:
    """Give matplotlib a folder for its font cache where it would make one for each job."""
    home = Path(environment.get("XDG_CONFIG_HOME") or Path(environment.get("HOME", "/"), ".config"))
    if "MPLCONFIGDIR" in environment or first_writable([home / "matplotlib"]):
        return {}
    folder = first_writable(own / "matplotlib" for own in own_folders(environment))
    return {"MPLCONFIGDIR": str(folder)} if folder else {}
