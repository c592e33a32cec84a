"""Formatting, lint, types and layers, as `make lint` checks them."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [
        "ruff check src tests benchmarks",
        "ruff format --check src tests benchmarks",
        "mypy",
        "lint-imports",
        "snakefmt --check Snakefile workflow",
        "snakemake --lint",
    ],
)
def test_tool_is_content(command: str) -> None:
    tool, *arguments = command.split()
    done = subprocess.run(
        [BIN / tool, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
