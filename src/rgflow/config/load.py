"""Read a configuration, or say everything that is wrong with it at once."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from rgflow.config.marks import Sources
from rgflow.config.mistakes import Mistake, explained
from rgflow.config.model import Config
from rgflow.config.unusual import unusual
from rgflow.errors import ConfigError


def load(
    values: Mapping[str, Any], where: str = "configuration", files: Sequence[Path | str] = ()
) -> Config:
    """Return the checked configuration.

    Parameters
    ----------
    values : mapping
        What YAML gave; keys that are absent take their defaults.
    where : str
        What the message of an error calls the configuration.
    files : sequence of paths
        The YAML files that `values` were merged from, in the order of merging; mistakes are named
        with their line and column there.

    Raises
    ------
    ConfigError
        With one line per mistake: its place, the key, what is allowed, the value, and a near name.
    """
    sources = Sources(files)
    mistakes = [*sources.repeated_keys(), *unusual(values)]
    config = None
    if not any(mistake.fatal for mistake in mistakes):
        try:
            config = Config.model_validate(values)
        except ValidationError as error:
            told = {mistake.path for mistake in mistakes}
            mistakes += [one for one in explained(error, values) if one.path not in told]
        except ConfigError as error:  # of a section's own calculations
            mistakes.append(Mistake((), error.what))
    if config is not None and not mistakes:
        return config
    raise refusal(mistakes, values, where, sources)


def refusal(
    mistakes: Sequence[Mistake], values: Mapping[str, Any], where: str, sources: Sources
) -> ConfigError:
    """Return the error that tells all mistakes of a configuration, a line each."""
    lines = [f"  {sources.mark(one, values)}{one}" for one in mistakes]
    number = "1 mistake" if len(lines) == 1 else f"{len(lines)} mistakes"
    return ConfigError(
        "\n".join([number, *lines]), where=where, remedy="every key is explained in config.yaml"
    )
