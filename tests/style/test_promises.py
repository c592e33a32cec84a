"""docs/promises.md names tests that are there."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_promise_names_its_tests() -> None:
    rows = [
        line.strip("|").split("|")
        for line in (ROOT / "docs/promises.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("|") and not line.startswith(("|---", "| promise"))
    ]
    named = {promise.strip(): re.findall(r"`(tests/[^`]+)`", tests) for promise, tests in rows}
    assert len(named) == len(rows), "a promise twice"
    assert [promise for promise, tests in named.items() if not tests] == []
    missing = []
    for test in (each for tests in named.values() for each in tests):
        path, _, name = test.partition("::")
        there = (ROOT / path).is_file() and name in {
            each.name
            for each in ast.parse((ROOT / path).read_text(encoding="utf-8")).body
            if isinstance(each, ast.FunctionDef)
        }
        if not there:
            missing.append(test)
    assert missing == []
