"""From what a run has seen to its verdict. A run that tested nothing does not pass."""

from collections import Counter
from collections.abc import Iterator

from ...adapters import AdapterError, Capabilities, SystemInfo, excluded
from ...cases import Space, space_of, unpublished
from ...oracle import EventKind
from .plan import Plan, State
from .verification import WAITS, Counts, Divergence, Omission, Unclear, Verdict, Verification

_SHOWN = 10
"""Different refusals, and different failures, that are listed with their messages."""
_REFUSED_SHARE = 2
"""A run in which more than one in this many cases was refused has tested too little to pass."""


def conclude(
    target: str,
    info: SystemInfo,
    plan: Plan,
    space: Space,
    state: State,
    divergences: tuple[Divergence, ...],
    unclear: tuple[Unclear, ...],
) -> Verification:
    """The verdict on a run against a system that could be reached."""
    counts = Counts(state.calls, len(state.contents), state.answered, len(state.refusals), len(state.problems))
    verdict, reason = _verdict(state, space, counts, divergences, unclear=bool(unclear))
    return Verification(
        verdict,
        reason,
        target,
        info,
        plan.space.book,
        plan.seed,
        counts,
        divergences,
        unclear,
        tuple(_omissions(plan, space, state, info)),
        dict(state.problems),
    )


def unreached(target: str, plan: Plan, error: AdapterError) -> Verification:
    """The verdict on a system that could not be reached."""
    problem = error.problems[0]
    return Verification(
        Verdict.INCONCLUSIVE,
        f"the system could not be reached: {problem.message}",
        target,
        None,
        plan.space.book,
        plan.seed,
        Counts(),
        (),
        (),
        tuple(Omission(f"tariff {tariff}", "the system could not be reached") for tariff in plan.space.tariffs),
        {"": problem},
    )


def _verdict(
    state: State, space: Space, counts: Counts, divergences: tuple[Divergence, ...], *, unclear: bool
) -> tuple[Verdict, str]:
    if divergences:
        kinds = len({divergence.finding.kind for divergence in divergences})
        found = f"{_counted(len(divergences), 'divergence')} of {_counted(kinds, 'kind')}"
        return Verdict.DIVERGES, f"{found} in {_counted(counts.answered, 'answered call')}"
    if not space.tariffs:
        return Verdict.INCONCLUSIVE, "the system says that it has none of these tariffs"
    if counts.answered == 0:
        return Verdict.INCONCLUSIVE, _why_nothing(state)
    if counts.failed:
        first = next(iter(state.problems.values()))
        return Verdict.INCONCLUSIVE, f"{counts.failed} of {counts.calls} calls could not be judged: {first.message}"
    if counts.refused * _REFUSED_SHARE > counts.calls:
        return Verdict.INCONCLUSIVE, f"the system refused {counts.refused} of {counts.calls} cases"
    as_read = ", some under another admissible reading" if unclear else ""
    return Verdict.CONFORMS, f"{_counted(counts.answered, 'answered call')}, every bill as the terms say{as_read}"


def _not_able(can: Capabilities) -> Iterator[tuple[str, str]]:
    """What the system says it cannot do, each with the reason."""
    yield from excluded(can.limits)
    if not can.lines:
        yield "lines", "the system gives totals only"
    if not can.tax:
        yield "tax", "the system does not give the tax"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _why_nothing(state: State) -> str:
    if state.problems:
        first = next(iter(state.problems.values()))
        return f"no call was answered: {first.message}"
    if state.refusals:
        return f"the system refused every case: {state.refusals[0].code} {state.refusals[0].message}".rstrip()
    return "no case could be made from these terms"


def _omissions(plan: Plan, space: Space, state: State, info: SystemInfo) -> Iterator[Omission]:
    waiting = unpublished(plan.space.book)
    if waiting and plan.space.tariffs == space_of(plan.space.book).tariffs:  # all tariffs were asked for
        for tariff in waiting:
            yield Omission(f"tariff {tariff}", WAITS)
    for tariff in plan.space.tariffs:
        if tariff not in space.tariffs:
            yield Omission(f"tariff {tariff}", "the system does not list it among its tariffs")
        elif tariff not in state.answered_tariffs:
            yield Omission(f"tariff {tariff}", "none of its cases was answered")
    for kind in (EventKind.CANCELLATION, EventKind.QUANTITY, EventKind.READING):
        if not space.may(kind):
            yield Omission(f"{kind.value} events", "the system does not list them among its events")
    yield from (Omission(what, why) for what, why in _not_able(info.capabilities))
    for (code, message), number in Counter((one.code, one.message) for one in state.refusals).most_common(_SHOWN):
        yield Omission(f"{number} cases", f"refused: {code} {message}".rstrip(), number)
    yield from _failures(state)


def _failures(state: State) -> Iterator[Omission]:
    """The cases whose calls failed: all are counted, and the most frequent failures listed with their messages."""
    failures = Counter(str(one) for one in state.problems.values()).most_common()
    for message, number in failures[:_SHOWN]:
        yield Omission(f"{number} cases", f"failed: {message}", number)
    if failures[_SHOWN:]:
        others = sum(number for _, number in failures[_SHOWN:])
        yield Omission(f"{others} cases", "failed in other ways", others)
