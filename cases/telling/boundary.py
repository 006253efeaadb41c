"""The boundary cases of a space: the days on which real billing systems go wrong, tried before anything is drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import cycle, zip_longest

from ...oracle import Case, EventKind, Period, Terms
from ...oracle.calendar import ONE_DAY, add_months, days_in_month, first_of_month, first_of_month_after
from ...oracle.vocabulary import PeriodKind, QuantityCharge
from ..attributes import telling_attributes
from ..draft import TAIL, Draft, migration, replacement_start, single
from ..space import Space, migrations, of_replacement, published_months, terms_at, version_starts, window

_REGULAR = 30
_LONG = 36
_FEBRUARY = 33
"""Days between scheduled reading days: an ordinary period, one stretched by holidays, one over the end of February."""


def boundary_cases(space: Space) -> Iterator[Case]:
    """Small cases on every boundary of the terms of each tariff, the tariffs taking turns.

    Cases that do not fit what the space fixes are left out.
    """
    of_each = [] if space.replacement else [_of_tariff(space, tariff) for tariff in space.tariffs]
    of_each += [_of_migration(space, old, new) for old, new in migrations(space)]
    for row in zip_longest(*of_each):
        yield from (case for case in row if case is not None)


def _of_tariff(space: Space, tariff: str) -> Iterator[Case]:
    days = window(space.book, tariff)
    terms = terms_at(space, tariff, days.start)
    attributes = cycle(telling_attributes(terms, space.attributes))
    for draft in _drafts(space, terms, tariff, days):
        if _fits(space, draft, days):
            yield single(replace(draft, attributes=next(attributes)), terms)


def _fits(space: Space, draft: Draft, days: Period) -> bool:
    if space.has_fixed_days:
        return False
    if draft.end is not None and not space.may(EventKind.CANCELLATION):
        return False
    if draft.quantities and not space.may(EventKind.QUANTITY):
        return False
    if space.ends is not None and (draft.end is not None) != space.ends:
        return False
    return draft.start in days


def _drafts(space: Space, terms: Terms, tariff: str, days: Period) -> Iterator[Draft]:
    versions = version_starts(space.book, tariff)
    match terms.period.kind:
        case PeriodKind.METER_READING if months := published_months(terms):
            yield from _published(tariff, months)
        case PeriodKind.METER_READING:
            yield from _metered(tariff, days, versions)
        case PeriodKind.CALENDAR_MONTH | PeriodKind.ANNIVERSARY | PeriodKind.BILLING_DAY:
            if any(isinstance(charge, QuantityCharge) for charge in terms.charge):
                yield from _quantities(tariff, days)
            yield from _monthly(tariff, days, versions)


def _metered(tariff: str, days: Period, versions: Sequence[date]) -> Iterator[Draft]:
    first = first_of_month_after(days.start) + 8 * ONE_DAY
    length = _REGULAR
    offsets = (length // 2, 4, 0, 1, 2, 3, 5, 6, 7, 9, length - 1)
    for offset in offsets:
        yield _metered_draft(tariff, first, (length,), offset, None)
    for offset in (
        length // 2,
        length - 4,
        0,
        1,
        length - 7,
        length - 6,
        length - 5,
        length - 3,
        length - 2,
        length - 1,
    ):
        yield _metered_draft(tariff, first, (length, length), 0, length + offset)
    for start, end in (
        (3, 20),
        (8, 8),
        (0, 0),
        (1, length - 1),
        (length - 1, length - 1),
        (2, length - 2),
        (5, length),
    ):
        yield _metered_draft(tariff, first, (length,), start, end)
    for offset in (0, 1, 5, 9, 10, 11, 20):
        yield _metered_draft(tariff, first, (_LONG,), offset, None)
    for offset in (20, 25, 26, 31, 34, 35):
        yield _metered_draft(tariff, first, (length, _LONG), 0, length + offset)
    january = _next_january(days.start)
    for offset in (0, 14, 25):
        yield _metered_draft(tariff, january, (_FEBRUARY,), offset, None)
        yield _metered_draft(tariff, january, (_REGULAR, _FEBRUARY), 0, _REGULAR + offset + 3)
    for leap in _leap_days(days):
        yield _metered_draft(tariff, leap - 20 * ONE_DAY, (_REGULAR,), 12, None)
        yield _metered_draft(tariff, leap - 20 * ONE_DAY - 30 * ONE_DAY, (30, 30), 0, 50)
    for version in versions:
        for offset in (15, 14, 16, 1, 29):
            yield _metered_draft(tariff, version - 15 * ONE_DAY, (_REGULAR,), offset, None)
            yield _metered_draft(tariff, version - 45 * ONE_DAY, (_REGULAR, _REGULAR), 0, _REGULAR + offset)


def _published(tariff: str, months: Sequence[date]) -> Iterator[Draft]:
    """A reading period that closes in each month with published figures, with uses at the bounds of common tiers."""
    for use in (290, 120, 121, 0, 300, 301, 15):
        for month in months:
            closing = month.replace(day=10)
            opening = closing - _REGULAR * ONE_DAY
            for start, end in ((0, None), (10, None), (_REGULAR - 1, None), (3, 20), (4, 4), (26, None)):
                yield Draft(
                    tariff,
                    opening + start * ONE_DAY,
                    None if end is None else opening + end * ONE_DAY,
                    first_reading=opening,
                    lengths=(_REGULAR,),
                    use=use,
                )


def _metered_draft(tariff: str, first: date, lengths: tuple[int, ...], start: int, end: int | None) -> Draft:
    """A contract whose days are given as numbers of days after the first reading day."""
    return Draft(
        tariff,
        first + start * ONE_DAY,
        None if end is None else first + end * ONE_DAY,
        first_reading=first,
        lengths=(*lengths, *(_REGULAR,) * TAIL),
    )


def _monthly(tariff: str, days: Period, versions: Sequence[date]) -> Iterator[Draft]:
    first = first_of_month_after(days.start)
    second = first_of_month_after(first)
    for month in (second, _february(days.start)):
        last = days_in_month(month)
        for day in (15, 1, last, 2, last - 1):
            yield Draft(tariff, first, month.replace(day=day))
        for day in (15, 2, last, 1):
            yield Draft(tariff, month.replace(day=day))
    for start, end in ((3, 20), (1, 1), (8, 8), (15, 16), (1, days_in_month(first)), (2, days_in_month(first))):
        yield Draft(tariff, first.replace(day=start), first.replace(day=end))
    for leap in _leap_days(days):
        yield Draft(tariff, leap)
        yield Draft(tariff, add_months(leap, -1), leap)
    for version in versions:
        for shift in (-1, 0, 1):
            yield Draft(tariff, version + shift * ONE_DAY)
            yield Draft(tariff, first_of_month(add_months(version, -1)), version + shift * ONE_DAY)


def _quantities(tariff: str, days: Period) -> Iterator[Draft]:
    first = first_of_month_after(days.start)
    last = days_in_month(first)
    for before, after, day in ((1, 2, 15), (2, 1, 15), (0, 1, last), (2, 0, 2), (1, 2, last), (2, 1, 1), (1, 0, last)):
        yield Draft(tariff, first, quantities=_registered(first, before, first.replace(day=day), after))
    month = first_of_month_after(first)
    for before, after, day in ((1, 2, 1), (1, 3, 15), (3, 1, days_in_month(month))):
        end = first_of_month_after(month).replace(day=20)
        yield Draft(tariff, first, end, quantities=_registered(first, before, month.replace(day=day), after))
    for number in (0, 1, 2):
        yield Draft(tariff, first.replace(day=10), quantities=((first.replace(day=10), number),))


def _registered(start: date, before: int, day: date, after: int) -> tuple[tuple[date, int], ...]:
    return ((start, before), (day, after))


def _of_migration(space: Space, old: str, new: str) -> Iterator[Case]:
    fixed_start = space.replacement is not None and space.replacement.start is not None
    if space.has_fixed_days or fixed_start or space.ends is False:
        return
    days = window(space.book, old).intersection(window(space.book, new))
    if days is None:
        return
    terms = terms_at(space, old, days.start), terms_at(space, new, days.start)
    fixed = space.attributes, of_replacement(space).attributes
    attributes = [cycle(telling_attributes(one, values)) for one, values in zip(terms, fixed, strict=True)]
    first = first_of_month_after(days.start)
    month = first_of_month_after(first)
    for end in (month.replace(day=15), month, month.replace(day=days_in_month(month)), month.replace(day=2)):
        starts = (first, replacement_start(terms[0], end))
        drafts = [
            Draft(tariff, start, attributes=next(choices), first_reading=start, lengths=(_REGULAR,) * (TAIL + 3))
            for tariff, start, choices in zip((old, new), starts, attributes, strict=True)
        ]
        yield migration(replace(drafts[0], end=end), drafts[1], terms)


def _next_january(day: date) -> date:
    """A reading day in late January of the next year, so that the period after it includes the end of February."""
    return date(day.year + 1, 1, 28)


def _february(day: date) -> date:
    return date(day.year + 1, 2, 1)


def _leap_days(days: Period) -> Iterator[date]:
    for year in range(days.start.year, days.end.year + 1):
        if days_in_month(date(year, 2, 1)) == 29 and date(year, 2, 29) in days:  # noqa: PLR2004  # a leap year
            yield date(year, 2, 29)
