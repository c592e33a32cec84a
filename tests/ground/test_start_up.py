import subprocess
import sys

PROGRAM = """
import sys
from rgflow.start_up import defer_seldom_used
defer_seldom_used()
import numpy, scipy.special
print({"numpy.f2py.f2py2e", "numpy.testing._private"} & set(sys.modules))
print(numpy.f2py.get_include().rpartition("numpy")[2])
numpy.testing.assert_equal(scipy.special.gamma(3), 2)
print(*sorted({"numpy.f2py.f2py2e", "numpy.testing._private"} & set(sys.modules)))
"""


def test_what_scipy_only_names_is_loaded_on_its_use():
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    unused, folder, used = done.stdout.splitlines()
    assert unused == "set()"
    assert folder.replace("\\", "/") == "/f2py/src"
    assert used == "numpy.f2py.f2py2e numpy.testing._private"
