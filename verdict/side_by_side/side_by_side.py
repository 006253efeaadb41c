"""The same cases put to several systems: the verdict on each, which of them bill alike, and which agree on a wrong
bill."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...adapters import (
    UNLIMITED,
    AdapterError,
    Answered,
    BillingSystem,
    Capabilities,
    ObservedBill,
    SystemInfo,
    bill_all,
)
from ...cases import fresh_names, named, narrow
from ...oracle import Book, Case
from ..comparison import Kind, compare
from ..diagnosis import TERMS, Amount, PeriodAmounts, Predictions, Study, unnamed
from ..run import (
    Asked,
    Finished,
    Listener,
    NotTested,
    Plan,
    Recorded,
    Started,
    Verdict,
    Verification,
    cases_to_export,
    judge_recorded,
    unreached,
)
from .alike import Answers, Disagreement, Group, agreement, classes, disagreements

OF_TERMS = 0
"""The number of the terms among the billers that are compared; the systems are numbered from 1, in their order."""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The results of several systems for the same cases, compared with each other and with the terms.

    `results` are in the order of the systems. `agreement[a][b]` is the number of cases in which two billers bill alike,
    and the number of those that both answered. `classes` are groups of billers that bill alike in every case that both
    of any two answered; a system that answered nothing is in none. `disagreements` begin with the one that most cases
    show.
    """

    book: Book
    seed: int
    cases: int
    results: tuple[Verification, ...]
    agreement: tuple[tuple[tuple[int, int], ...], ...]
    classes: tuple[Group, ...]
    disagreements: tuple[Disagreement, ...]

    @property
    def wrong_alike(self) -> tuple[Group, ...]:
        """The classes of several systems that agree with each other and diverge from the terms."""
        return tuple(one for one in self.classes if len(one) > 1 and OF_TERMS not in one and self._diverge(one))

    def _diverge(self, group: Group) -> bool:
        return any(self.results[number - 1].verdict is Verdict.DIVERGES for number in group)

    @property
    def verdict(self) -> Verdict:
        """Diverges where any system does, otherwise inconclusive where any system is."""
        verdicts = {one.verdict for one in self.results}
        order = (Verdict.DIVERGES, Verdict.INCONCLUSIVE)
        return next((one for one in order if one in verdicts), Verdict.CONFORMS)


def compare_systems(systems: Sequence[BillingSystem], plan: Plan, listen: Listener) -> SideBySide:
    """Put the same cases to all systems, up to the number of calls of the plan's effort: telling cases first, then
    boundary cases, then drawn ones, each one that every system accepts. A system that cannot be reached is
    inconclusive."""
    infos = [_described(one) for one in systems]
    study, cases = _cases(plan, [one for one in infos if isinstance(one, SystemInfo)])
    predictions = study.predictions
    results: list[Verification] = []
    billers: list[Answers] = [[predictions.answer(TERMS, case) for case in cases]]
    for number, (system, info) in enumerate(zip(systems, infos, strict=True), start=1):
        if isinstance(info, AdapterError):
            results.append(unreached(system.name, plan, info))
            billers.append([None] * len(cases))
            continue
        listen(Started(info, len(cases), plan.seed))
        names = fresh_names(f"{plan.run_id}{number}")
        asked = [named(case, name) for case, name in zip(cases, names, strict=False)]
        recorded = list(_recorded(system, asked, plan.concurrency, listen))
        own = judge_recorded(plan.space.book, system.name, recorded, (), info, with_power=False, studies=plan.studies)
        results.append(own)
        billers.append([_answer(predictions, case, one) for case, one in zip(cases, recorded, strict=True)])
        listen(Finished(results[-1]))
    compared = agreement(billers), classes(billers), disagreements(cases, billers)
    return SideBySide(plan.space.book, plan.seed, len(cases), tuple(results), *compared)


def _described(system: BillingSystem) -> SystemInfo | AdapterError:
    try:
        return system.describe()
    except AdapterError as error:
        return error


def _cases(plan: Plan, infos: Sequence[SystemInfo]) -> tuple[Study, tuple[Case, ...]]:
    """The study of what all of these systems can show, and the cases that every one of them accepts."""
    common = plan.space
    for one in infos:
        common = narrow(common, one.capabilities)
    spaces = [narrow(plan.space, one.capabilities) for one in infos]
    common = replace(common, limits=UNLIMITED)  # the cases are adjusted to the limits of each system
    can = [one.capabilities for one in infos]
    shown = Capabilities(lines=all(one.lines for one in can), tax=all(one.tax for one in can))
    study = Study(common, shown, folder=plan.studies)
    if not infos or not common.tariffs:
        return study, ()
    found = cases_to_export(study, plan.effort.calls, plan.seed, fresh_names(plan.run_id), spaces)
    study.keep()
    return study, tuple(map(unnamed, found))


def _recorded(system: BillingSystem, asked: Sequence[Case], concurrency: int, listen: Listener) -> Iterator[Recorded]:
    for number, (case, outcome) in enumerate(zip(asked, bill_all(system, asked, concurrency), strict=True), start=1):
        listen(Asked(case, number, len(asked)))
        if not isinstance(outcome, Answered):
            listen(NotTested(case, outcome))
        yield Recorded(case, outcome)


def _answer(predictions: Predictions, case: Case, recorded: Recorded) -> PeriodAmounts | None:
    """A system's bills for a case; those of the terms where nothing differs from them. Lines count only where one is
    wrong under a right total, since every system divides and names lines in its own way."""
    if not isinstance(recorded.outcome, Answered):
        return None
    ours = predictions.answer(TERMS, case)
    differences = compare(predictions.book, recorded.case, recorded.outcome.bills)
    if not differences or ours is None:
        return ours
    numbers = {one.id: number for number, one in enumerate(recorded.case.contracts)}
    wrong_lines = {
        (numbers[one.contract], one.period.start) for one in differences if one.finding.kind is Kind.WRONG_LINE
    }
    known, theirs = dict(ours), predictions.observed(case, _renamed(recorded.outcome, recorded.case, case))
    return tuple((place, _comparable(known.get(place), amount, lines=place in wrong_lines)) for place, amount in theirs)


def _comparable(ours: Amount | None, theirs: Amount, *, lines: bool) -> Amount:
    """What a system bills for a period; the amount of the terms where the two differ in nothing but their lines."""
    if lines:
        return theirs
    return ours if ours is not None and ours[:2] == theirs[:2] else (*theirs[:2], ())


def _renamed(outcome: Answered, asked: Case, case: Case) -> tuple[ObservedBill, ...]:
    """The bills for `asked`, a named copy of `case`, with the contract ids of `case`."""
    own = {one.id: other.id for one, other in zip(asked.contracts, case.contracts, strict=True)}
    return tuple(one if one.contract is None else replace(one, contract=own[one.contract]) for one in outcome.bills)
