"""The jobs of a plan without Snakemake: what each reads and uses, from the rule files' own text."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from rgflow import paths
from rgflow.plan.plan import Plan

RULES = Path(__file__).parents[2] / "workflow/rules"
_RULE = re.compile(r"^rule (\w+):\n(.*?)(?=^rule |^for |\Z)", flags=re.MULTILINE | re.DOTALL)
_USED = re.compile(r"\b(JOBS|CONFIG|PLAN)\.([\w.]+)")
_NO_VALUE = ("log_of", "timing_of", "code", "kernel", "products", "targets", "caption_of")
"""Members of the plan that are no parameter of a job."""
_INPUT = re.compile(r"    input:\n(.*?)    output:", flags=re.DOTALL)
_PATTERN = re.compile(r"out\(paths\.(\w+)\)")


class Rule:
    """A rule of the workflow that makes one file: the pattern, and the names that it uses."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        inputs = _INPUT.search(text)
        self.inputs = _PATTERN.findall(inputs[1]) if inputs else []
        output = text.partition("output:")[2]
        found = _PATTERN.search(output.split("log:", 1)[0])
        self.output = getattr(paths, found[1]) if found else None
        self.used = sorted({f"{owner}.{name}" for owner, name in _USED.findall(text)})
        if name == "fit":
            self.output = "fit/{source}.nc"


def rules() -> dict[str, Rule]:
    """Return the rules whose output is a dataset by a pattern of rgflow.paths."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(RULES.glob("*.smk"))]
    found = [Rule(name, text) for whole in texts for name, text in _RULE.findall(whole)]
    return {rule.name: rule for rule in found if rule.output and rule.output.endswith(".nc")}


def jobs(plan: Plan) -> dict[str, dict[str, Any]]:
    """Return {rule: {file: what its job uses}} of all that figures and ledger are made from."""
    known = rules()
    matchers = {rule.name: _matcher(plan, rule.output) for rule in known.values() if rule.output}
    waiting = [
        file for one in plan.products.figures.values() for role in one.values() for file in role
    ]
    waiting += [
        file
        for roles in plan.products.claim_inputs.values()
        for role in roles.values()
        for file in role
    ]
    found: dict[str, dict[str, Any]] = {name: {} for name in known}
    seen: set[str] = set()
    while waiting:
        file = waiting.pop()
        if file in seen:
            continue
        seen.add(file)
        for name, matcher in matchers.items():
            if match := matcher.fullmatch(file):
                used = _used(plan, known[name], match.groupdict())
                found[name][file] = used
                waiting += [one for one in _files(used) if one not in seen]
    for job in plan.files.lattice_controls():
        found.setdefault("lattice_control", {})[job.name] = job._asdict()
    return found


def _matcher(plan: Plan, pattern: str) -> "re.Pattern[str]":
    """Return what matches the files of a pattern, each wildcard by name."""
    text = re.escape(plan.files.out(pattern)).replace(r"\{", "{").replace(r"\}", "}")
    named = plan.wildcards | {"source": r".+"}
    return re.compile(re.sub(r"\{(\w+)\}", lambda m: f"(?P<{m[1]}>{named[m[1]]})", text))


def _used(plan: Plan, rule: Rule, wildcards: Mapping[str, str]) -> dict[str, Any]:
    """Return the values of all names that a rule uses, and its inputs, for one job."""
    place = SimpleNamespace(**wildcards)
    values: dict[str, Any] = {}
    for name in rule.used:
        owner, _, path = name.partition(".")
        if owner == "PLAN" and any(word in path for word in _NO_VALUE):
            continue
        value: Any = {"JOBS": plan.jobs, "CONFIG": plan.config, "PLAN": plan}[owner]
        for part in path.split("."):
            value = getattr(value, part)
        values[name] = value(place) if callable(value) else value
    for name in rule.inputs:
        values[f"paths.{name}"] = [plan.files.out(getattr(paths, name).format(**wildcards))]
    if rule.name == "fit":
        values["measured"] = [plan.files.out(f"measure/{wildcards['source']}.nc")]
    return values


def _files(used: Mapping[str, Any]) -> Iterator[str]:
    for value in used.values():
        if isinstance(value, list):
            yield from (one for one in value if isinstance(one, str) and one.endswith(".nc"))


def changed(before: Plan, after: Plan) -> tuple[set[str], set[str]]:
    """Return the rules of which a job that both plans have uses something else, and new ones."""
    old, new = jobs(before), jobs(after)
    reruns, adds = set(), set()
    for rule in new:
        common = new[rule].keys() & old.get(rule, {}).keys()
        if any(new[rule][file] != old[rule][file] for file in common):
            reruns.add(rule)
        if new[rule].keys() - old.get(rule, {}).keys():
            adds.add(rule)
    return reruns, adds
