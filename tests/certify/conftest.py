import pytest

from rgflow.certify import reference


@pytest.fixture(autouse=True)
def _small_references(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fitted temperatures need a reference each: a smaller one will do for small files."""
    monkeypatch.setattr(reference, "_MOST", 16_384)
    reference.reference.cache_clear()
