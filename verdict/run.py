"""Verify a system: search for divergences, observe each twice, make each small, and come to a verdict."""

from collections.abc import Iterator, Sequence
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
from ..oracle import Book, Case, CaseError, bill
from .compare import Difference, compare
from .conclude import conclude
from .events import Asked, Finished, Found, Listener, MadeSmall, NotTested, Started
from .kinds import Finding, Kind
from .law_verdict import with_laws
from .laws import check_laws
from .plan import Plan, Seen, State
from .readings import Readings
from .system_reading import Answer, system_reading
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
        tuple(Omission(f"tariff {tariff}", "the system could not be reached") for tariff in plan.space.tariffs),
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
        self._state = State(fresh_names(plan.run))

    def verify(self) -> Verification:
        answers = list(self._search())
        readings, read = system_reading(self._book, answers)
        unclear = self._unclear(readings, read, answers) if readings else ()
        self._book = read
        found = sorted(self._findings(answers).items(), key=lambda item: item[0])
        divergences: list[Divergence] = []
        for number, (finding, seen) in enumerate(found):
            divergences.append(self._small(finding, seen, others=len(found) - number - 1))
        result = conclude(
            self._system.name, self._info, self._plan, self._space, self._state, tuple(divergences), unclear
        )
        if self._plan.laws:
            left = self._plan.effort.calls - self._state.calls
            names, asked = self._state.names, self._state.calls
            result = with_laws(result, check_laws(self._system, self._space, names, left, self._listen, asked=asked))
        self._listen(Finished(result))
        return result

    def _findings(self, answers: Sequence[Answer]) -> dict[Finding, Seen]:
        """What is wrong with the answers under the reading that the system follows."""
        found: dict[Finding, Seen] = {}
        for answer in answers:
            if not answer.differing and self._book is self._plan.space.book:
                continue
            differences = compare(self._book, answer.case, answer.bills)
            for difference in differences:
                if difference.finding in found:
                    found[difference.finding].count += 1
                else:
                    found[difference.finding] = Seen(self._told(answer.case, answer.bills, differences, difference))
        return found

    def _unclear(self, readings: Readings, read: Book, answers: Sequence[Answer]) -> tuple[Unclear, ...]:
        """The bills outside the chosen reading and inside the one that the system follows."""
        shown = [one for one in answers if one.differing and not compare(read, one.case, one.bills)]
        if not shown:
            return ()
        case = min(shown, key=lambda one: (len(one.case.contracts), len(content(one.case))))
        chosen = self._plan.space.book
        return (Unclear(readings, case.case, bill(chosen, case.case), case.bills, len(shown)),)

    def _candidates(self) -> Iterator[Case]:
        """Saved cases, boundary cases, then drawn ones; each content once, as far as the effort goes."""
        effort, sent = self._plan.effort, 0
        boundary = islice(boundary_cases(self._space), max(1, effort.search * 2 // 3))
        for case in chain(self._plan.first, boundary, self._drawn()):
            key = content(case)
            if key in self._state.contents or not self._billable(case):
                continue
            if sent >= (effort.search if self._state.seen else effort.unfound):
                return
            sent += 1
            self._state.contents.add(key)
            yield named(case, next(self._state.names))

    def _drawn(self) -> Iterator[Case]:
        """Drawn late, when it is known how many calls are left for them."""
        effort = self._plan.effort
        left = (effort.search if self._state.seen else effort.unfound) - len(self._state.contents)
        yield from generated_cases(self._space, left + left // 4, self._plan.seed)

    def _billable(self, case: Case) -> bool:
        try:
            bill(self._book, case)
        except CaseError:
            return False
        return True

    def _search(self) -> Iterator[Answer]:
        """Put all candidates to the system; what it answered."""
        for case, outcome in _asked(self._system, self._candidates(), self._plan.concurrency):
            bills = self._take(case, outcome)
            if bills is not None:
                differences = compare(self._book, case, bills)
                yield Answer(case, bills, frozenset(difference.finding.tariff for difference in differences))
                for difference in differences:
                    if difference.finding not in self._state.seen:
                        self._state.seen.add(difference.finding)
                        self._listen(Found(difference.finding, case))

    def _take(self, case: Case, outcome: Outcome) -> tuple[ObservedBill, ...] | None:
        """Count a call; the bills where it was answered."""
        self._state.calls += 1
        self._listen(Asked(case, self._state.calls, self._plan.effort.calls))
        match outcome:
            case Answered(bills=bills):
                self._state.answered += 1
                self._state.answered_tariffs.update(contract.tariff for contract in case.contracts)
                return bills
            case Refused():
                self._state.refusals.append(outcome)
            case Failed():
                self._state.problems[case.id] = outcome.problem
        self._listen(NotTested(case, outcome))
        return None

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
        bills = self._take(fresh, outcome)
        differences = () if bills is None else compare(self._book, fresh, bills)
        for difference in differences:
            if bills is not None and difference.finding == finding:
                return self._told(fresh, bills, differences, difference), outcome
        return None, outcome

    def _told(
        self,
        case: Case,
        observed: tuple[ObservedBill, ...],
        differences: tuple[Difference, ...],
        difference: Difference,
    ) -> Divergence:
        expected = bill(self._book, case)
        return Divergence(difference.finding, case, expected, observed, differences, difference, first=case)


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
