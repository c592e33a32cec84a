"""Run ``python -m rgflow``."""

import gc
import sys

from rgflow.cli import main

gc.set_threshold(100_000)  # importing makes many objects and no garbage: a tenth of a short job
sys.exit(main())
