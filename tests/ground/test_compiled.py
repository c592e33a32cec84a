import os
import subprocess
import sys

import numba

from rgflow.compiled import njit

CALLER = """
from rgflow.compiled import njit
from part import inner

@njit()
def outer(x):
    return inner(x) + 1
"""
PART = """
from rgflow.compiled import njit

@njit()
def inner(x):
    return {factor} * x
"""


def run(folder, cache):
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(folder), os.environ["PYTHONPATH"]]),
        "NUMBA_CACHE_DIR": str(cache),
    }
    program = "import caller; print(caller.outer(10), sum(caller.outer.stats.cache_hits.values()))"
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    return tuple(int(word) for word in done.stdout.split())


def test_an_edited_callee_in_another_file_is_compiled_again(tmp_path):
    (tmp_path / "caller.py").write_text(CALLER)
    (tmp_path / "part.py").write_text(PART.format(factor=2))
    assert run(tmp_path, tmp_path / "cache") == (21, 0)
    assert run(tmp_path, tmp_path / "cache") == (21, 1)
    (tmp_path / "part.py").write_text(PART.format(factor=3))
    assert run(tmp_path, tmp_path / "cache") == (31, 0)


def test_options_reach_numba_and_its_settings_stay():
    before = numba.config.CACHE_DIR

    @njit(boundscheck=True)
    def first(values):
        return values[0]

    assert before == numba.config.CACHE_DIR
    assert first.targetoptions["boundscheck"]
