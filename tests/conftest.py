"""Settings of the whole suite: this checkout's source, no network, one BLAS thread, no GUI."""

import os
import socket
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ["MPLBACKEND"] = "Agg"
# of subprocesses; `pythonpath` in pyproject.toml does the same for this one
os.environ["PYTHONPATH"] = os.pathsep.join(
    str(Path(__file__).parents[1] / folder) for folder in ("src", "tests/support")
)

import pytest

pytest_plugins = ["checkouts"]  # one finished smoke run for the tests of several folders


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that opens a connection to another machine fails."""
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1"):  # type: ignore[index]
            raise AssertionError(f"a test tried to connect to {address}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", local_only)
