"""Libraries start faster: what a job does not use is not loaded."""

import importlib.util
import sys

_SELDOM_USED = ("f2py", "testing")
"""Parts of numpy that it loads on demand. scipy, on its start, asks for every name in numpy."""


def defer_seldom_used() -> None:
    """Have those parts of numpy loaded when something in them is used, not when it is named."""
    import numpy

    for part in _SELDOM_USED:
        name = f"numpy.{part}"
        spec = importlib.util.find_spec(name)
        if name in sys.modules or spec is None or spec.loader is None:
            continue
        spec.loader = importlib.util.LazyLoader(spec.loader)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
        setattr(numpy, part, module)
