"""What a Then step states of the bills, compared with what the system billed and what the terms say."""

from collections.abc import Callable
from dataclasses import dataclass

from ...verdict import Difference
from .errors import ConformanceError, ScenarioMistake
from .failure import fail_with
from .scene import Scene

_FOUND = {"en": "found", "ja": "実際は"}


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of a step: True for the system if it `holds`, and under the terms if it is `due`.

    `expected` and `observed` say what the terms and the system have, and `is_about` selects the differences concerned.
    """

    holds: bool
    due: bool
    expected: str
    observed: str
    is_about: Callable[[Difference], bool]


def hold(scene: Scene, statement: Statement) -> None:
    """Accept a statement that holds, and also bills that are right under another reading of the terms.

    Raises:
        ConformanceError: it does not hold, and the terms say that it should.
        ScenarioMistake: it does not hold, and the terms do not say that it should.
    """
    if statement.holds:
        return
    if not statement.due:
        raise ScenarioMistake(
            f"{scene.saying}: the terms given say {statement.expected}, the system billed {statement.observed}; "
            "the scenario contradicts the terms"
        )
    answer = scene.the_answer()
    if scene.is_unclear(answer):
        return
    headline = f"{scene.saying}: {_FOUND[scene.words.language]} {statement.observed}"
    difference = next(filter(statement.is_about, answer.differences), None)
    if difference is None:
        raise ConformanceError(headline)
    fail_with(scene, answer, difference, headline)
