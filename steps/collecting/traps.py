"""Mistakes that pytest-bdd silently lets pass: each is an error at collection, with its line and what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from inspect import isasyncgenfunction, iscoroutinefunction
from pathlib import Path

import pytest
from pytest_bdd.exceptions import GherkinParseError
from pytest_bdd.gherkin_parser import Child, Scenario, Step, get_gherkin_document
from pytest_bdd.parser import ScenarioTemplate
from pytest_bdd.scenario import find_fixturedefs_for_step
from pytest_bdd.steps import step_function_context_registry


@dataclass(frozen=True, slots=True)
class _ScenarioSteps:
    """A scenario, and its steps with those of its backgrounds before them."""

    scenario: Scenario
    steps: tuple[Step, ...]


@cache
def file_traps(path: Path) -> tuple[str, ...]:
    """The traps in a feature file, each with its line. A file that cannot be read as a feature is reported likewise."""
    try:
        feature = get_gherkin_document(str(path)).feature
    except GherkinParseError as error:
        return (f"{path}:{error.line}: {error.message}",)
    except UnicodeDecodeError as error:
        return (f"{path}:1: the file is not UTF-8: {error.reason} at byte {error.start}",)
    except (KeyError, TypeError):
        return (f"{path}:1: there is no Feature in this file",)
    scenarios = list(_scenarios(feature.children, ()))
    found = [*_same_names(scenarios), *_untested(scenarios), *_tagged_examples(scenarios), *_same_ids(scenarios)]
    return tuple(f"{path}:{line}: {text}" for line, text in sorted(found))


def async_traps(template: ScenarioTemplate, node: pytest.Item | pytest.Collector) -> Iterator[str]:
    """The steps of a scenario, seen from a node, that pytest-bdd would call and never await."""
    if not any(_is_async(one.step_func) for one in step_function_context_registry.values()):
        return
    # pytest has no public interface to the definitions of steps
    manager = node.session._fixturemanager  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    rows = [row for examples in template.examples for row in examples.as_contexts()] or [{}]
    steps = {(step.type, step.name): step for row in rows for step in template.render(row).steps}
    for step in steps.values():
        for definition in find_fixturedefs_for_step(step, manager, node):
            function = step_function_context_registry[definition.func].step_func
            if _is_async(function):
                code = function.__code__
                yield (
                    f"{code.co_filename}:{code.co_firstlineno}: the step {step.name!r} is an async function: "
                    "pytest-bdd never awaits it, so it would do nothing and pass; make it a plain function"
                )


def _is_async(function: object) -> bool:
    return iscoroutinefunction(function) or isasyncgenfunction(function)


def _scenarios(children: list[Child], before: tuple[Step, ...]) -> Iterator[_ScenarioSteps]:
    for child in children:
        if child.background:
            before = (*before, *child.background.steps)
        if child.rule:
            yield from _scenarios(child.rule.children, before)
        if child.scenario:
            yield _ScenarioSteps(child.scenario, (*before, *child.scenario.steps))


def _same_names(scenarios: list[_ScenarioSteps]) -> Iterator[tuple[int, str]]:
    lines: dict[str, int] = {}
    for scenario in (one.scenario for one in scenarios):
        if scenario.name in lines:
            text = (
                f'"{scenario.name}" is also the name of the scenario in line {lines[scenario.name]}, and only one of '
                "them would run; give each its own name"
            )
            yield scenario.location.line, text
        lines.setdefault(scenario.name, scenario.location.line)


def _untested(scenarios: list[_ScenarioSteps]) -> Iterator[tuple[int, str]]:
    for one in scenarios:
        if all(step.keyword_type != "Outcome" for step in one.steps):
            yield (
                one.scenario.location.line,
                f'"{one.scenario.name}" has no Then step, so it would test nothing and pass; say what must hold',
            )


def _tagged_examples(scenarios: list[_ScenarioSteps]) -> Iterator[tuple[int, str]]:
    for examples in (table for one in scenarios for table in one.scenario.examples):
        for tag in examples.tags:
            text = (
                f"{tag.name} is on an Examples table, where no tag hook sees it; tag the scenario instead, and give "
                "these rows their own scenario if they need their own tag"
            )
            yield tag.location.line, text


def _same_ids(scenarios: list[_ScenarioSteps]) -> Iterator[tuple[int, str]]:
    for scenario in (one.scenario for one in scenarios):
        lines: dict[str, int] = {}
        for row in (row for table in scenario.examples for row in table.table_body or ()):
            name = "-".join(cell.value for cell in row.cells)
            if name in lines:
                text = (
                    f'the example is called "{name}", and so is the one in line {lines[name]}; remove one if they '
                    "are equal, or add a column that distinguishes them"
                )
                yield row.location.line, text
            lines.setdefault(name, row.location.line)
