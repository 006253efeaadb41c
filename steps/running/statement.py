"""What a Then step states of the bills, held against what the system billed and what the terms say."""

from collections.abc import Callable
from dataclasses import dataclass

from ...verdict import Difference
from .errors import ConformanceError, ScenarioMistake
from .failure import fail_with
from .scene import Scene

_FOUND = {"en": "found", "ja": "実際は"}


@dataclass(frozen=True, slots=True)
class Statement:
    """Whether what the step says `holds` for the system, whether it is `due` by the terms, what both say in its place,
    and which differences between them it is about."""

    holds: bool
    due: bool
    expected: str
    observed: str
    is_about: Callable[[Difference], bool]


def hold(scene: Scene, statement: Statement) -> None:
    """Accept a statement that holds, or bills that are right under another reading of the terms.

    Raises:
        ConformanceError: it does not hold, and the terms say that it should.
        ScenarioMistake: it does not hold, and the terms do not say that it should.
    """
    if statement.holds:
        return
    if not statement.due:
        raise ScenarioMistake(
            f"{scene.saying}: the terms given say {statement.expected}, the system billed {statement.observed}; "
            "the scenario does not go with the terms"
        )
    answer = scene.the_answer()
    if scene.is_unclear(answer):
        return
    said = f"{scene.saying}: {_FOUND[scene.words.language]} {statement.observed}"
    difference = next(filter(statement.is_about, answer.differences), None)
    if difference is None:
        raise ConformanceError(said)
    fail_with(scene, answer, difference, said)
