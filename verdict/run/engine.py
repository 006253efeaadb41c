"""Verify a system: search for divergences, observe each twice, make each small, and reach a verdict."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice

from ...adapters import (
    AdapterError,
    Answered,
    BillingSystem,
    Failed,
    ObservedBill,
    Outcome,
    Refused,
    SystemInfo,
    bill_all,
    bills_in_rounds,
    cases_in_a_call,
)
from ...cases import (
    Space,
    all_fitted,
    boundary_cases,
    content,
    fits,
    fresh_names,
    generated_cases,
    named,
    narrow,
    shrink,
)
from ...oracle import Case, can_bill
from ..comparison import AnsweredCase, Finding, Kind, compare, system_reading
from ..diagnosis import Inquiries, Study, unnamed
from .conclude import conclude, unreached
from .events import Asked, Finished, Found, Listener, MadeSmall, Named, NotTested, Started
from .findings import divergence_of, findings, power_of, unclear_bills
from .laws import check_laws
from .laws_only import with_laws
from .plan import Plan, Seen, State
from .verification import Divergence, Verification

_SHRINKING = 25
"""The most calls that making one finding small may take."""
_ROUND = 4
"""Calls in a row on each connection before the answers are looked at, as long as nothing is wrong."""
_BATCH, _INQUIRY_BATCH = 200, 16
"""Cases in one round of a system that bills many at once: in the search, and to tell suspects apart."""


def run_plan(system: BillingSystem, plan: Plan, listen: Listener) -> Verification:
    """Run a plan against a system. Whatever the system does, there is a verdict."""
    try:
        info = system.describe()
    except AdapterError as error:
        result = unreached(system.name, plan, error)
        listen(Finished(result))
        return result
    listen(Started(info, plan.effort.calls, plan.seed))
    space = narrow(plan.space, info.capabilities)
    run = _Run(system, plan, space, info, listen)
    try:
        return run.result()
    finally:
        run.keep()


class _Run:
    """One run of a plan against one system."""

    def __init__(self, system: BillingSystem, plan: Plan, space: Space, info: SystemInfo, listen: Listener) -> None:
        self._system = system
        self._plan = plan
        self._space = space
        self._info = info
        self._listen = listen
        self._book = plan.space.book
        self._state = State(fresh_names(plan.run_id))
        self._study = plan.study or Study(space, info.capabilities, folder=plan.studies)
        self._inquiries: Inquiries = Inquiries(self._study)

    def keep(self) -> None:
        """Keep what was found out about the terms, even where the run was cut off."""
        self._study.keep()

    def result(self) -> Verification:
        answers = list(self._search())
        readings, read = system_reading(self._book, answers, self._inquiries.readings())
        unclear = unclear_bills(self._plan.space.book, readings, read, answers) if readings else ()
        if readings:
            self._inquiries = self._inquiries.under(read)
        self._book = read
        diagnosis = self._inquiries.conclude()
        as_chosen = self._book is self._plan.space.book
        found = sorted(findings(self._book, answers, as_chosen=as_chosen).items(), key=lambda item: item[0])
        divergences = self._made_small(found)
        result = conclude(
            self._system.name, self._info, self._plan, self._space, self._state, tuple(divergences), unclear
        )
        caught = power_of(self._study, answers) if self._plan.power else None
        result = replace(result, diagnosis=diagnosis if divergences else (), power=caught)
        if self._plan.laws:
            left = self._plan.effort.calls - self._state.calls
            names, asked = self._state.names, self._state.calls
            result = with_laws(result, check_laws(self._system, self._space, names, left, self._listen, asked=asked))
        self._listen(Finished(result))
        return result

    def _candidates(self) -> Iterator[Case]:
        """Saved cases, the plan, boundary cases, then drawn ones, until the effort is spent; no content comes twice."""
        effort = self._plan.effort
        boundary = islice(all_fitted(self._space, boundary_cases(self._space)), max(1, effort.search * 2 // 3))
        planned = self._study.planned() if self._plan.inquire and not self._space.has_fixed_days else ()
        for case in chain(self._plan.first, planned, boundary, self._drawn()):
            key = content(case)
            if key in self._state.contents or not self._billable(case):
                continue
            if self._state.calls >= self._effort_left():
                return
            yield case

    def _effort_left(self) -> int:
        effort = self._plan.effort
        return effort.search if self._state.seen else effort.unfound

    def _drawn(self) -> Iterator[Case]:
        """Cases drawn from the space: made last, when it is known how many calls are left for them."""
        left = self._effort_left() - len(self._state.contents)
        drawn = generated_cases(self._space, left + left // 4, self._plan.seed)
        yield from all_fitted(self._space, drawn)

    def _billable(self, case: Case) -> bool:
        """True if the terms can bill a case and the system accepts it."""
        return fits(self._space, case) and can_bill(self._book, case)

    def _search(self) -> Iterator[AnsweredCase]:
        """Put cases to the system in rounds: those that the inquiries need, if any, otherwise the next candidates."""
        candidates = self._candidates()
        while True:
            cases = self._asked_by_inquiries() or list(islice(candidates, self._round()))
            if not cases:
                return
            own = [self._study.known(case) if self._plan.inquire else unnamed(case) for case in cases]
            self._state.contents.update(map(content, own))
            fresh = [named(case, next(self._state.names)) for case in own]
            for case, (asked, outcome) in zip(own, _asked(self._system, fresh, self._plan.concurrency), strict=True):
                bills = self._take(asked, outcome)
                if bills is not None:
                    yield self._answer(case, asked, bills)
            for named_rows in self._inquiries.newly_named():
                self._listen(Named(named_rows))

    def _round(self) -> int:
        """How many cases are put to the system before the answers are looked at."""
        return max(0, min(self._most_at_once(), self._effort_left() - self._state.calls))

    def _most_at_once(self) -> int:
        if bills_in_rounds(self._system):
            return self._info.capabilities.batch or _BATCH
        concurrency = self._plan.concurrency
        if self._state.seen:
            return concurrency
        return max(cases_in_a_call(self._system), 1 if concurrency == 1 else concurrency * _ROUND)

    def _asked_by_inquiries(self) -> list[Case]:
        """The cases that the inquiries need, as long as enough calls are left to make findings small."""
        left = self._plan.effort.calls - self._plan.effort.calls // 10 - self._state.calls
        most = _INQUIRY_BATCH if bills_in_rounds(self._system) else self._plan.concurrency
        return self._inquiries.next_cases(min(left, most)) if left > 0 else []

    def _answer(self, case: Case, asked: Case, bills: tuple[ObservedBill, ...]) -> AnsweredCase:
        differences = compare(self._book, asked, bills)
        answer = AnsweredCase(asked, bills, frozenset(difference.finding.tariff for difference in differences), case)
        if self._plan.inquire:
            self._inquiries.take(answer)
        for difference in differences:
            if difference.finding not in self._state.seen:
                self._state.seen.add(difference.finding)
                self._listen(Found(difference.finding, asked))
        return answer

    def _take(self, case: Case, outcome: Outcome) -> tuple[ObservedBill, ...] | None:
        """Count a call. The bills where it was answered, otherwise None."""
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

    def _made_small(self, found: Sequence[tuple[Finding, Seen]]) -> list[Divergence]:
        """Each finding observed a second time and made small. Those that are diagnosed are made small in memory and
        take one call each, all in one round; the others take trials on the system."""
        likely = [self._small_in_memory(finding, seen) for finding, seen in found]
        asked = {number: case for number, case in enumerate(likely) if case is not None}
        left = self._plan.effort.calls - self._state.calls
        confirmed = self._confirmed(found, dict(list(asked.items())[: max(0, left)]))
        small: list[Divergence] = []
        for number, (finding, seen) in enumerate(found):
            others = sum(one not in confirmed for one in range(number + 1, len(found)))
            one = confirmed.get(number)
            if one is None:
                one = self._small(finding, seen, others)
            else:
                self._listen(MadeSmall(finding, one.case, 1))
            small.append(one)
        return small

    def _confirmed(self, found: Sequence[tuple[Finding, Seen]], cases: Mapping[int, Case]) -> dict[int, Divergence]:
        """The findings that the system itself shows in cases that were made small in memory."""
        fresh = [named(case, next(self._state.names)) for case in cases.values()]
        confirmed: dict[int, Divergence] = {}
        for number, (asked, outcome) in zip(cases, _asked(self._system, fresh, self._plan.concurrency), strict=True):
            finding, seen = found[number]
            one = self._seen(finding, asked, self._take(asked, outcome))
            if one is not None:
                confirmed[number] = replace(one, seen=seen.count, first=seen.first.case)
        return confirmed

    def _small_in_memory(self, finding: Finding, seen: Seen) -> Case | None:
        """The smallest case in which the diagnosed system shows the finding; None where it does not."""
        likely = self._inquiries.system_of(finding.tariff, self._book)
        if likely is None:
            return None

        def shows(case: Case) -> bool:
            if not self._billable(case):
                return False
            outcome = likely.bill(named(case, "case"))
            found = compare(self._book, named(case, "case"), outcome.bills) if isinstance(outcome, Answered) else ()
            return any(difference.finding == finding for difference in found)

        first = seen.first.case
        return shrink(self._book, first, shows) if shows(first) else None

    def _small(self, finding: Finding, seen: Seen, others: int) -> Divergence:
        """Observe a finding a second time and make it small, leaving enough calls to observe the `others` too."""
        before = self._state.calls
        left = self._plan.effort.calls - before - others
        if left <= 0:
            return replace(seen.first, seen=seen.count, observed_twice=False)
        best = self._small_by_calls(finding, seen, left // (others + 1))
        self._listen(MadeSmall(finding, best.case, self._state.calls - before))
        return best

    def _small_by_calls(self, finding: Finding, seen: Seen, left: int) -> Divergence:
        """The smallest case found by trials on the system itself."""
        best, outcome = self._observe(finding, seen.first.case)
        if best is None:
            return _not_seen_again(seen, outcome)
        trials = iter(range(min(_SHRINKING, left - 1)))

        def holds(smaller: Case) -> bool:
            nonlocal best
            if not self._billable(smaller) or next(trials, None) is None:
                return False
            again, _ = self._observe(finding, smaller)
            best = again or best
            return again is not None

        shrink(self._book, seen.first.case, holds)
        return replace(best, seen=seen.count, first=seen.first.case)

    def _observe(self, finding: Finding, case: Case) -> tuple[Divergence | None, Outcome]:
        """The finding as a call under a fresh name shows it, None if it does not; with the outcome of the call."""
        fresh = named(case, next(self._state.names))
        outcome = self._system.bill(fresh)
        return self._seen(finding, fresh, self._take(fresh, outcome)), outcome

    def _seen(self, finding: Finding, asked: Case, bills: tuple[ObservedBill, ...] | None) -> Divergence | None:
        """The finding in an answer; None if it is not there."""
        differences = () if bills is None else compare(self._book, asked, bills)
        for difference in differences:
            if bills is not None and difference.finding == finding:
                return divergence_of(self._book, asked, bills, differences, difference)
        return None


def _not_seen_again(seen: Seen, second: Outcome) -> Divergence:
    """The divergence for a finding that the second observation did not show."""
    first = replace(seen.first, seen=seen.count)
    if not isinstance(second, Answered):  # nothing was observed the second time, so the finding stays as it was
        return replace(first, observed_twice=False)
    finding = replace(first.finding, kind=Kind.UNSTABLE)
    difference = replace(first.difference, finding=finding, detail=f"first {first.finding.kind.value}, then not")
    return replace(first, finding=finding, difference=difference)


def _asked(system: BillingSystem, cases: Iterable[Case], concurrency: int) -> Iterator[tuple[Case, Outcome]]:
    """Each case with its outcome, in order."""
    sent: list[Case] = []

    def remembered() -> Iterator[Case]:
        for case in cases:
            sent.append(case)
            yield case

    for number, outcome in enumerate(bill_all(system, remembered(), concurrency)):
        yield sent[number], outcome
