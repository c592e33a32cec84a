"""Collects every figure from synthetic files once."""

import pytest


@pytest.fixture(scope="session")
def collected():
    """Synthetic files of every figure and the numbers collected from them; not to be changed."""
    import synthetic

    from rgflow.figures import registry

    made = {name: synthetic.inputs(name) for name in registry.names()}
    return {name: (files, registry.load(name).collect(files)) for name, files in made.items()}


@pytest.fixture(scope="session")
def drawn(collected):
    """The drawing and the numbers of every figure; not to be changed."""
    from rgflow.figures import registry

    return {name: (registry.load(name).draw(data), data) for name, (_, data) in collected.items()}
