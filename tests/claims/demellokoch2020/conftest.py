"""Judges the planted world once."""

import pytest


@pytest.fixture(scope="session")
def claims():
    """The claim set."""
    from rgflow.ledger.claim_set import load

    return load("demellokoch2020")


@pytest.fixture(scope="session")
def planted(claims):
    """Files of every role in which all claims hold, and their ledger; not to be changed."""
    import world

    from rgflow.ledger.ledger import judge_all

    inputs = world.inputs()
    return inputs, judge_all(claims, inputs, "default")
