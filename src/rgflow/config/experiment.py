"""What an experiment asks for: the paper's configuration with the user's changes, or his alone."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rgflow.config.load import load
from rgflow.config.model import Config
from rgflow.errors import ConfigError


def experiment(
    changes: Mapping[str, Any],
    paper: Path,
    where: str = "configuration",
    files: Sequence[Path] = (),
) -> Config:
    """Return the checked configuration of an experiment.

    Parameters
    ----------
    changes : mapping
        What the user's configuration files and options say. With ``alone: true`` nothing else
        counts; otherwise it is laid over the paper's experiment, key by key. An entry of `machines`
        or `recipes` that is null is taken out.
    paper : Path
        The paper's experiment, ``config.yaml``.
    where : str
        What the message of an error calls the configuration.
    files : sequence of Path
        The user's configuration files, so that a message can name the line of a mistake.

    Raises
    ------
    ConfigError
        With one line per mistake.
    """
    if changes.get("alone") in (True, "true", "True"):
        return load(changes, where, files)
    return load(merged(read_yaml(paper), changes), where, files)


def read_yaml(path: Path) -> dict[str, Any]:
    """Return the mapping that a YAML file holds.

    Raises
    ------
    ConfigError
        If the file is missing, is not UTF-8 or YAML, or holds something else.
    """
    import yaml

    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigError(
            f"cannot be read ({error})", where=path, remedy="restore the file from the repository"
        ) from None
    if not isinstance(values, dict):
        raise ConfigError("holds no keys", where=path, remedy="restore it from the repository")
    return values


def merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return `base` with `changes` laid over it, mappings key by key, all else replaced."""
    result = dict(base)
    for key, value in changes.items():
        below = result.get(key)
        both = isinstance(below, Mapping) and isinstance(value, Mapping)
        result[key] = merged(below, value) if both else value  # type: ignore[arg-type]
    return result
