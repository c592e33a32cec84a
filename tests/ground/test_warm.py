"""The server that keeps libraries warm: jobs through it are the jobs that they are without it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rgflow import warm

PROGRAM = [sys.executable, "-m", "rgflow"]
SAMPLE = ["sample", "-L", "4", "-T", "2.3", "--samples", "20", "--root-seed", "1"]


@pytest.fixture(scope="module")
def server() -> Iterator["subprocess.Popen[bytes]"]:
    """A server, and its address in the environment of this process."""
    process = warm.start()
    assert process is not None
    _wait(lambda: warm.run_warm(["--version"]) == 0, 30)
    yield process
    process.stdin.close()  # type: ignore[union-attr]
    process.wait(10)
    del os.environ[warm.ADDRESS]


def _wait(ready, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def run(*arguments: str, **options) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*PROGRAM, *arguments], capture_output=True, text=True, check=False, **options
    )


@pytest.mark.usefixtures("server")
def test_a_warm_job_writes_the_bytes_of_a_cold_one(tmp_path: Path) -> None:
    cold = {name: value for name, value in os.environ.items() if name != warm.ADDRESS}
    one = run(*SAMPLE, "--output", str(tmp_path / "cold.nc"), env=cold)
    other = run(*SAMPLE, "--output", str(tmp_path / "warm.nc"))
    assert (one.returncode, other.returncode) == (0, 0)
    assert one.stderr == other.stderr
    assert (tmp_path / "cold.nc").read_bytes() == (tmp_path / "warm.nc").read_bytes()


@pytest.mark.usefixtures("server")
def test_a_job_has_its_own_folder_environment_and_streams(tmp_path: Path) -> None:
    done = run(*SAMPLE, "--output", "here.nc", cwd=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "here.nc").is_file()
    assert "20 configurations" in done.stderr
    assert done.stdout == ""


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(
    ("arguments", "code"), [(["--version"], 0), (["sample", "-L", "none"], 2), (["nothing"], 2)]
)
def test_the_exit_code_is_the_jobs(arguments: list[str], code: int) -> None:
    assert warm.run_warm(arguments) == code
    assert run(*arguments).returncode == code


@pytest.mark.usefixtures("server")
def test_a_failing_job_says_why() -> None:
    done = run("starts", "--samples", "none.nc", "--per-temperature", "1", "--output", "x.nc")
    assert done.returncode == 1
    assert "the file does not exist" in done.stderr


def test_a_killed_client_takes_its_job_along(server, tmp_path: Path) -> None:
    slow = [*SAMPLE[:6], "400000000", *SAMPLE[7:]]
    before = _children(server.pid)
    client = subprocess.Popen([*PROGRAM, *slow, "--output", str(tmp_path / "x.nc")])
    _wait(lambda: _children(server.pid) - before, 20)
    client.send_signal(signal.SIGKILL)
    client.wait()
    _wait(lambda: not _children(server.pid) - before, 20)
    assert list(tmp_path.iterdir()) == []


def _children(pid: int) -> set[int]:
    """Return the processes below one that are still running."""
    found = subprocess.run(
        ["ps", "--ppid", str(pid), "-o", "pid=,stat="], capture_output=True, text=True, check=False
    )
    rows = [line.split() for line in found.stdout.splitlines()]
    return {int(child) for child, state in rows if not state.startswith("Z")}


def test_without_a_server_a_job_starts_as_usual(tmp_path: Path) -> None:
    gone = os.environ | {warm.ADDRESS: str(tmp_path / "nobody")}
    done = run(*SAMPLE, "--output", str(tmp_path / "x.nc"), env=gone)
    assert done.returncode == 0
    assert (tmp_path / "x.nc").is_file()


def test_the_server_ends_with_the_process_that_started_it() -> None:
    program = (
        "from rgflow import warm; import os, sys\n"
        "server = warm.start(); print(server.pid, os.environ[warm.ADDRESS], flush=True)\n"
        "sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        pid, address = parent.stdout.readline().split()  # type: ignore[union-attr]
        _wait(Path(address).exists, 20)
        parent.kill()
    _wait(lambda: not _runs(int(pid)), 20)
    assert not Path(address).parent.exists()


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
