"""Jobs of one machine fork from a process that has loaded the libraries already.

Loading numpy, numba, scipy, netCDF4 and matplotlib takes longer than the work of most jobs. While
Snakemake runs jobs on its own machine, a server beside it holds these libraries, and
``python -m rgflow VERB`` hands its arguments, environment, folder and open files over to a fork of
it. The fork imports the package itself, so that it runs the code of the moment. Without a server
every job starts as usual: nothing depends on it but time.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

ADDRESS = "RGFLOW_WARM"
"""Environment variable that holds the server's socket."""
_LIBRARIES = (
    "numpy", "netCDF4", "scipy.linalg", "scipy.optimize", "scipy.special", "scipy.stats", "numba",
    "xarray", "matplotlib.figure", "matplotlib.backends.backend_agg", "pydantic",
)  # fmt: skip
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
_SERVER = "import sys; from rgflow import warm; warm.serve(sys.argv[1])"
_MESSAGE = 1 << 20
"""Largest request in bytes; a command with more arguments starts as usual."""


def run_warm(arguments: Sequence[str]) -> int | None:
    """Run a verb in a fork of the server; return its exit code, or None if there is no server."""
    address = os.environ.get(ADDRESS)
    if not address:
        return None
    request = json.dumps([list(arguments), dict(os.environ), str(Path.cwd())]).encode()
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as link:
        try:
            link.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * _MESSAGE)
            link.connect(address)
            socket.send_fds(link, [request], [0, 1, 2])
        except OSError:  # no server, or too long a request
            return None
        answer = link.recv(16)
    return int(answer) if answer else None


def start() -> "subprocess.Popen[bytes] | None":
    """Start a server, and tell the jobs of this process where it is.

    It ends with this process, whatever ends that. Where no server can run, there is none.
    """
    try:
        folder = tempfile.mkdtemp(prefix="rgflow-")
    except OSError:
        return None
    address = str(Path(folder, "warm"))
    server = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from rgflow import warm; warm.serve(sys.argv[1])",
            address,
        ],
        stdin=subprocess.PIPE,
        env=os.environ | dict.fromkeys(_THREADS, "1"),
        start_new_session=True,
    )
    os.environ[ADDRESS] = address
    return server


def serve(address: str) -> None:
    """Load the libraries, then fork for each request until standard input closes."""
    try:
        _serve(address)
    finally:
        shutil.rmtree(Path(address).parent, ignore_errors=True)


def _serve(address: str) -> None:
    import importlib
    import selectors

    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listener.bind(address)
    for name in _LIBRARIES:
        importlib.import_module(name)
    _warm_the_compiler()
    listener.listen(64)
    wake_read, wake_write = socket.socketpair()
    wake_write.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake_write.fileno(), warn_on_full_buffer=False)
    children: dict[int, socket.socket] = {}
    with selectors.DefaultSelector() as events:
        for source in (listener, wake_read, sys.stdin):
            events.register(source, selectors.EVENT_READ)
        while True:
            for key, _ in events.select():
                if key.fileobj is sys.stdin:
                    _end(children)
                    return
                if key.fileobj is listener:
                    pid, link = _fork(listener)
                    children[pid] = link
                    events.register(link, selectors.EVENT_READ)
                elif key.fileobj is wake_read:
                    wake_read.recv(4096)
                    _report(children, events)
                else:  # the client is gone, so its job must not go on
                    events.unregister(key.fileobj)
                    for pid in [p for p, link in children.items() if link is key.fileobj]:
                        os.kill(pid, signal.SIGTERM)


def _warm_the_compiler() -> None:
    """Have numba load what it loads with the first kernel of a process."""
    import numba
    import numpy as np

    numba.njit(lambda values: values.sum())(np.ones(1))


def _fork(listener: socket.socket) -> tuple[int, socket.socket]:
    """Accept a request and fork the process that answers it."""
    link, _ = listener.accept()
    request, files, *_ = socket.recv_fds(link, _MESSAGE, 3)
    pid = os.fork()
    if pid == 0:
        _be_the_job(request, files)
    for file in files:
        os.close(file)
    return pid, link


def _be_the_job(request: bytes, files: Sequence[int]) -> None:
    """Become the process that the client stands for; never return."""
    code = 70
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for target, file in enumerate(files):
            os.dup2(file, target)
        arguments, environment, folder = json.loads(request)
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)
        sys.argv[1:] = arguments
        from rgflow.cli import main

        code = main(arguments)
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)


def _report(children: dict[int, socket.socket], events: Any) -> None:
    """Tell the clients of ended jobs their exit codes."""
    for pid, link in list(children.items()):
        done, status = os.waitpid(pid, os.WNOHANG)
        if done == 0:
            continue
        del children[pid]
        if link in [key.fileobj for key in events.get_map().values()]:
            events.unregister(link)
        code = os.waitstatus_to_exitcode(status)
        with suppress(OSError):  # the client may be gone
            link.send(str(code if code >= 0 else 128 - code).encode())
        link.close()


def _end(children: dict[int, socket.socket]) -> None:
    for pid in children:
        os.kill(pid, signal.SIGTERM)
