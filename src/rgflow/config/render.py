"""Write what follows from the model: comments of config.yaml, schema, parameters, settings.json.

``config.yaml`` is data: its values stay, its comments and its layout come from the model. Run
``python -m rgflow.config.render`` after changing either; a test keeps them in step.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from rgflow.config.experiment import read_yaml
from rgflow.config.load import load
from rgflow.config.model import Config
from rgflow.config.recipes import Recipe
from rgflow.config.sections import Machine

ROOT = Path(__file__).parents[3]
PAPER = "config.yaml"
SCHEMA = "workflow/schemas/config.schema.json"
_ENTRIES: Mapping[str, type[BaseModel]] = {"recipes": Recipe, "machines": Machine}
SETTINGS = "src/rgflow/config/settings.json"
_VALUES = ("integer", "number", "string", "boolean")
_LIMITS = ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "enum", "pattern")
_SHOWN = ("type", "default", "description", *_LIMITS)
HEADER = f"""\
# yaml-language-server: $schema={SCHEMA}
# The paper's experiment: all figures and the ledger in minutes on a laptop. Change values here, or
# lay some over them with `--configfile mine.yaml`; a file that says `alone: true` counts alone.
# What is null or left out is derived from what is asked for. Ranges: docs/parameters.md.
# Temperatures are in J/k_B; "Tc" is the critical one, 2/ln(1+sqrt 2) for the Ising model.
"""


def files() -> dict[str, str]:
    """Return {path relative to the repository: text} of all generated files."""
    return {
        PAPER: HEADER + "\n" + "\n".join(_yaml(load(read_yaml(ROOT / PAPER)))) + "\n",
        SCHEMA: json.dumps(Config.model_json_schema(), indent=1) + "\n",
        SETTINGS: json.dumps(_settings(Config.model_json_schema()), indent=1) + "\n",
        "docs/parameters.md": _table(),
    }


def _settings(schema: Any) -> dict[str, dict[str, Any]]:
    """Return what the command line needs to know of each section's plain keys."""
    plain = {
        name: {key: _plain(entry) for key, entry in section.get("properties", {}).items()}
        for name, section in {"Config": schema, **schema["$defs"]}.items()
    }
    return {name: {k: v for k, v in keys.items() if v} for name, keys in plain.items()}


def _plain(entry: Any) -> dict[str, Any]:
    """Return the schema of a key that holds one value or a list of such values, else {}."""
    for branch in (entry, *entry.get("anyOf", ())):
        branch = {**entry, **branch}
        if branch.get("type") in _VALUES:
            return {key: branch[key] for key in _SHOWN if key in branch}
        if branch.get("type") == "array" and branch.get("items", {}).get("type") in _VALUES:
            return {"description": entry["description"], "items": branch["items"]}
    return {}


def _yaml(section: BaseModel, indent: str = "") -> Iterator[str]:
    """Yield the lines of a section: a comment from each description, then the value."""
    values = section.model_dump(mode="json")
    for name, info in type(section).model_fields.items():
        if not indent:
            yield ""
        yield f"{indent}# {info.description}"
        value = getattr(section, name)
        if isinstance(value, BaseModel):
            yield f"{indent}{name}:"
            yield from _yaml(value, indent + "  ")
        elif isinstance(value, dict):
            yield from (f"{indent}#   {line}" for line in _keys(_ENTRIES[name]))
            yield f"{indent}{name}:"
            yield from (f"{indent}  {key}: {_entry(item)}" for key, item in value.items())
        elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            yield f"{indent}{name}:"
            yield from (f"{indent}  - {_entry(item)}" for item in value)
        else:
            yield f"{indent}{name}: {_flow(values[name])}"


def _keys(entry: type[BaseModel]) -> Iterator[str]:
    """Yield a line of explanation for each key of a named entry."""
    for name, info in entry.model_fields.items():
        default = "required" if info.is_required() else f"default {_flow(info.default)}"
        yield f"{name}: {info.description}; {default}"


def _entry(entry: BaseModel) -> str:
    """Return a named entry on one line, without the keys that have their default."""
    values, changed = entry.model_dump(mode="json"), entry.model_dump(exclude_defaults=True)
    return _flow({name: value for name, value in values.items() if name in changed})


def _flow(value: Any) -> str:
    """Return a value as YAML on one line."""
    text = yaml.safe_dump(value, default_flow_style=True, sort_keys=False, width=10_000)
    return text.removesuffix("\n").removesuffix("\n...")


def _table() -> str:
    """Return the Markdown tables of all keys."""
    head = "| key | default | meaning |\n|---|---|---|\n"
    tables = {
        "Parameters": ("Every key of a configuration; what is null is derived.", _rows(Config())),
        "An entry of `recipes`": ("How a machine is trained.", _entry_rows(Recipe)),
        "An entry of `machines`": ("What is trained on what.", _entry_rows(Machine)),
    }
    return "\n".join(
        f"{'##' if number else '#'} {title}\n\n{text}\n\n{head}" + "\n".join(rows) + "\n"
        for number, (title, (text, rows)) in enumerate(tables.items())
    )


def _rows(section: BaseModel, prefix: str = "") -> Iterator[str]:
    values = section.model_dump(mode="json")
    for name, info in type(section).model_fields.items():
        value = getattr(section, name)
        if isinstance(value, BaseModel):
            yield from _rows(value, f"{prefix}{name}.")
        else:
            long = isinstance(value, dict) or len(_flow(values[name])) > 60
            shown = "see below" if long else f"`{_flow(values[name])}`"
            yield f"| `{prefix}{name}` | {shown} | {info.description} |"


def _entry_rows(entry: type[BaseModel]) -> Iterator[str]:
    for name, info in entry.model_fields.items():
        default = "required" if info.is_required() else f"`{_flow(info.default)}`"
        yield f"| `{name}` | {default} | {info.description} |"


def main() -> None:
    """Write all generated files below the repository."""
    for name, text in files().items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
