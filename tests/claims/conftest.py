"""Makes the synthetic files importable, and judges the planted world once."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "figures"))


@pytest.fixture(scope="session")
def planted():
    """Files of every role in which all claims hold, and their judgements; not to be changed."""
    import world

    from rgflow.claims.ledger import judge_all

    inputs = world.inputs()
    return inputs, judge_all(inputs)
