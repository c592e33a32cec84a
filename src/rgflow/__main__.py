"""``python -m rgflow VERB``."""

import sys

from rgflow.warm import run_warm

if __name__ == "__main__":
    code = run_warm(sys.argv[1:])
    if code is None:
        from rgflow.cli import main

        code = main()
    sys.exit(code)
