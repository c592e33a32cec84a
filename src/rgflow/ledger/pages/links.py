"""From a claim to its figures, their files and the command that makes them again."""

from collections.abc import Iterable

from rgflow import paths
from rgflow.ledger.claim import Claim
from rgflow.ledger.ledger import Ledger

DEFAULT = "default"
"""Name of the experiment that needs no configuration file on the command line."""


def figure_path(number: str, suffix: str) -> str:
    """Return the path of a figure's file as seen from the ledger's folder."""
    return f"../../{paths.FIGURE.format(figure=number)}.{suffix}"


def command(name: str, targets: Iterable[str]) -> str:
    """Return the Snakemake command that makes targets of the experiment `name` again."""
    configuration = "" if name == DEFAULT else f" --configfile {paths.results(name, 'config.yaml')}"
    return f"snakemake --cores all{configuration} {' '.join(targets)}"


def command_of(claim: Claim, ledger: Ledger) -> str:
    """Return the command that makes a claim's figures and the ledger again."""
    figures = (f"figure_{number}" for number in ledger.figures(claim))
    return command(ledger.name, [*figures, "claims"])


def shown(number: str) -> str:
    """Return a figure's number without its leading zero."""
    return number.lstrip("0")
