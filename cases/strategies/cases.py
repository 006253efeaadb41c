"""Hypothesis strategies for cases: any contract that a space allows, weighted towards boundaries."""

from dataclasses import replace
from datetime import date

from hypothesis import assume
from hypothesis import strategies as st

from ...oracle import Case, EventKind, Period, Terms
from ...oracle.calendar import ONE_DAY, add_months, days_in_month, first_of_month
from ...oracle.vocabulary import PeriodKind, QuantityCharge
from ..attributes import attributes
from ..draft import TAIL, Draft, before_opening, migration, replaced_end, replacement_start, single
from ..space import Space, migrations, of_replacement, published_months, terms_at, window

_LENGTHS = (30, 31, 29, 28, 32, 33, 27, 35, 26, 36)
"""Days between scheduled reading days, common ones first; holidays stretch them to about 36."""
_DIFFERENCES = (0, 1, -1, 4, 5, 6, -4, -5, -6, 7, -7, 2, -2)
"""Differences between the days used and the days of a month, around the thresholds of real triggers."""
_MONTH = 31
_MOST_PERIODS = 3
_MOST_QUANTITY = 4
_MOST_USE = 500


def cases(space: Space) -> st.SearchStrategy[Case]:
    """Any case in the space. Every case is billed for two periods after its last event."""
    singles = [] if space.replacement else [_single(space, tariff) for tariff in space.tariffs]
    pairs = [_migration(space, old, new) for old, new in migrations(space) if _together(space, old, new)]
    return st.one_of(*singles, *pairs)


@st.composite
def _single(draw: st.DrawFn, space: Space, tariff: str) -> Case:
    days = window(space.book, tariff)
    draft = _draft(draw, space, tariff, days)
    terms = terms_at(space, tariff, draft.start)
    return _with_fixed(space, single(_filled(draw, space, terms, draft), terms))


@st.composite
def _migration(draw: st.DrawFn, space: Space, old: str, new: str) -> Case:
    days = _together(space, old, new)
    assert days is not None  # noqa: S101  # `cases` only has pairs with common days
    end = space.end
    if space.replacement is not None and space.replacement.start is not None:
        end = replaced_end(terms_at(space, old, days.start), space.replacement.start)
    first = _draft(draw, replace(space, ends=True, end=end), old, days)
    assert first.end is not None  # noqa: S101  # the space demands an end
    terms = terms_at(space, old, first.start)
    start = replacement_start(terms, first.end)
    second = _draft(draw, replace(space, ends=False, end=None, start=start, readings=None), new, days)
    both = terms, terms_at(space, new, start)
    drafts = _filled(draw, space, both[0], first), _filled(draw, of_replacement(space), both[1], second)
    return _with_fixed(space, migration(drafts[0], drafts[1], both))


def _together(space: Space, old: str, new: str) -> Period | None:
    """The days that both tariffs' cases may use; None if there are none."""
    return window(space.book, old).intersection(window(space.book, new))


def _with_fixed(space: Space, case: Case) -> Case:
    """The case with the events, runs and day that the space fixes for every case."""
    contracts = case.contracts
    if space.events:
        contracts = (replace(contracts[0], events=(*contracts[0].events, *space.events)), *contracts[1:])
    return replace(case, contracts=contracts, runs=space.runs, bill_through=space.bill_through or case.bill_through)


def _filled(draw: st.DrawFn, space: Space, terms: Terms, draft: Draft) -> Draft:
    """The draft with the attributes, quantities and use that its terms charge by."""
    quantities = (
        _quantities(draw, draft) if _counts(terms) and space.may(EventKind.QUANTITY) and not space.events else ()
    )
    return replace(
        draft,
        attributes=draw(attributes(terms, space.attributes)),
        quantities=quantities,
        use=draw(st.integers(0, _MOST_USE)),
        received=space.received,
    )


def _counts(terms: Terms) -> bool:
    return any(isinstance(charge, QuantityCharge) for charge in terms.charge)


def _quantities(draw: st.DrawFn, draft: Draft) -> tuple[tuple[date, int], ...]:
    """The quantity registered on the start day, and up to two changes, often at the edges of a month."""
    numbers = st.integers(0, _MOST_QUANTITY)
    changes = [(draft.start, draw(numbers))]
    last = draft.end or add_months(draft.start, _MOST_PERIODS)
    if last <= draft.start:
        return tuple(changes)
    for _ in range(draw(st.integers(0, 2))):
        day = _near_month_edges(draw, draft.start + ONE_DAY, last)
        changes.append((day, draw(numbers)))
    return tuple(sorted(changes))


