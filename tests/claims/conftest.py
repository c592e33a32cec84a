"""Judges the planted world once."""

import pytest


@pytest.fixture(scope="session")
def planted():
    """Files of every role in which all claims hold, and their judgements; not to be changed."""
    import world

    from rgflow.ledger.ledger import judge_all

    inputs = world.inputs()
    return inputs, judge_all(inputs)
