"""Verify a system: search for divergences, observe each twice, make each small, and come to a verdict."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice

from ..adapters import (
    AdapterError,
    Answered,
    BillingSystem,
    Failed,
    ObservedBill,
    Outcome,
    Refused,
    SystemInfo,
    bill_all,
)
from ..cases import Space, boundary_cases, content, fresh_names, generated_cases, named, narrow, shrink
from ..oracle import Case, CaseError, bill
from .compare import Difference
from .conclude import conclude
from .events import Asked, Finished, Found, Listener, MadeSmall, NotTested, Started
from .judge import Judgement, judge
from .kinds import Finding, Kind
from .plan import Plan, Seen, State
from .readings import ReadingBooks, Readings, names
from .verification import Counts, Divergence, Omission, Unclear, Verdict, Verification

_SHRINKING = 25
"""Calls that making one finding small may take at most."""


def verify(system: BillingSystem, plan: Plan, listen: Listener) -> Verification:
    """Run a plan against a system. Whatever the system does, there is a verdict."""
    try:
        info = system.describe()
    except AdapterError as error:
        return _unreached(system, plan, error, listen)
    listen(Started(info, plan.effort.calls, plan.seed))
    space = narrow(plan.space, info.capabilities.tariffs, info.capabilities.events)
    return _Run(system, plan, space, info, listen).verify()


def _unreached(system: BillingSystem, plan: Plan, error: AdapterError, listen: Listener) -> Verification:
    problem = error.problems[0]
    result = Verification(
        Verdict.INCONCLUSIVE,
        f"the system could not be reached: {problem.message}",
        system.name,
        None,
        plan.space.book,
        plan.seed,
        Counts(),
        (),
        (),
        tuple(Omission(tariff, "the system could not be reached") for tariff in plan.space.tariffs),
        {"": problem},
    )
    listen(Finished(result))
    return result


class _Run:
    """One run of a plan against one system."""

    def __init__(self, system: BillingSystem, plan: Plan, space: Space, info: SystemInfo, listen: Listener) -> None:
        self._system = system
        self._plan = plan
        self._space = space
        self._info = info
        self._listen = listen
        self._book = plan.space.book
        self._readings = ReadingBooks(self._book)
        self._state = State(fresh_names(plan.run))

    def verify(self) -> Verification:
        self._search()
        found = sorted(self._state.found.items(), key=lambda item: item[0])
        divergences: list[Divergence] = []
        for number, (finding, seen) in enumerate(found):
            divergences.append(self._small(finding, seen, others=len(found) - number - 1))
        result = conclude(self._system.name, self._info, self._plan, self._space, self._state, tuple(divergences))
        self._listen(Finished(result))
        return result

    def _candidates(self) -> Iterator[Case]:
        """Saved cases, boundary cases, then drawn ones; each content once, as far as the effort goes."""
        effort, sent = self._plan.effort, 0
        boundary = islice(boundary_cases(self._space), max(1, effort.search * 2 // 3))
        for case in chain(self._plan.first, boundary, self._drawn()):
            key = content(case)
            if key in self._state.contents or not self._billable(case):
                continue
            if sent >= (effort.search if self._state.found else effort.unfound):
                return
            sent += 1
            self._state.contents.add(key)
            yield named(case, next(self._state.names))

    def _drawn(self) -> Iterator[Case]:
        """Late, so that a run of few calls draws nothing."""
        yield from generated_cases(self._space, self._plan.effort.calls, self._plan.seed)

    def _billable(self, case: Case) -> bool:
        try:
            bill(self._book, case)
        except CaseError:
            return False
        return True

    def _search(self) -> None:
        for case, outcome in _asked(self._system, self._candidates(), self._plan.concurrency):
            judgement = self._take(case, outcome)
            if judgement is not None and isinstance(outcome, Answered):
                for difference in judgement.defects:
                    self._see(self._told(case, outcome.bills, judgement, difference))

    def _see(self, divergence: Divergence) -> None:
        finding = divergence.finding
        if finding in self._state.found:
            self._state.found[finding].count += 1
        else:
            self._state.found[finding] = Seen(divergence)
            self._listen(Found(finding, divergence.case))

    def _take(self, case: Case, outcome: Outcome) -> Judgement | None:
        """Count a call and judge what was answered; None where nothing was."""
        self._state.calls += 1
        self._listen(Asked(case, self._state.calls, self._plan.effort.calls))
        match outcome:
            case Answered(bills=bills):
                self._state.answered += 1
                self._state.answered_tariffs.update(contract.tariff for contract in case.contracts)
                judgement = judge(self._book, self._readings, case, bills)
                if judgement.readings:
                    self._take_unclear(case, bills, judgement.readings)
                return judgement
            case Refused():
                self._state.refusals.append(outcome)
            case Failed():
                self._state.problems[case.id] = outcome.problem
        self._listen(NotTested(case, outcome))
        return None

    def _take_unclear(self, case: Case, observed: tuple[ObservedBill, ...], readings: Readings) -> None:
        key = repr(names(readings))
        before = self._state.unclear.get(key)
        if before is None:
            self._state.unclear[key] = Unclear(readings, case, bill(self._book, case), observed, 1)
        else:
            self._state.unclear[key] = replace(before, seen=before.seen + 1)

    def _small(self, finding: Finding, seen: Seen, others: int) -> Divergence:
        """Observe a finding a second time and make it small, leaving calls to observe the `others` too."""
        left = self._plan.effort.calls - self._state.calls - others
        if left <= 0:
            return replace(seen.first, seen=seen.count, observed_twice=False)
        best, outcome = self._observe(finding, seen.first.case)
        if best is None:
            return _not_seen_again(seen, outcome)
        trials = iter(range(min(_SHRINKING, (left - 1) // (others + 1))))

        def holds(smaller: Case) -> bool:
            nonlocal best
            if not self._billable(smaller) or next(trials, None) is None:
                return False
            again, _ = self._observe(finding, smaller)
            best = again or best
            return again is not None

        shrink(self._book, seen.first.case, holds)
        self._listen(MadeSmall(finding, best.case))
        return replace(best, seen=seen.count, first=seen.first.case)

    def _observe(self, finding: Finding, case: Case) -> tuple[Divergence | None, Outcome]:
        """The finding as a call under a fresh name shows it; None if it does not."""
        fresh = named(case, next(self._state.names))
        outcome = self._system.bill(fresh)
        judgement = self._take(fresh, outcome)
        if judgement is not None and isinstance(outcome, Answered):
            for difference in judgement.defects:
                if difference.finding == finding:
                    return self._told(fresh, outcome.bills, judgement, difference), outcome
        return None, outcome

    def _told(
        self, case: Case, observed: tuple[ObservedBill, ...], judgement: Judgement, difference: Difference
    ) -> Divergence:
        expected = bill(self._book, case)
        return Divergence(difference.finding, case, expected, observed, judgement.differences, difference, first=case)


def _not_seen_again(seen: Seen, second: Outcome) -> Divergence:
    """What a finding is whose second observation did not show it."""
    first = replace(seen.first, seen=seen.count)
    if not isinstance(second, Answered):  # nothing was observed the second time: it stays what it was
        return replace(first, observed_twice=False)
    finding = replace(first.finding, kind=Kind.UNSTABLE)
    difference = replace(first.difference, finding=finding, detail=f"first {first.finding.kind.value}, then not")
    return replace(first, finding=finding, difference=difference)


def _asked(system: BillingSystem, cases: Iterator[Case], concurrency: int) -> Iterator[tuple[Case, Outcome]]:
    """Each case with its outcome, in order."""
    sent: list[Case] = []

    def remembered() -> Iterator[Case]:
        for case in cases:
            sent.append(case)
            yield case

    for number, outcome in enumerate(bill_all(system, remembered(), concurrency)):
        yield sent[number], outcome
