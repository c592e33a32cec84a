"""Figures and ledgers: which of them an experiment can have, and from which files."""

from functools import cached_property

from rgflow.figures import registry
from rgflow.figures.registry import Heading
from rgflow.ledger.declared import Needs, missing, needs_of, roles_of
from rgflow.plan import requirements
from rgflow.plan.files import Files
from rgflow.plan.selections import as_options, roles

MACHINES = {"machines": "machines"}
"""The role that every figure and ledger has: what each machine is for."""


class Products:
    """Figures and ledgers of an experiment."""

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
            if not missing(heading.inputs, heading.optional, inputs):
                drawn = inputs and roles(self.files, MACHINES)
                found[name] = {**inputs, **drawn}
        return found

    @cached_property
    def claim_inputs(self) -> dict[str, dict[str, list[str]]]:
        """Return {claim set: {role: files}} of all claims of a set together."""
        return {
            name: roles(self.files, roles_of(needs) | MACHINES)
            for name, needs in self.needs.items()
        }

    def claim_selections(self, claim_set: str) -> set[str]:
        """Return the selections that the claims of a set look at."""
        return {*roles_of(self.needs[claim_set]).values(), *MACHINES}

    @cached_property
    def needs(self) -> dict[str, dict[str, Needs]]:
        """Return what each claim of each set looks at."""
        return {name: needs_of(name) for name in self.files.experiment.config.claims}

    @cached_property
    def left_out(self) -> tuple[str, ...]:
        """Return the figures and claims that the experiment cannot have, a line each."""
        lacking = {
            f"Figure {heading.number}": missing(
                heading.inputs, heading.optional, roles(self.files, heading.inputs)
            )
            for name, heading in self.headings.items()
            if name not in self.figures
        } | {
            f"claim {number}": missing(claim.roles, claim.optional, self.claim_inputs[name])
            + requirements.lacking(self.files, claim.requires)
            for name, needs in self.needs.items()
            for number, claim in needs.items()
        }
        return tuple(
            f"{what}: the experiment has no {' and no '.join(words)}"
            for what, words in lacking.items()
            if words
        )

    def figure_options(self, name: str) -> str:
        """Return the files of each role of a figure as options."""
        return as_options(self.figures[name])

    def claim_options(self, claim_set: str) -> str:
        """Return the files of each role of a ledger as options."""
        return as_options(self.claim_inputs[claim_set])
