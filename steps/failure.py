"""From a divergence to the failure of a scenario: its whole report as the message, and the case in a file."""

from collections.abc import Sequence
from dataclasses import replace
from io import StringIO
from typing import NoReturn

from ..reports import Told, print_divergence, replay_command, report_console, save_divergences
from ..verdict import Counts, Difference, Divergence, Kind, Verdict, Verification
from .errors import BY_KIND
from .scene import Answer, Scene

_NOT_SAVED = {
    "en": "run it again with --corpus DIR: the case is saved there, and tried first from then on",
    "ja": "--corpus DIR を付けて実行すると、事例がそこに保存され、次から最初に試される",
}


def fail(scene: Scene, result: Verification, said: str = "") -> NoReturn:
    """Fail the scenario with every divergence of a run, under what a step `said`, as the kind of the first.

    Raises:
        ConformanceError: always.
    """
    kinds = ", ".join(dict.fromkeys(one.finding.kind.value for one in result.divergences))
    text = StringIO()
    console = report_console(text, plain=True)
    replays = _saved(scene, result)
    for number, (divergence, replay) in enumerate(zip(result.divergences, replays, strict=True), start=1):
        told = Told(result.book, divergence, replay)
        print_divergence(console, told, f"{number}/{len(result.divergences)}", scene.words)
    raise BY_KIND[result.divergences[0].finding.kind](f"{kinds}: {said or result.reason}\n\n{text.getvalue()}")


def fail_with(scene: Scene, answer: Answer, difference: Difference, said: str) -> NoReturn:
    """Fail the scenario with one difference of an answer, asked for a second time.

    Raises:
        ConformanceError: always.
        Inconclusive: the system does not answer a second time.
    """
    divergence = confirmed(answer, difference, scene.ask(answer.case))
    fail(scene, result_of(scene, [divergence], calls=2), said)


def confirmed(answer: Answer, difference: Difference, second: Answer) -> Divergence:
    """The divergence that a difference is; of the kind *unstable* where a second answer does not show it."""
    if all(one.finding != difference.finding for one in second.judgement.defects):
        detail = f"{difference.finding.kind.value} in one answer, not in the other"
        difference = replace(difference, finding=replace(difference.finding, kind=Kind.UNSTABLE), detail=detail)
    differences = answer.judgement.differences
    return Divergence(
        difference.finding, answer.case, answer.expected, answer.observed, differences, difference, answer.case
    )


def result_of(scene: Scene, divergences: Sequence[Divergence], calls: int) -> Verification:
    """The result of asking one case `calls` times."""
    bench = scene.bench
    verdict = Verdict.DIVERGES if divergences else Verdict.CONFORMS
    reason = f"one case, asked {calls} times"
    counts = Counts(calls, 1, calls)
    return Verification(
        verdict,
        reason,
        bench.system.name,
        bench.info,
        bench.book,
        bench.seed,
        counts,
        tuple(divergences),
        (),
        (),
        {},
    )


def _saved(scene: Scene, result: Verification) -> Sequence[str]:
    """The commands that replay the saved cases; where they are not saved, what to do about it."""
    if scene.bench.corpus is None:
        return [_NOT_SAVED[scene.words.language]] * len(result.divergences)
    try:
        paths = save_divergences(scene.bench.corpus, result)
    except OSError as error:
        return [f"{scene.words.not_saved} {error}"] * len(result.divergences)
    return [replay_command(path, scene.bench.system.name) for path in paths]