def _ends(draw: st.DrawFn, space: Space) -> bool:
    if space.end is not None:
        return True
    if space.ends is not None:
        return space.ends
    return space.may(EventKind.CANCELLATION) and draw(st.booleans())


def _draft(draw: st.DrawFn, space: Space, tariff: str, days: Period) -> Draft:
    if terms_at(space, tariff, days.start).period.kind is PeriodKind.METER_READING:
        return _metered(draw, space, tariff, days)
    return _monthly(draw, space, tariff, days)


def _metered(draw: st.DrawFn, space: Space, tariff: str, days: Period) -> Draft:
    """A contract that starts in its first reading period and ends, if at all, `TAIL` periods before the last one."""
    ends = _ends(draw, space)
    months = published_months(terms_at(space, tariff, days.start))
    used_periods = 1 if months else draw(st.integers(1, _MOST_PERIODS))
    lengths = _reading_lengths(draw, space, used_periods, tail=0 if months else TAIL)
    offset = _offset(draw, lengths[0])
    if space.readings is not None:
        first = space.readings[0] + before_opening(terms_at(space, tariff, days.start))
    elif space.start is not None:
        first = space.start - offset * ONE_DAY
    elif months and space.end is None:
        first = draw(st.sampled_from(months)) + (draw(st.integers(0, 27)) - lengths[0]) * ONE_DAY
    elif space.end is not None:
        first = space.end - _into(draw, lengths, used_periods) * ONE_DAY
    else:
        latest = max(days.start, days.end - sum(lengths) * ONE_DAY)
        first = _day(draw, days.start - offset * ONE_DAY, latest)
    start = space.start or first + offset * ONE_DAY
    end = space.end
    if ends and end is None:
        end = max(first + _into(draw, lengths, used_periods) * ONE_DAY, start)
    if space.start is None and end is not None:
        start = min(start, end)
        assume(start in days)
    return Draft(tariff, start, end, first_reading=first, lengths=lengths)


def _into(draw: st.DrawFn, lengths: tuple[int, ...], used_periods: int) -> int:
    """A day of the last period used, as the number of days after the first reading."""
    return sum(lengths[: used_periods - 1]) + _offset(draw, lengths[used_periods - 1])


def _reading_lengths(draw: st.DrawFn, space: Space, used_periods: int, tail: int) -> tuple[int, ...]:
    if space.readings is not None:
        return tuple((two - one).days for one, two in zip(space.readings, space.readings[1:], strict=False))
    if space.end is not None and space.start is not None:  # both days are fixed: enough periods for them
        used_periods = (space.end - space.start).days // min(_LENGTHS) + 2
    return tuple(draw(st.sampled_from(_LENGTHS)) for _ in range(used_periods + tail))


def _offset(draw: st.DrawFn, length: int) -> int:
    """A day of a period, as the number of days before it; often one that leaves about a month of days used."""
    near = {length - _MONTH - difference for difference in _DIFFERENCES}
    near |= {_MONTH + difference for difference in _DIFFERENCES} | {0, 1, length // 2, length - 1}
    boundary = sorted(offset for offset in near if 0 <= offset < length)
    return draw(st.one_of(st.sampled_from(boundary), st.integers(0, length - 1)))


def _monthly(draw: st.DrawFn, space: Space, tariff: str, days: Period) -> Draft:
    ends = _ends(draw, space)
    latest = max(days.start, add_months(days.last_day, -(_MOST_PERIODS + TAIL)))
    if space.end is not None:
        latest = max(days.start, min(latest, space.end))
    start = space.start or _near_month_edges(draw, days.start, latest)
    end = space.end
    if ends and end is None:
        end = _near_month_edges(draw, start, add_months(start, _MOST_PERIODS))
    return Draft(tariff, start, end)


def _near_month_edges(draw: st.DrawFn, first: date, last: date) -> date:
    """A day from `first` to `last`, both inclusive; half of the time at the start or end of a month."""
    day = _day(draw, first, last)
    if draw(st.booleans()):
        month = first_of_month(day)
        edges = [month, month + ONE_DAY, month.replace(day=days_in_month(month)), month.replace(day=28)]
        day = draw(st.sampled_from(edges))
    return min(max(day, first), last)


def _day(draw: st.DrawFn, first: date, last: date) -> date:
    """Any day from `first` to `last`, drawn as a number of days, so that all days are equally likely."""
    return first + draw(st.integers(0, max(0, (last - first).days))) * ONE_DAY
