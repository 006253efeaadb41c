"""From a divergence to the failure of a scenario: its whole report as the message, and the case in a file."""

from collections.abc import Sequence
from dataclasses import replace
from io import StringIO
from typing import NoReturn

from ...reports import (
    ShownDivergence,
    divergence_line,
    print_divergence,
    put,
    replay_command,
    report_console,
    save_divergences,
)
from ...verdict import Counts, Difference, Divergence, Kind, Verdict, Verification
from .errors import BY_KIND
from .scene import Answer, Scene

_NOT_SAVED = {
    "en": "run it again with --yakkan-corpus DIR: the case is saved there, and tried first from then on",
    "ja": "--yakkan-corpus DIR を付けて実行すると、事例がそこに保存され、次から最初に試される",
}
_OTHERS = {"en": "further divergences of these kinds", "ja": "同じ種類の他の不一致"}


def fail(scene: Scene, result: Verification, headline: str = "") -> NoReturn:
    """Fail the scenario with the divergences of a run: an error of the first one's kind, headed by `headline`.

    The first of each kind is reported in full, the others in a line each.

    Raises:
        ConformanceError: always.
    """
    text = StringIO()
    console = report_console(text, plain=True)
    first: dict[Kind, ShownDivergence] = {}
    others: list[ShownDivergence] = []
    for divergence, replay in zip(result.divergences, _saved(scene, result), strict=True):
        one = ShownDivergence(result.book, divergence, replay)
        if first.setdefault(divergence.finding.kind, one) is not one:
            others.append(one)
    for number, one in enumerate(first.values(), start=1):
        print_divergence(console, one, f"{number}/{len(first)}", scene.words)
    if others:
        put(console, _OTHERS[scene.words.language], indent=0)
        for one in others:
            put(console, divergence_line(one.divergence, scene.words))
            if scene.bench.corpus:
                put(console, one.replay, indent=4)
    head = headline or f"{result.reason}: {', '.join(first)}"
    raise BY_KIND[result.divergences[0].finding.kind](f"{head}\n\n{text.getvalue()}")


def fail_with(scene: Scene, answer: Answer, difference: Difference, headline: str) -> NoReturn:
    """Fail the scenario with one difference in an answer; the case is put to the system a second time.

    Raises:
        ConformanceError: always.
        Inconclusive: the system does not answer a second time.
    """
    divergence = confirmed(answer, difference, scene.ask(answer.case))
    fail(scene, result_of(scene, [divergence], calls=2), headline)


def confirmed(answer: Answer, difference: Difference, second: Answer) -> Divergence:
    """The divergence that a difference proves; of the kind *unstable* where a second answer does not show it."""
    if all(one.finding != difference.finding for one in second.differences):
        detail = f"{difference.finding.kind.value} in one answer, not in the other"
        difference = replace(difference, finding=replace(difference.finding, kind=Kind.UNSTABLE), detail=detail)
    return Divergence(
        difference.finding,
        answer.case,
        answer.expected,
        answer.observed,
        answer.differences,
        difference,
        first=answer.case,
    )


def result_of(scene: Scene, divergences: Sequence[Divergence], calls: int) -> Verification:
    """The result of putting one case to the system `calls` times."""
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
    """The commands that replay the saved cases; if they are not saved, what to do about it."""
    if scene.bench.corpus is None:
        return [_NOT_SAVED[scene.words.language]] * len(result.divergences)
    try:
        paths = save_divergences(scene.bench.corpus, result)
    except OSError as error:
        return [f"{scene.words.not_saved} {error}"] * len(result.divergences)
    return [replay_command(path, scene.bench.system.name) for path in paths]
