"""Copies of the repository to run Snakemake in, and one finished smoke run for all tests."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SMOKE = ("--configfile", "presets/smoke.yaml")


class Checkout:
    """A copy of the tracked files in a folder of its own, with Snakemake to run there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        ).stdout.split("\n")  # fmt: skip
        for name in filter(None, listed):
            if (ROOT / name).is_file():
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, target)

    def snakemake(self, *arguments: str, check: bool = True) -> str:
        """Run Snakemake; return all that it printed."""
        return self.run_in(self.folder, *arguments, check=check)

    @staticmethod
    def run_in(folder: Path, *arguments: str, check: bool = True) -> str:
        """Run Snakemake in a folder; return all that it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "snakemake", *arguments],
            cwd=folder, text=True, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONPATH": ""},
        )  # fmt: skip
        if check and done.returncode:
            pytest.fail(done.stdout[-6000:])
        return done.stdout

    def would_run(self, *arguments: str) -> dict[str, int]:
        """Return {rule: jobs} of a dry run."""
        text = self.snakemake("--dry-run", *arguments)
        table = re.search(r"Job stats:\njob +count\n[- ]+\n(.*?)\ntotal", text, flags=re.DOTALL)
        rows = table[1].split("\n") if table else []
        return {row.split()[0]: int(row.split()[1]) for row in rows}

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that must be there."""
        path = self.folder / name
        text = path.read_text()
        assert old in text, f"{name} has no {old!r} any more: update this test"
        path.write_text(text.replace(old, new, 1))

    def results(self) -> dict[str, bytes]:
        """Return the bytes of every result but the report, which holds times of day."""
        base = self.folder / "results"
        return {
            str(path.relative_to(base)): path.read_bytes()
            for path in sorted(base.rglob("*"))
            if path.is_file() and path.name != "report.html"
        }


@pytest.fixture(scope="session")
def new_checkout(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Checkout]:
    """Make checkouts, in folders with a space in their name."""
    return lambda: Checkout(tmp_path_factory.mktemp("a checkout"))


@pytest.fixture(scope="session")
def smoke(new_checkout: Callable[[], Checkout]) -> Checkout:
    """The smoke preset, run end to end on two cores."""
    checkout = new_checkout()
    checkout.snakemake("--cores", "2", *SMOKE)
    return checkout
