"""What each suspect would bill for a case. Answers are remembered, since a search asks for the same ones many times."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from ...adapters import Capabilities, ObservedBill
from ...cases.corpus import digest
from ...faults import Neighbour, Suspect, days_of, seen_by
from ...faults.neighbours import ALWAYS, Days
from ...oracle import Bill, Book, Case, CaseError, TermsError, bill
from ...oracle.billing import Read, Setting, Traced, Tracer, bill_again
from ...oracle.changes import differing_paths
from ...oracle.contracts import billing_periods
from .effects import Effect, Effects

HUNDREDTHS = 100
"""Lines are compared in hundredths: where the terms do not round lines, systems write them cut to that."""
_BEYOND = timedelta(days=70)
"""How far after the last day to bill a bill is still matched to a billing period."""
_AROUND = timedelta(days=400)
"""How far outside a case's days a figure may be looked up: a period of a year, and what is billed in advance."""

Amount = tuple[Fraction, Fraction | None, tuple[tuple[str, int], ...]]
"""The total, the tax, and the lines in hundredths, of all bills for one period."""
PeriodAmounts = tuple[tuple[tuple[int, date], Amount], ...]
"""The amounts by the number of the contract and the first day of the period, without periods whose amounts are 0."""

TERMS = Suspect()
"""The suspect without parts: it bills what the terms say."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """The number of each contract and the first days of its billing periods, by the contract's id; the first and the
    last day for which a figure can be looked up."""

    starts: dict[str, tuple[int, list[date]]]
    first: date
    last: date

    def place(self, contract: str | None, day: date) -> tuple[int, date]:
        number, starts = self.starts[contract or next(iter(self.starts))]
        index = bisect_right(starts, day)
        return number, starts[index - 1] if index else day


class Predictions:
    """The answers of suspects under the terms of a book, with as much of each bill as a system with these capabilities
    shows."""

    def __init__(self, book: Book, capabilities: Capabilities | None = None) -> None:
        self.book = book
        self._shown = capabilities or Capabilities()
        self._tracer = Tracer(book)
        self._systems: dict[Suspect, tuple[Book, Callable[[Case], Case]] | None] = {}
        self._answers: dict[Suspect, dict[int, PeriodAmounts | None]] = {}
        self._cases: dict[int, tuple[Case, _Grid, Traced | None]] = {}
        self._settings: dict[Suspect, tuple[Read, Days]] = {}
        self._effects: dict[Suspect, Effects] = {}
        self._digests: dict[int, tuple[Case, str]] = {}
        self.made = 0
        """How many times a case was billed."""

    def system(self, suspect: Suspect) -> tuple[Book, Callable[[Case], Case]] | None:
        """The terms of a suspect, and how it sees a case; None for parts that exclude each other."""
        if suspect not in self._systems:
            try:
                self._systems[suspect] = seen_by(suspect, self.book)
            except TermsError:
                self._systems[suspect] = None
        return self._systems[suspect]

    def answer(self, suspect: Suspect, case: Case) -> PeriodAmounts | None:
        """What a suspect bills for a case; None where it cannot bill it."""
        known = self._answers.setdefault(suspect, {})
        if id(case) not in known:
            known[id(case)] = self._answer(suspect, case)
        return known[id(case)]

    def forget(self, suspect: Suspect) -> None:
        """Drop what is known about a suspect."""
        for known in (self._answers, self._systems, self._settings):
            known.pop(suspect, None)

    def _bills(self, suspect: Suspect, case: Case) -> tuple[Bill, ...] | None:
        system = self.system(suspect)
        if system is None:
            return None
        traced = self._known(case)[2]
        if not suspect.parts:
            return None if traced is None else traced.bills
        wrong, see = system
        self.made += 1
        try:
            seen = see(case) if suspect.faults else case
            made = bill_again(traced, self._changes(suspect)[0], wrong) if traced is not None and seen == case else None
            return bill(wrong, seen) if made is None else made
        except CaseError:
            return None

    def observed(self, case: Case, bills: Iterable[ObservedBill]) -> PeriodAmounts:
        """The bills that a system gave for a case, as amounts by period."""
        grid = self._known(case)[1]
        return _answer(
            (
                grid.place(one.contract, one.first_day),
                Fraction(one.total),
                None if one.tax is None or not self._shown.tax else Fraction(one.tax),
                [(line.item, Fraction(line.amount)) for line in one.lines or ()] if self._shown.lines else [],
            )
            for one in bills
        )

    def remember(self, effects: Effects, suspects: Iterable[Suspect]) -> None:
        """From now on look up the effects of these suspects in `effects` before billing, and note new ones there."""
        for one in suspects:
            self._effects.setdefault(one, effects)

    def differs(self, suspect: Suspect, case: Case) -> bool:
        """True if a suspect's answer to a case is another than the terms'; False where one of them has none."""
        return self.effect(suspect, case) is Effect.OTHER

    def effect(self, suspect: Suspect, case: Case) -> Effect:
        """What a suspect does to the bills of a case."""
        effects = self._effects.get(suspect)
        if effects is None:
            return self._effect(suspect, case)
        key = self._digest(case)
        known = effects.get(suspect, key)
        if known is None:
            known = self._effect(suspect, case)
            effects.put(suspect, key, known)
        return known

    def _effect(self, suspect: Suspect, case: Case) -> Effect:
        ours = self.answer(TERMS, case)
        if ours is None:
            return Effect.IMPOSSIBLE
        if suspect is TERMS or not self.concerns(suspect, case):
            return Effect.NONE
        theirs = self.answer(suspect, case)
        if theirs is None:
            return Effect.IMPOSSIBLE
        return Effect.SAME if theirs == ours else Effect.OTHER

    def _digest(self, case: Case) -> str:
        if id(case) not in self._digests:
            self._digests[id(case)] = case, digest(case)
        return self._digests[id(case)][1]

    def _answer(self, suspect: Suspect, case: Case) -> PeriodAmounts | None:
        grid = self._known(case)[1]
        if suspect is not TERMS and not self.concerns(suspect, case):
            return self.answer(TERMS, case)
        bills = self._bills(suspect, case)
        if bills is None:
            return None
        return _answer(
            (
                grid.place(one.contract, one.billed.start),
                one.total,
                one.tax if self._shown.tax else None,
                [(line.item, line.amount) for line in one.lines] if self._shown.lines else [],
            )
            for one in bills
        )

    def concerns(self, suspect: Suspect, case: Case) -> bool:
        """True if a suspect can have another answer to a case at all: it sees another history, or a setting that it
        changes is read for the case, for days on which it is changed."""
        if not suspect.parts:
            return False
        system = self.system(suspect)
        if system is None:
            return True  # parts that exclude each other have no answer, so not the terms' own either
        settings, (start, end) = self._changes(suspect)
        _, grid, traced = self._known(case)
        read = frozenset[Setting]() if traced is None else traced.read
        if start <= grid.last and grid.first < end and not settings.isdisjoint(read):
            return True
        return bool(suspect.faults) and system[1](case) != case

    def _changes(self, suspect: Suspect) -> tuple[Read, Days]:
        """The settings that a suspect changes, and the days on which they are changed; none where its parts exclude
        each other."""
        if suspect not in self._settings:
            system = self.system(suspect)
            self._settings[suspect] = (frozenset(), ALWAYS) if system is None else self._changed(suspect, system[0])
        return self._settings[suspect]

    def _changed(self, suspect: Suspect, wrong: Book) -> tuple[Read, Days]:
        """The settings that a suspect changes, and the days on which they are changed."""
        if suspect.faults:
            return frozenset(self._differing(wrong)), ALWAYS
        settings = frozenset(one for part in suspect.neighbours for one in self._changed_by(part))
        days = [days_of(part, self.book) for part in suspect.neighbours]
        return settings, (min(start for start, _ in days), max(end for _, end in days))

    def _differing(self, wrong: Book) -> Iterator[Setting]:
        for tariff, versions in self.book.versions.items():
            others = wrong.versions[tariff]
            if len(versions) != len(others):
                yield from (self._tracer.setting(tariff, terms.effective, "effective") for terms in versions)
            for terms, other in zip(versions, others, strict=False):
                for path in differing_paths(terms, other):
                    yield self._tracer.setting(tariff, terms.effective, path)

    def _changed_by(self, one: Neighbour) -> Iterator[Setting]:
        for terms in self.book.versions[one.tariff]:
            if one.version in {None, terms.effective}:
                for path in one.paths:
                    yield self._tracer.setting(one.tariff, terms.effective, path or "effective")

    def _known(self, case: Case) -> tuple[Case, _Grid, Traced | None]:
        """What is known about a case itself: the case, which is kept since its identity is the key; its grid; and its
        traced bills, None where it cannot be billed."""
        key = id(case)
        if key not in self._cases:
            try:
                traced = self._tracer.bill(case)
            except CaseError:
                traced = None
            self._cases[key] = (case, _grid(self.book, case), traced)
        return self._cases[key]


def _grid(book: Book, case: Case) -> _Grid:
    starts: dict[str, tuple[int, list[date]]] = {}
    for number, contract in enumerate(case.contracts):
        try:
            terms = book.in_force(contract.tariff, contract.start)
        except CaseError:
            starts[contract.id] = (number, [])
            continue
        periods = billing_periods(terms.period, contract, case.bill_through + _BEYOND)
        starts[contract.id] = (number, [period.start for period in periods])
    first, last = min(one.start for one in case.contracts), case.bill_through
    return _Grid(starts, first - _AROUND, last + _AROUND)


def _answer(
    bills: Iterable[tuple[tuple[int, date], Fraction, Fraction | None, Sequence[tuple[str, Fraction]]]],
) -> PeriodAmounts:
    sums: dict[tuple[int, date], tuple[Fraction, Fraction | None, dict[str, Fraction]]] = {}
    for place, total, tax, lines in bills:
        before = sums.get(place)
        if before is None:
            sums[place] = (total, tax, _summed({}, lines))
            continue
        taxes = None if before[1] is None or tax is None else before[1] + tax
        sums[place] = (before[0] + total, taxes, _summed(before[2], lines))
    return tuple(
        (place, (total, tax, _in_hundredths(lines)))
        for place, (total, tax, lines) in sorted(sums.items())
        if total or any(lines.values())
    )


def _summed(sums: dict[str, Fraction], lines: Iterable[tuple[str, Fraction]]) -> dict[str, Fraction]:
    for item, amount in lines:
        sums[item] = sums.get(item, Fraction(0)) + amount
    return sums


def _in_hundredths(lines: Mapping[str, Fraction]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((item, floor(amount * HUNDREDTHS)) for item, amount in lines.items() if amount))
