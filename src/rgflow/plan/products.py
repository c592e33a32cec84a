"""Figures and the ledger: which of them an experiment can have, and from which files."""

from collections.abc import Mapping
from functools import cached_property

from rgflow.figures import registry
from rgflow.figures.registry import Heading
from rgflow.ledger.declared import needs_of_set
from rgflow.plan.files import Files
from rgflow.plan.selections import as_options, roles

MACHINES = {"machines": "machines"}
"""The role that every figure and the ledger have: what each machine is for."""


class Products:
    """Figures and ledger of an experiment."""

    def __init__(self, files: Files) -> None:
        self.files = files

    @cached_property
    def headings(self) -> dict[str, Heading]:
        """Return number, title, caption ... of every figure there is."""
        return {name: registry.heading(name) for name in registry.names()}

    @cached_property
    def figures(self) -> dict[str, dict[str, list[str]]]:
        """Return {figure: {role: files}} of the figures that the experiment can have."""
        found = {}
        for name, heading in self.headings.items():
            inputs = roles(self.files, heading.inputs)
            if not self._lacking(heading, inputs):
                drawn = inputs and roles(self.files, MACHINES)
                found[name] = {**inputs, **drawn}
        return found

    @cached_property
    def claim_inputs(self) -> dict[str, list[str]]:
        """Return {role: files} of all claims together."""
        wanted: dict[str, str] = {}
        for needs in self._needs.values():
            wanted |= needs.inputs
        return {**roles(self.files, wanted), **roles(self.files, MACHINES)}

    @cached_property
    def left_out(self) -> tuple[str, ...]:
        """Return the figures and claims that the experiment cannot have, a line each."""
        figures = [
            f"Figure {heading.number}: the experiment has no {words(lacking)}"
            for name, heading in self.headings.items()
            if name not in self.figures
            and (lacking := self._lacking(heading, roles(self.files, heading.inputs)))
        ]
        claims = [
            f"claim {number}: the experiment has no {words(lacking)}"
            for number, needs in self._needs.items()
            if (lacking := needs.lacking(roles(self.files, needs.inputs)))
        ]
        return (*figures, *claims)

    def figure_options(self, name: str) -> str:
        """Return the files of each role of a figure as options."""
        return as_options(self.figures[name])

    def claim_options(self) -> str:
        """Return the files of each role of the ledger as options."""
        return as_options(self.claim_inputs)

    @cached_property
    def _needs(self):  # type: ignore[no-untyped-def]
        return needs_of_set(self.files.experiment.config.claims)

    def _lacking(self, heading: Heading, inputs: Mapping[str, list[str]]) -> list[str]:
        """Return the selections of roles that a figure cannot do without and that are empty."""
        return [
            selection
            for role, selection in heading.inputs.items()
            if role not in inputs and role not in heading.optional
        ]


def words(selections: list[str]) -> str:
    """Return names of selections in words."""
    return " and no ".join(name.replace("_", " ") for name in selections)
