"""Run ``python -m rgflow``."""

import sys

from rgflow.cli import main

sys.exit(main())
