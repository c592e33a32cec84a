import subprocess
import sys

PROGRAM = """
import contextlib, io, sys
from rgflow.cli import main

def loaded():
    return sorted({"numpy.f2py.f2py2e", "numpy.testing._private"} & set(sys.modules))

with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):
    main(["fit", "--help"])
import numpy, scipy.special
print(*loaded())
print(numpy.f2py.get_include().rpartition("numpy")[2])
numpy.testing.assert_equal(scipy.special.gamma(3), 2)
print(*loaded())
"""


def test_what_scipy_only_names_is_loaded_on_its_use():
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    unused, folder, used = done.stdout.splitlines()
    assert unused == ""
    assert folder.replace("\\", "/") == "/f2py/src"
    assert used == "numpy.f2py.f2py2e numpy.testing._private"
