"""Where telling histories are laid: a contract with nothing in it yet, and its first billing periods."""

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
"""Days between scheduled reading days, none of them like the next."""
_USE = 130
"""What each reading tells: without use, what happens to a contract would change no charge by use."""
_MOST_MONTHS = 3
"""Published months that histories are laid in."""


@dataclass(frozen=True, slots=True)
class HistoryContext:
    """A contract of the terms from the first day of a period on, and the `periods` that events may lie in.

    `other` are the attributes that a plan may change to: those of `draft`, with one value of one attribute changed.
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
        """The day `offset` days into a period, from the end where it is below zero; never outside the period."""
        one = self.periods[min(period, len(self.periods) - 1)]
        day = one.start + offset * ONE_DAY if offset >= 0 else one.end + offset * ONE_DAY
        return min(max(day, one.start), one.last_day)


def grounds(terms: Terms, tariff: str, days: Period, attributes: Mapping[str, str]) -> Iterator[HistoryContext]:
    """The grounds of a tariff: for terms with monthly figures one period in each of the last months published, else
    three periods at the beginning of the days that cases lie in. Terms that wait for their figures have none."""
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
    yield _ground(terms, replace(draft, start=periods[0].start), tuple(periods[:3]))


def _metered(terms: Terms, tariff: str, days: Period, attributes: Mapping[str, str]) -> Iterator[HistoryContext]:
    months = published_months(terms)
    for month in months[-_MOST_MONTHS:]:
        opening = month.replace(day=10) - 30 * ONE_DAY
        draft = Draft(tariff, opening, attributes=attributes, first_reading=opening, lengths=(30,), use=_USE)
        yield _ground(terms, draft, (Period(opening, month.replace(day=10)),))
    if not months:
        opening = first_of_month_after(days.start) + 8 * ONE_DAY
        lengths = (*_LENGTHS[:3], *_LENGTHS[:TAIL])
        draft = Draft(tariff, opening, attributes=attributes, first_reading=opening, lengths=lengths, use=_USE)
        contract = Contract("", tariff, opening, attributes, reading_days(opening - before_opening(terms), lengths))
        yield _ground(terms, draft, billing_periods(terms.period, contract, opening + 80 * ONE_DAY)[:3])


def _ground(terms: Terms, draft: Draft, periods: tuple[Period, ...]) -> HistoryContext:
    others: list[Mapping[str, str]] = []
    for rule in terms.attribute:
        fixed = rule.name == terms.period.billing_day_attribute
        values = () if fixed else rule.values or tuple(str(bounds.minimum) for bounds in rule.bounds or ())
        others += [{rule.name: value} for value in values if draft.attributes.get(rule.name) != value]
    return HistoryContext(terms, draft, periods, tuple(others))
