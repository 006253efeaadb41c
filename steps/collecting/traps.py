"""What pytest-bdd lets pass in silence: each an error when the tests are collected, with its line and what to do."""

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
class _Told:
    """A scenario with the steps of its backgrounds before its own."""

    scenario: Scenario
    steps: tuple[Step, ...]


@cache
def file_traps(path: Path) -> tuple[str, ...]:
    """The traps in a feature file, each with its line; a file that is no feature is told the same way."""
    try:
        feature = get_gherkin_document(str(path)).feature
    except GherkinParseError as error:
        return (f"{path}:{error.line}: {error.message}",)
    except UnicodeDecodeError as error:
        return (f"{path}:1: the file is not UTF-8: {error.reason} at byte {error.start}",)
    except (KeyError, TypeError):
        return (f"{path}:1: there is no Feature in this file",)
    told = list(_scenarios(feature.children, ()))
    found = [*_same_names(told), *_untested(told), *_tagged_examples(told), *_same_ids(told)]
    return tuple(f"{path}:{line}: {text}" for line, text in sorted(found))


def async_traps(template: ScenarioTemplate, node: pytest.Item | pytest.Collector) -> Iterator[str]:
    """The steps of a scenario, seen from a node, that pytest-bdd would call and never await."""
    if not any(_is_async(one.step_func) for one in step_function_context_registry.values()):
        return
    # pytest has no public way to the definitions of steps
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


def _scenarios(children: list[Child], before: tuple[Step, ...]) -> Iterator[_Told]:
    for child in children:
        if child.background:
            before = (*before, *child.background.steps)
        if child.rule:
            yield from _scenarios(child.rule.children, before)
        if child.scenario:
            yield _Told(child.scenario, (*before, *child.scenario.steps))


def _same_names(told: list[_Told]) -> Iterator[tuple[int, str]]:
    lines: dict[str, int] = {}
    for scenario in (one.scenario for one in told):
        if scenario.name in lines:
            text = (
                f'"{scenario.name}" is the name of the scenario in line {lines[scenario.name]} too, and only one of '
                "them would run; give each its own name"
            )
            yield scenario.location.line, text
        lines.setdefault(scenario.name, scenario.location.line)


def _untested(told: list[_Told]) -> Iterator[tuple[int, str]]:
    for one in told:
        if all(step.keyword_type != "Outcome" for step in one.steps):
            yield (
                one.scenario.location.line,
                f'"{one.scenario.name}" has no Then step, so it would test nothing and pass; say what has to hold',
            )


def _tagged_examples(told: list[_Told]) -> Iterator[tuple[int, str]]:
    for examples in (table for one in told for table in one.scenario.examples):
        for tag in examples.tags:
            text = (
                f"{tag.name} stands on an Examples table, where no tag hook sees it; tag the scenario, and give these "
                "rows a scenario of their own if they need a tag of their own"
            )
            yield tag.location.line, text


def _same_ids(told: list[_Told]) -> Iterator[tuple[int, str]]:
    for scenario in (one.scenario for one in told):
        lines: dict[str, int] = {}
        for row in (row for table in scenario.examples for row in table.table_body or ()):
            name = "-".join(cell.value for cell in row.cells)
            if name in lines:
                text = (
                    f'the example is called "{name}", and so is the one in line {lines[name]}; take one away if they '
                    "are equal, or add a column that tells them apart"
                )
                yield row.location.line, text
            lines.setdefault(name, row.location.line)
