"""Read a configuration, or say everything that is wrong with it at once."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from rgflow.config.model import Config
from rgflow.errors import ConfigError
from rgflow.registry import near_name


def load(values: Mapping[str, Any], where: str = "configuration") -> Config:
    """Return the checked configuration.

    Parameters
    ----------
    values : mapping
        What YAML gave; keys that are absent take their defaults.
    where : str
        What the message of an error calls the configuration.

    Raises
    ------
    ConfigError
        With one line per mistake: the key, its value, what is allowed, and a near name.
    """
    try:
        return Config.model_validate(values)
    except ValidationError as error:
        lines = [_line(item) for item in error.errors(include_url=False)]
        text = "\n".join(f"  {line}" for line in lines)
        raise ConfigError(
            f"{len(lines)} mistake(s)\n{text}",
            where=where,
            remedy="every key is explained in config.yaml",
        ) from None


def _line(item: Any) -> str:
    """Return one line of an error message."""
    place = ".".join(str(part) for part in item["loc"] if not _is_union_tag(part))
    if item["type"] == "extra_forbidden":
        return f"{place}: there is no such key{near_name(place.split('.')[-1], _keys())}"
    message = item["msg"].removeprefix("Value error, ")
    shown = "" if isinstance(item["input"], dict) else f" (given: {item['input']!r})"
    return f"{place}: {message}{shown}" if place else message


def _is_union_tag(part: Any) -> bool:
    """Return whether pydantic added this part of a path to name a branch of a union."""
    return isinstance(part, str) and ("[" in part or part.startswith("literal"))


def _keys(model: type[BaseModel] = Config) -> set[str]:
    """Return the names of all keys of the configuration."""
    found = set(model.model_fields)
    for sub in BaseModel.__subclasses__():
        if sub.__module__.startswith("rgflow."):
            found.update(sub.model_fields)
            for section in sub.__subclasses__():
                found.update(section.model_fields)
    return found
