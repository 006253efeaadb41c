"""The contexts of telling histories: a contract without events, and its first billing periods."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ...oracle import Contract, Period, Terms, warnings_of
from ...oracle.calendar import ONE_DAY, add_months, first_of_month_after
from ...oracle.contracts import billing_periods
from ...oracle.vocabulary import PeriodKind
from ..draft import TAIL, Draft, before_opening, reading_days
from ..space import published_months

_LENGTHS = (31, 30, 33, 28)
"""Days between scheduled reading days, all different."""
_USE = 130
"""The use of each reading. Without use, no event would change a charge by use."""
_MOST_MONTHS = 3
"""The most published months for which there are histories."""


@dataclass(frozen=True, slots=True)
class HistoryContext:
    """A contract of the terms that starts on the first day of a period, and the `periods` in which events may happen.

    `others` are the attributes that the plan may change to: those of `draft` with one value changed.
    """

    terms: Terms
    draft: Draft
    periods: tuple[Period, ...]
    others: tuple[Mapping[str, str], ...] = ()

    @property
    def first(self) -> Period:
        return self.periods[0]

    @property
    def last(self) -> Period:
        return self.periods[-1]

    def day(self, period: int, offset: int) -> date:
        """The day `offset` days into a period, or from its end if negative; limited to the days of the period."""
        one = self.periods[min(period, len(self.periods) - 1)]
        day = one.start + offset * ONE_DAY if offset >= 0 else one.end + offset * ONE_DAY
        return min(max(day, one.start), one.last_day)


def contexts_of(terms: Terms, tariff: str, days: Period, attributes: Mapping[str, str]) -> Iterator[HistoryContext]:
    """The contexts of a tariff: for terms with monthly figures, one period in each of the last published months;
    otherwise three periods at the beginning of the days that cases may use. Terms without published figures have
    none."""
    if warnings_of(terms):
        return
    if terms.period.kind is PeriodKind.METER_READING:
        yield from _metered(terms, tariff, days, attributes)
        return
    first = first_of_month_after(days.start)
    start = first if terms.period.kind is PeriodKind.CALENDAR_MONTH else first.replace(day=10)
    draft = Draft(tariff, start, attributes=attributes, use=_USE)
    contract = Contract("", tariff, start, attributes)
    until = add_months(start, 4 * (terms.period.months or 1))
    periods = [one for one in billing_periods(terms.period, contract, until) if one.start >= start]
    yield _context(terms, replace(draft, start=periods[0].start), tuple(periods[:3]))


def _metered(terms: Terms, tariff: str, days: Period, attributes: Mapping[str, str]) -> Iterator[HistoryContext]:
    months = published_months(terms)
    for month in months[-_MOST_MONTHS:]:
        opening = month.replace(day=10) - 30 * ONE_DAY
        draft = Draft(tariff, opening, attributes=attributes, first_reading=opening, lengths=(30,), use=_USE)
        yield _context(terms, draft, (Period(opening, month.replace(day=10)),))
    if not months:
        opening = first_of_month_after(days.start) + 8 * ONE_DAY
        lengths = (*_LENGTHS[:3], *_LENGTHS[:TAIL])
        draft = Draft(tariff, opening, attributes=attributes, first_reading=opening, lengths=lengths, use=_USE)
        contract = Contract("", tariff, opening, attributes, reading_days(opening - before_opening(terms), lengths))
        yield _context(terms, draft, billing_periods(terms.period, contract, opening + 80 * ONE_DAY)[:3])


def _context(terms: Terms, draft: Draft, periods: tuple[Period, ...]) -> HistoryContext:
    others: list[Mapping[str, str]] = []
    for rule in terms.attribute:
        fixed = rule.name == terms.period.billing_day_attribute
        values = () if fixed else rule.values or tuple(str(bounds.minimum) for bounds in rule.bounds or ())
        others += [{rule.name: value} for value in values if draft.attributes.get(rule.name) != value]
    return HistoryContext(terms, draft, periods, tuple(others))
