"""A headless Chromium, driven by the WebDriver protocol with nothing but the standard library."""

import json
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--window-size=1500,1200",
)  # fmt: skip


def available() -> bool:
    """Return whether Chromium and its driver are installed."""
    return bool(shutil.which("chromedriver") and shutil.which("chromium"))


class Page:
    """One page: run JavaScript in it, wait for something to be true, read its console."""

    def __init__(self, session: str) -> None:
        self._session = session

    def run(self, script: str) -> Any:
        """Return what a piece of JavaScript returns."""
        return _call("POST", f"{self._session}/execute/sync", {"script": script, "args": []})

    def wait_for(self, script: str, seconds: float = 20.0) -> Any:
        """Return what a piece of JavaScript returns as soon as it is not false."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if answer := self.run(script):
                return answer
            time.sleep(0.1)
        raise AssertionError(f"still false after {seconds} s: {script}")

    def errors(self) -> list[str]:
        """Return the errors that the console holds."""
        entries = _call("POST", f"{self._session}/se/log", {"type": "browser"})
        return [entry["message"] for entry in entries if entry["level"] == "SEVERE"]


@contextmanager
def opened(path: Path) -> Iterator[Page]:
    """Open a file in a browser of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    driver = subprocess.Popen(["chromedriver", f"--port={port}"], stdout=subprocess.DEVNULL)
    try:
        base = f"http://127.0.0.1:{port}"
        _until_answers(lambda: _call("GET", f"{base}/status"))
        options = {"binary": shutil.which("chromium"), "args": list(FLAGS)}
        wanted = {
            "browserName": "chrome",
            "goog:loggingPrefs": {"browser": "ALL"},
            "goog:chromeOptions": options,
        }
        made = _call("POST", f"{base}/session", {"capabilities": {"alwaysMatch": wanted}})
        session = f"{base}/session/{made['sessionId']}"
        _call("POST", f"{session}/url", {"url": path.as_uri()})
        yield Page(session)
        _call("DELETE", session)
    finally:
        driver.terminate()
        driver.wait()


def _call(method: str, url: str, body: object = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)["value"]


def _until_answers(ask: Callable[[], object], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            ask()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return
