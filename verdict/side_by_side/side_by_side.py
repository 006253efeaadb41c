"""Several systems put to the same cases: the verdict on each, which of them bill alike, and which are wrong alike."""

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
"""The number of the terms among those that are compared; the systems have 1 and on, in their order."""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """What systems make of the same cases, each with its verdict, and how they stand to each other and to the terms.

    `agreement[a][b]` is in how many cases two bill alike, of how many that both have answered. `classes` are those that
    bill alike in every case that can tell; a system that answered nothing is in none. `partings` begin with the way to
    fall apart that most cases show.
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
        """The classes of several systems that diverge from the terms, all in the same way."""
        return tuple(one for one in self.classes if len(one) > 1 and OF_TERMS not in one and self._diverge(one))

    def _diverge(self, group: Group) -> bool:
        return any(self.results[number - 1].verdict is Verdict.DIVERGES for number in group)

    @property
    def verdict(self) -> Verdict:
        """Diverges where one system does, otherwise inconclusive where one is."""
        verdicts = {one.verdict for one in self.results}
        order = (Verdict.DIVERGES, Verdict.INCONCLUSIVE)
        return next((one for one in order if one in verdicts), Verdict.CONFORMS)


def compare_systems(systems: Sequence[BillingSystem], plan: Plan, listen: Listener) -> SideBySide:
    """Put the same cases to all systems, as many as the effort of the plan allows: those that tell most, then boundary
    cases, then drawn ones, as far as every system takes them. One that cannot be reached is told so."""
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
    told = agreement(billers), classes(billers), disagreements(cases, billers)
    return SideBySide(plan.space.book, plan.seed, len(cases), tuple(results), *told)


def _described(system: BillingSystem) -> SystemInfo | AdapterError:
    try:
        return system.describe()
    except AdapterError as error:
        return error


def _cases(plan: Plan, infos: Sequence[SystemInfo]) -> tuple[Study, tuple[Case, ...]]:
    """The cases that every one of these systems takes, and the study of what all of them show."""
    common = plan.space
    for one in infos:
        common = narrow(common, one.capabilities)
    spaces = [narrow(plan.space, one.capabilities) for one in infos]
    common = replace(common, limits=UNLIMITED)  # the cases are moved into the limits of each
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
    """A system's bills for a case: the terms' own where nothing differs from them. Lines count only where one is wrong
    under a right total: systems cut and name them in ways of their own."""
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
    return tuple((place, _told(known.get(place), amount, lines=place in wrong_lines)) for place, amount in theirs)


def _told(ours: Amount | None, theirs: Amount, *, lines: bool) -> Amount:
    """What a system bills for a period: as the terms have it where no more than the way of its lines differs."""
    if lines:
        return theirs
    return ours if ours is not None and ours[:2] == theirs[:2] else (*theirs[:2], ())


def _renamed(outcome: Answered, asked: Case, case: Case) -> tuple[ObservedBill, ...]:
    """The bills of a case as those of the same case under another name."""
    own = {one.id: other.id for one, other in zip(asked.contracts, case.contracts, strict=True)}
    return tuple(one if one.contract is None else replace(one, contract=own[one.contract]) for one in outcome.bills)
