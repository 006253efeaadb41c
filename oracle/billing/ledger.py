"""The bills of one contract over time: each period is billed once, and later only corrected."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from ..calendar import Period
from ..contracts import Bill, Contract, Life, Line, Step, StepKind, due_day, life_of
from ..documents import Book
from ..vocabulary import Corrections, DueWhen, Terms
from .interest import with_interest

Compute = Callable[[Book, Life, int, date], Bill | None]
"""The bill of the period with the given number, issued on the given day; None if nothing is charged in it."""


@dataclass(frozen=True, slots=True)
class _Issued:
    """The amounts billed for a period so far."""

    lines: tuple[tuple[str, Fraction], ...]
    tax: Fraction | None
    total: Fraction


class Ledger:
    """The bills of one contract over time: each period is billed once, and later only corrected.

    `waits` are the periods that cannot be billed on the day they are due, each with the first day on which they can.
    """

    def __init__(self, book: Book, terms: Terms, compute: Compute, waits: Mapping[Period, date]) -> None:
        self._book = book
        self._terms = terms
        self._compute = compute
        self._waits = waits
        self._due = terms.billing.due if terms.billing else DueWhen.IN_ARREARS
        self._corrections = terms.billing.corrections if terms.billing else Corrections.NONE
        self._issued: dict[Period, Bill] = {}
        self._settled: dict[Period, _Issued] = {}
        self._last: Contract | None = None

    def run(self, contract: Contract, through: date, issued: Callable[[date], date | None]) -> Iterator[Bill]:
        """The new bills and corrections of the contract as it is now known, for the periods due by `through`. `issued`
        gives the day of issue of a bill by its due day, None if it is not issued."""
        life = life_of(self._book, contract, through)
        changed = self._last is not None and contract != self._last
        self._last = contract
        for number, period in enumerate(life.periods if life else ()):
            due = self._waits.get(period) or due_day(self._terms.period, period, self._due, contract.start)
            day = issued(due) if due <= through else None
            if day is None and self._waits:  # a later period may not have to wait
                continue
            if day is None:
                break
            before = self._issued.get(period)
            if life is not None and (before is None or changed):
                wanted = self._compute(self._book, life, number, before.issued if before else day)
                yield from self._issue(period, wanted, day)
        if life is None:  # no day of the contract is charged any longer
            for period in list(self._issued):
                yield from self._issue(period, None, issued(through) or through)

    def _issue(self, period: Period, wanted: Bill | None, day: date) -> Iterator[Bill]:
        before = self._issued.get(period)
        if before is None:
            if wanted is not None:
                self._issued[period] = wanted
                yield wanted
            return
        correction = _difference(before, self._settled.get(period) or _amounts(before), wanted, day)
        if correction is not None and self._is_made(correction):
            if self._corrections is not Corrections.DIFFERENCE_TO_FIRST:
                self._settled[period] = _amounts(wanted) if wanted else _Issued((), _none_like(before.tax), Fraction(0))
            yield self._signed(with_interest(correction, before.issued))

    def _signed(self, correction: Bill) -> Bill:
        """The correction as it is billed; under the faulty `CREDITS_CHARGED` a credit is billed as a charge."""
        if self._corrections is not Corrections.CREDITS_CHARGED or correction.total >= 0:
            return correction
        lines = tuple(replace(line, amount=-line.amount) for line in correction.lines)
        tax = None if correction.tax is None else -correction.tax
        return replace(correction, lines=lines, tax=tax, total=-correction.total)

    def _is_made(self, correction: Bill) -> bool:
        match self._corrections:
            case Corrections.DIFFERENCE | Corrections.DIFFERENCE_TO_FIRST | Corrections.CREDITS_CHARGED:
                return True
            case Corrections.CHARGES_ONLY:
                return correction.total > 0
            case Corrections.CREDITS_ONLY:
                return correction.total < 0
            case Corrections.NONE:
                return False


def _none_like(tax: Fraction | None) -> Fraction | None:
    return None if tax is None else Fraction(0)


def _amounts(one: Bill) -> _Issued:
    return _Issued(tuple((line.item, line.amount) for line in one.lines), one.tax, one.total)


def _difference(before: Bill, settled: _Issued, wanted: Bill | None, day: date) -> Bill | None:
    """The correction from what has been billed for a period to what should have been; None if nothing differs."""
    now = _amounts(wanted) if wanted else _Issued((), _none_like(settled.tax), Fraction(0))
    if now == settled:
        return None
    terms = wanted.terms if wanted else before.terms
    clause = terms.clause("billing.corrections")
    was, lines = dict(settled.lines), list[Line]()
    derivations = {line.item: line.derivation for line in (wanted.lines if wanted else ())}
    for item in dict.fromkeys([*dict(now.lines), *was]):
        new, old = dict(now.lines).get(item, Fraction(0)), was.get(item, Fraction(0))
        if new != old:
            step = Step(StepKind.CORRECTION, {"new": new, "old": old, "issued": before.issued}, new - old, clause)
            lines.append(Line(item, new - old, Fraction(1), (*derivations.get(item, ()), step)))
    tax = None if now.tax is None or settled.tax is None else now.tax - settled.tax
    total = now.total - settled.total
    step = Step(StepKind.CORRECTION, {"new": now.total, "old": settled.total, "issued": before.issued}, total, clause)
    if total == 0 and not tax:
        return None
    return replace(
        wanted or before, lines=tuple(lines), tax=tax, total=total, derivation=(step,), issued=day, correction=True
    )
