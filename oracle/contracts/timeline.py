"""The charged days of a contract as spans with one plan each, cut at changes and suspensions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ..calendar import ONE_DAY, Period
from ..documents import Book
from ..vocabulary import ChangeDay, ChangeEffect, DayBilled
from .history import Contract, PlanChange, Resumption, Suspension, event_day

_NOTHING = Fraction(0)
_ALL = Fraction(1)


@dataclass(frozen=True, slots=True)
class Span:
    """Days under one plan; `fee_share` is the share of the fees that suspended days cost, None for days in service."""

    days: Period
    tariff: str
    attributes: Mapping[str, str]
    fee_share: Fraction | None


def spans_of(book: Book, contract: Contract, charged: Period, periods: Sequence[Period]) -> tuple[Span, ...]:
    """The charged days of a contract cut at its changes and suspensions, in order, without days that cost nothing."""
    plans = list(_plans(book, contract, charged, periods))
    stops = [(days, share) for days, share in _suspensions(book, contract, charged) if share != _ALL]
    if not stops:
        return tuple(plans)
    return tuple(piece for plan in plans for piece in _cut(plan, stops))


def _plans(book: Book, contract: Contract, charged: Period, periods: Sequence[Period]) -> Iterator[Span]:
    """One span for each plan. The last of several changes that count from the same day holds. A change to the current
    plan, or there and back on one day, is no change."""
    tariff, attributes = contract.tariff, contract.attributes
    starts, plans, lasts = [charged.start], [(tariff, attributes)], [charged.start]
    changes = [event for event in contract.events if isinstance(event, PlanChange)]
    for change in sorted(changes, key=lambda event: event.on):
        day, last = _first_day_of_new(book, tariff, change, periods)
        if day >= charged.end:
            continue
        tariff, attributes = change.tariff or tariff, {**attributes, **change.attributes}
        if day <= starts[-1]:
            plans[-1] = (tariff, attributes)
        else:
            starts.append(day)
            lasts.append(last)
            plans.append((tariff, attributes))
    kept = [number for number, plan in enumerate(plans) if not number or plan != plans[number - 1]]
    ends = [*(min(lasts[number], charged.end) for number in kept[1:]), charged.end]
    for number, end in zip(kept, ends, strict=True):
        if starts[number] < end:  # empty if a change on the first day leaves that day without a plan
            yield Span(Period(starts[number], end), *plans[number], None)


def _first_day_of_new(book: Book, tariff: str, change: PlanChange, periods: Sequence[Period]) -> tuple[date, date]:
    """The first day of the new plan, and the day after the last day of the old one. Both are the same if the day of a
    change belongs to exactly one of the two plans."""
    rule = book.in_force(tariff, change.on).change
    assert rule is not None  # noqa: S101  # `admit` refuses such a case
    if rule.effect is ChangeEffect.NEXT_PERIOD:
        day = next((period.start for period in periods if period.start >= change.on), date.max)
        return day, day
    after = change.on + ONE_DAY
    return (
        after if rule.day in {ChangeDay.OLD, ChangeDay.NEITHER} else change.on,
        after if rule.day in {ChangeDay.OLD, ChangeDay.BOTH} else change.on,
    )


def _suspensions(book: Book, contract: Contract, charged: Period) -> Iterator[tuple[Period, Fraction]]:
    """The suspended days, and the share of the fees that they cost."""
    events = [event for event in contract.events if isinstance(event, Suspension | Resumption)]
    since: date | None = None
    for event in sorted(events, key=event_day):
        rule = book.in_force(contract.tariff, event.on).suspension
        assert rule is not None  # noqa: S101  # `admit` refuses such a case
        if isinstance(event, Suspension):
            since = event.on + ONE_DAY if rule.suspension_day is DayBilled.BILLED else event.on
        elif since is not None:
            until = event.on if rule.resumption_day is DayBilled.BILLED else event.on + ONE_DAY
            if since < until:
                yield Period(since, until), rule.fee_share
            since = None
    if since is not None and since < charged.end:
        rule = book.in_force(contract.tariff, since).suspension
        yield Period(since, charged.end), rule.fee_share if rule else _ALL


def _cut(span: Span, stops: Sequence[tuple[Period, Fraction]]) -> Iterator[Span]:
    start = span.days.start
    for stop, share in stops:
        common = span.days.intersection(stop)
        if common is None:
            continue
        if start < common.start:
            yield Span(Period(start, common.start), span.tariff, span.attributes, None)
        if share != _NOTHING:
            yield Span(common, span.tariff, span.attributes, share)
        start = common.end
    if start < span.days.end:
        yield Span(Period(start, span.days.end), span.tariff, span.attributes, None)
