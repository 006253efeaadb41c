"""Laws that need no prices, put to a system. A law that it breaks is observed a second time, under fresh names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ...adapters import Answered, BillingSystem, Failed, Refused
from ...cases import Space, content, fits, named
from ...oracle import Case, Clause, Problem
from ..laws import (
    DAYS_TILE,
    MORE_USE,
    NOTHING_AFTER_END,
    ORDER_OF_EVENTS,
    PREVIEW,
    RUN_AGAIN,
    SAME_PLAN,
    SPLIT_PERIOD,
    Bills,
    Broken,
    Law,
    LawContext,
    LawName,
    LawResult,
    LawsResult,
    Trial,
    UnstatedTables,
    Untested,
    Violation,
    Why,
    law_contexts,
)
from .events import Asked, Listener, NotTested

LAWS: tuple[Law, ...] = (
    DAYS_TILE,
    NOTHING_AFTER_END,
    RUN_AGAIN,
    ORDER_OF_EVENTS,
    SAME_PLAN,
    SPLIT_PERIOD,
    MORE_USE,
    PREVIEW,
)
"""All laws, in the order of `LawName`."""


def check_laws(  # what a run has at hand
    system: BillingSystem,
    space: Space,
    names: Iterator[str],
    calls_left: int,
    listen: Listener,
    *,
    asked: int = 0,
    silent: UnstatedTables | None = None,
) -> LawsResult:
    """Put every law to the system, under each tariff of the space in turn, with at most `calls_left` calls.

    The first trial of every law comes before the second of any, so that few calls test many laws. A law that is broken
    under a tariff is not tried under it again. `asked` is the number of calls that the run has made so far; `silent`
    are the tables that the documents do not state.
    """
    check = _Check(system, names, calls_left, listen, asked)
    if _is_fixed(space):
        for tariff in space.tariffs:
            for law in LAWS:
                check.tried[law.name].omit(Untested(tariff, Why.FIXED))
    else:
        check.all(_queue(law_contexts(space, silent or {}), check))
    return check.result()


def _is_fixed(space: Space) -> bool:
    """True if days or events of the cases are fixed."""
    days = (space.start, space.end, space.ends, space.received, space.readings, space.runs, space.bill_through)
    return any(day is not None for day in days) or bool(space.events) or space.replacement is not None


@dataclass(frozen=True, slots=True)
class _Due:
    """A trial to be made."""

    law: Law
    context: LawContext
    trial: Trial

    @property
    def tariff(self) -> str:
        return self.context.terms.tariff

    @property
    def clause(self) -> Clause | None:
        """The clause that the law relies on; None where the document states none."""
        table = self.law.path.partition(".")[0]
        known = self.law.path and self.context.states(table) and getattr(self.context.terms, table) is not None
        return self.context.terms.clause(self.law.path) if known else None


@dataclass(slots=True)
class _Tried:
    """The result for one law so far."""

    calls: int = 0
    held: int = 0
    violations: list[Violation] = field(default_factory=list[Violation])
    untested: dict[tuple[str, Why], Untested] = field(default_factory=dict[tuple[str, Why], Untested])
    held_under: set[str] = field(default_factory=set[str])
    broken_under: set[str] = field(default_factory=set[str])

    def omit(self, untested: Untested) -> None:
        """Note why something was not tested; the first detail is kept."""
        key = untested.tariff, untested.why
        before = self.untested.get(key, untested)
        self.untested[key] = replace(before, cases=before.cases + untested.cases) if key in self.untested else before

    def left_untested(self) -> tuple[Untested, ...]:
        """Where the law was not tested at all, and where the system did not answer some of its cases."""
        tested = self.held_under | self.broken_under
        return tuple(
            one for one in self.untested.values() if one.tariff not in tested or one.why in {Why.REFUSED, Why.FAILED}
        )


def _queue(of: Sequence[LawContext], check: "_Check") -> Iterator[_Due]:
    """The trials of all laws under all tariffs: the first trial of each law, then the second of each, and so on.

    Cases are made when their turn comes. Laws that cannot be tested are noted in `check`.
    """
    made: dict[tuple[LawName, int], Sequence[Trial]] = {}
    turn = 0
    while True:
        more = False
        for number, context in enumerate(of):
            for law in LAWS:
                key = law.name, number
                if key not in made:
                    trials = law.trials(context)
                    made[key] = () if isinstance(trials, Why) else trials
                    if isinstance(trials, Why):
                        check.tried[law.name].omit(Untested(context.terms.tariff, trials))
                if turn < len(made[key]):
                    more = True
                    yield _Due(law, context, made[key][turn])
        if not more:
            return
        turn += 1


class _Check:
    """The laws put to one system."""

    def __init__(
        self, system: BillingSystem, names: Iterator[str], calls_left: int, listen: Listener, asked: int
    ) -> None:
        self._system = system
        self._names = names
        self._left = max(0, calls_left)
        self._listen = listen
        self._asked = asked
        self._of = asked + self._left
        self._answered = self._refused = self._failed = 0
        self._contents: set[str] = set()
        self.problems: dict[str, Problem] = {}
        self.tried: Mapping[LawName, _Tried] = {law.name: _Tried() for law in LAWS}

    def all(self, queue: Iterator[_Due]) -> None:
        for due in queue:
            tried = self.tried[due.law.name]
            if due.tariff in tried.broken_under:
                continue
            if not all(fits(due.context.space, case) for case in due.trial.cases):
                tried.omit(Untested(due.tariff, Why.CASES_NOT_TAKEN))
                continue
            if len(due.trial.cases) > self._left:
                tried.omit(Untested(due.tariff, Why.NO_CALLS))
                continue
            self._try(due, tried)

    def _try(self, due: _Due, tried: _Tried) -> None:
        seen = self._answers(due, tried)
        if seen is None:
            return
        cases, answers = seen
        judged = due.trial.judged(cases, answers)
        if isinstance(judged, Why):
            tried.omit(Untested(due.tariff, judged))
        elif judged is None:
            tried.held += 1
            tried.held_under.add(due.tariff)
        else:
            again = self._again(due, tried)
            tried.broken_under.add(due.tariff)
            tried.violations.append(Violation(due.tariff, cases, answers, judged, due.clause, again))

    def _again(self, due: _Due, tried: _Tried) -> bool | None:
        """True if a second observation breaks the law too; None where none could be made."""
        if len(due.trial.cases) > self._left:
            return None
        seen = self._answers(due, tried)
        return None if seen is None else isinstance(due.trial.judged(*seen), Broken)

    def _answers(self, due: _Due, tried: _Tried) -> tuple[tuple[Case, ...], tuple[Bills, ...]] | None:
        """The cases of a trial under fresh names, and the bills of each; None where one was not answered."""
        cases: list[Case] = []
        answers: list[Bills] = []
        for case in due.trial.cases:
            fresh = named(case, next(self._names))
            bills = self._ask(fresh, due, tried)
            if bills is None:
                return None
            cases.append(fresh)
            answers.append(bills)
        return tuple(cases), tuple(answers)

    def _ask(self, case: Case, due: _Due, tried: _Tried) -> Bills | None:
        self._left -= 1
        self._asked += 1
        self._contents.add(content(case))
        tried.calls += 1
        self._listen(Asked(case, self._asked, self._of))
        outcome = self._system.bill(case)
        match outcome:
            case Answered(bills=bills):
                self._answered += 1
                return bills
            case Refused(code=code, message=message):
                self._refused += 1
                tried.omit(Untested(due.tariff, Why.REFUSED, f"{code} {message}".strip(), 1))
            case Failed(problem=problem):
                self._failed += 1
                self.problems[case.id] = problem
                tried.omit(Untested(due.tariff, Why.FAILED, problem.message, 1))
        self._listen(NotTested(case, outcome))
        return None

    def result(self) -> LawsResult:
        laws = tuple(
            LawResult(law, one.calls, one.held, tuple(one.violations), one.left_untested())
            for law in LAWS
            for one in [self.tried[law.name]]
        )
        return LawsResult(laws, self._answered, self._refused, self._failed, len(self._contents), self.problems)
