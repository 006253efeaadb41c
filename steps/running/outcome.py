"""What the scenarios of a run tested, found unclear and could not test, reported at its end."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO

import pytest

from ...oracle.screen import safe
from ...reports import report_console
from ...reports.terminal import print_unclear
from ...verdict import Unclear
from .bench import Bench
from .errors import Inconclusive
from .scene import Scene

_ANSWERED = "yakkan-answered-calls"
_INCONCLUSIVE = "yakkan-inconclusive"
_UNCLEAR = "yakkan-unclear-terms"
_NOT_TESTED = "yakkan-not-tested"


def properties_of(scene: Scene, error: BaseException | None) -> Iterator[tuple[str, str]]:
    """The results of a scenario as properties of its test report; `error` is what ended it, if anything."""
    if isinstance(error, Inconclusive):
        yield _INCONCLUSIVE, str(error)
    elif scene.answered and not isinstance(error, pytest.skip.Exception):
        yield _ANSWERED, str(scene.answered)
    for unclear in scene.unclear:
        yield _UNCLEAR, _text(scene, unclear)
    for what, why in scene.not_tested:
        yield _NOT_TESTED, f"{what}: {why}"


def _safe_lines(text: str) -> str:
    return "\n".join(map(safe, text.splitlines()))


def _text(scene: Scene, unclear: Unclear) -> str:
    text = StringIO()
    print_unclear(report_console(text, plain=True), unclear, scene.words)
    return text.getvalue()


@dataclass(slots=True)
class Tally:
    """The totals of a run. `unclear` has texts by their first lines, `not_tested` counts the scenarios of each text."""

    tested: int = 0
    answered: int = 0
    inconclusive: int = 0
    unclear: dict[str, str] = field(default_factory=dict[str, str])
    not_tested: Counter[str] = field(default_factory=Counter[str])

    def read(self, report: pytest.TestReport) -> None:
        """Add the results in the test report of a scenario."""
        for name, value in report.user_properties:
            text = str(value)
            if name == _ANSWERED:
                self.tested += 1
                self.answered += int(text)
            elif name == _INCONCLUSIVE:
                self.inconclusive += 1
            elif name == _UNCLEAR:
                self.unclear.setdefault(text.partition("\n")[0], text)
            elif name == _NOT_TESTED:
                self.not_tested[text] += 1

    def nothing_tested(self, failed: int) -> bool:
        """True if no scenario was really tested, and the `failed` ones failed only for lack of an answer."""
        return self.tested == 0 and failed <= self.inconclusive

    def print_end(self, terminal: "pytest.TerminalReporter", bench: Bench) -> None:
        """Print the end of the report."""
        if self.unclear:
            terminal.section("unclear terms: right under another reading: a question, not a defect", yellow=True)
            terminal.write_line("\n".join(self.unclear.values()))
        left_out = [f"{_safe_lines(text)} (scenarios: {number})" for text, number in sorted(self.not_tested.items())]
        left_out += [f"saved case: {problem}" for problem in bench.unreadable]
        if left_out:
            terminal.section("not tested")
            terminal.write_line("\n".join(left_out))
        terminal.section(f"scenarios put to {safe(bench.info.name)}: {self.tested}, calls answered: {self.answered}")
        if self.tested == 0:
            skipped, unanswered = len(terminal.stats.get("skipped", [])), self.inconclusive
            why = f"{skipped} skipped, {unanswered} not answered" if skipped or unanswered else "there was none"
            terminal.write_line(f"No scenario was really tested ({why}): this run is not a pass.", red=True, bold=True)
