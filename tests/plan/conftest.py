"""Plans of the paper's experiment and of others."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rgflow.plan.plan import Plan, planned

PAPER = Path(__file__).parents[2] / "config.yaml"


@pytest.fixture(scope="session")
def plan_of() -> Callable[..., Plan]:
    """Return the plan of some changes to the paper's experiment."""

    def plan(**changes: Any) -> Plan:
        return planned(changes, PAPER, "test")

    return plan


@pytest.fixture(scope="session")
def alone(plan_of: Callable[..., Plan]) -> Callable[..., Plan]:
    """Return the plan of one machine that stands for itself."""

    def plan(machine: dict[str, Any], **changes: Any) -> Plan:
        return plan_of(alone=True, machines={"m": machine}, **changes)

    return plan


@pytest.fixture(scope="session")
def paper(plan_of: Callable[..., Plan]) -> Plan:
    return plan_of()
